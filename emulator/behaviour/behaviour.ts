/** What a statement on the behaviour of a product is: facts out of a journal, and the entries that prove them. */
import { isCall, type JournalCall, type JournalEntry } from '../journal/entry.ts';

/**
 * `holds`: it was put to the test and passed. `violated`: the entries prove it. `not-observed`: nothing happened that
 * could show it one way or the other; this is never a pass.
 */
export type Observation =
  | { readonly outcome: 'holds'; readonly because: string; readonly entries: readonly JournalEntry[] }
  | { readonly outcome: 'violated'; readonly because: string; readonly entries: readonly JournalEntry[] }
  | { readonly outcome: 'not-observed'; readonly because: string; readonly entries: readonly [] };

export type Entries = AsyncIterable<JournalEntry> | Iterable<JournalEntry>;

/** Looks through a journal once, in order. Give it the entries of the product alone: filter by pid, program or time. */
export type Behaviour = (entries: Entries) => Promise<Observation>;

/** Enough to prove something; a journal may hold a million of a kind. */
const maxEvidence = 20;

export function holds(because: string, entries: readonly JournalEntry[]): Observation {
  return Object.freeze({ outcome: 'holds', because, entries: entries.slice(0, maxEvidence) });
}

export function violated(because: string, entries: readonly JournalEntry[]): Observation {
  return Object.freeze({ outcome: 'violated', because, entries: entries.slice(0, maxEvidence) });
}

export function notObserved(because: string): Observation {
  return { outcome: 'not-observed', because, entries: [] };
}

export function succeeded(entry: JournalEntry, ...functions: readonly string[]): entry is JournalCall {
  return isCall(entry) && entry.result === 'CKR_OK' && functions.includes(entry.function);
}

/** The application behind a connection: its process where known. Numbers of connections begin anew with the emulator. */
export function applicationOf({ pid, connection }: JournalEntry): string {
  return pid === undefined ? `connection ${connection}` : `process ${pid}`;
}

/** Connections are counted from 1 again. */
export function restarted(entry: JournalEntry): boolean {
  return !isCall(entry) && entry.event === 'started';
}
