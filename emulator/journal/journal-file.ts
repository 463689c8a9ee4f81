/** The journal on disk: NDJSON, made and written behind the calls so that no answer waits for it. */
import { closeSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../foundation/clock.ts';
import { jsonLine } from '../../foundation/json-line.ts';
import { fail } from '../errors.ts';
import type { CallRecord, EventEntry, Journal } from '../policy/journal/journal.ts';
import { isAt, opened, writeAll } from './appended-file.ts';
import { callLines } from './call-lines.ts';
import { eventEntry } from './format.ts';
import type { Peers } from './peers.ts';
import { pendingEntries, type Waiting } from './pending.ts';
import { firstNumberIn, repairTail } from './repair.ts';
import { fullSegments, presentName, segmentName } from './segments.ts';
import { risingTime } from './time.ts';

export interface JournalSettings {
  /** A file that has grown to this many bytes is put aside, and a new one begun. Default: 16 MiB. */
  readonly maxBytes?: number | undefined;
  /** So many full files are kept beside the present one; older ones are deleted. Default: 8. */
  readonly keep?: number | undefined;
}

export const defaultJournal = Object.freeze({ maxBytes: 16 * 1024 * 1024, keep: 8 });

export interface JournalFile extends Journal {
  readonly path: string;
  /** Entries that could not be written (disk full). */
  dropped(): number;
  /** What had to be done to the file when it was opened. */
  readonly repair: string | undefined;
  /** Everything noted so far is handed to the system. */
  flush(): Promise<void>;
  /** Number of the last entry that listeners were told of. */
  lastNumber(): number;
  /** Tells of every batch of lines once it is written; the result ends it. */
  listen(hear: (lines: readonly string[]) => void): () => void;
  close(): void;
}

export interface JournalParts {
  readonly clock: Clock;
  readonly peers: Peers;
  /** Label of the token with that serial number. */
  readonly labelOf: (serial: string) => string | undefined;
  /** Whoever else answers calls. Default: nobody. */
  readonly helpers?: Helpers | undefined;
  readonly settings?: JournalSettings | undefined;
}

/** Processes that answer calls beside this one, and leave a record of each for whoever asks. */
export interface Helpers {
  /** Tells the journal of all that they have answered by now, each connection in its order. */
  drain(): void;
  /** One may be answering a call at this moment. */
  busy(): boolean;
}

/** Written out this often. */
const intervalMs = 20;

/** What helpers have told of, unless it is much: each time this process is woken takes a core from who signs. */
const helpersMs = 50;

/** So long a helper may take from the end of a call to its record; what ended later than that waits for it. */
const settleMs = 5;

const noHelpers: Helpers = Object.freeze({ drain: () => undefined, busy: () => false });

/** Entries wait so long for the name of a key or a program that the kernel or the engine has yet to tell. */
const graceMs = 250;

/** Above this, entries are dropped and counted instead of filling the memory. */
const maxPending = 100_000;

/** So many are formatted at a time: other work comes between. */
const batch = 2000;

/**
 * Opens (appends to) the file, mode 0600, after repairing its end. Throws EMULATOR_JOURNAL_DAMAGED when there is something
 * in the file and none of it is a journal, for its numbers would begin anew; the system's error.
 */
export function openJournal(
  dir: string,
  { clock, peers, labelOf, helpers = noHelpers, settings = {} }: JournalParts,
): JournalFile {
  const path = join(dir, presentName);
  const { maxBytes = defaultJournal.maxBytes, keep = defaultJournal.keep } = settings;
  let file = opened(path);
  const { repair, damage, ...found } = repairTail(file);
  if (damage !== undefined) {
    closeSync(file);
    throw fail('EMULATOR_JOURNAL_DAMAGED', { file: path, reason: damage });
  }
  let { size } = found;
  let next = (found.lastNumber ?? lastNumberBefore(dir)) + 1;
  /** Number of the first entry in the present file, for its name later; undefined where that cannot be read. */
  let first = size === 0 ? next : firstNumberIn(file);
  const pending = pendingEntries();
  const shown = risingTime();
  const callLine = callLines();
  let timer: NodeJS.Timeout | undefined;
  /** It was set for what helpers have told of. */
  let slow = false;
  let writing: Promise<void> | undefined;
  let dropped = 0;
  let closed = false;
  let lastTold = next - 1;
  const listeners = new Set<(lines: readonly string[]) => void>();

  function event(entry: EventEntry): void {
    // What helpers have answered on its connection comes before it.
    helpers.drain();
    if (hasRoom(false)) pending.add({ at: clock.now().getTime(), event: entry }, performance.now());
  }

  function call(record: CallRecord): void {
    if (!hasRoom(record.ended !== undefined)) return;
    pending.add({ at: record.at ?? clock.now().getTime(), call: record }, performance.now(), record.ended);
  }

  function hasRoom(told: boolean): boolean {
    if (closed) return false;
    if (pending.size >= maxPending) {
      dropped++;
      return false;
    }
    if (timer === undefined || (slow && !told)) later(told);
    return true;
  }

  /** What has to wait for helpers is on disk no later for that. `told`: by helpers, all of it. */
  function later(told: boolean): void {
    clearTimeout(timer);
    slow = told;
    timer = setTimeout(writeSoon, told ? helpersMs : helpers.busy() ? intervalMs - settleMs : intervalMs);
  }

  function writeSoon(): void {
    timer = undefined;
    void writeReady(false);
  }

  /** Writes what is ready; resolves when it is with the system. */
  function writeReady(all: boolean): Promise<void> {
    if (closed) return Promise.resolve();
    writing ??= written(takeLines(all)).finally(() => {
      writing = undefined;
      if (pending.size > 0 && !closed && timer === undefined)
        later(pending.size < batch / 2 && pending.allTold());
    });
    return writing;
  }

  function takeLines(all: boolean): readonly string[] {
    const now = performance.now();
    const settled = helpers.busy() ? now - settleMs : now;
    helpers.drain();
    const ready = (one: Waiting, index: number): boolean =>
      all || (index < batch && one.ended <= settled && (isReady(one, peers) || now - one.since >= graceMs));
    return pending.take(ready).map(lineOf);
  }

  function lineOf({ at: noted, call, event }: Waiting): string {
    const number = next++;
    const at = shown(noted, event?.event);
    const connection = call?.connection ?? event?.connection;
    const peer = connection === undefined ? undefined : peers.of(connection);
    if (call !== undefined) return `${callLine(number, at, call, peer)}\n`;
    const label = event.token === undefined ? undefined : labelOf(event.token);
    if (event.event === 'disconnected' && connection !== undefined) peers.forget(connection);
    return `${jsonLine(eventEntry(number, at, event, peer, label))}\n`;
  }

  async function written(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const data = Buffer.from(lines.join(''));
    try {
      beginAnewIfGone();
      rotateFor(data.length, lines.length);
      await writeAll(file, data);
      size += data.length;
      lastTold = next - 1;
      for (const hear of listeners) hear(lines);
    } catch {
      dropped += lines.length;
      cutBack();
    }
  }

  function rotateFor(more: number, lines: number): void {
    if (size === 0) first = next - lines;
    if (size === 0 || size + more <= maxBytes) return;
    renameSync(path, join(dir, freeName(first ?? next - lines)));
    closeSync(file);
    file = opened(path);
    size = 0;
    first = next - lines;
    const full = fullSegments(dir);
    for (const old of full.slice(0, Math.max(0, full.length - keep))) rmSync(old.path, { force: true });
  }

  /** Nothing is ever renamed over: two files of one number would be one. */
  function freeName(number: number): string {
    const taken = new Set(fullSegments(dir).map((one) => one.first));
    let free = number;
    while (taken.has(free)) free++;
    return segmentName(free);
  }

  /** Only between two writes. Throws the system's error, for example when the folder is gone too. */
  function beginAnewIfGone(): void {
    if (isAt(path, file)) return;
    const anew = opened(path);
    closeSync(file);
    file = anew;
    size = repairTail(file).size;
    first = firstNumberIn(file);
    journal.event({ event: 'journal-begun-anew', detail: 'its file was gone' });
  }

  /** What a full disk has left half-written must not spoil the next line. */
  function cutBack(): void {
    try {
      if (!closed) ftruncateSync(file, size);
    } catch {
      // Then the reader passes over it.
    }
  }

  async function flush(): Promise<void> {
    while (writing !== undefined) await writing;
    try {
      if (!closed) beginAnewIfGone();
    } catch {
      // What is written next is counted as dropped.
    }
    helpers.drain();
    const until = performance.now();
    while (!closed && (writing !== undefined || pending.hasOlderThan(until))) {
      await writeReady(false);
      if (pending.hasOlderThan(until)) await new Promise((done) => setTimeout(done, 2));
    }
  }

  const journal: JournalFile = Object.freeze({
    path,
    repair,
    call,
    event,
    dropped: () => dropped,
    lastNumber: () => lastTold,
    flush,
    listen: (hear: (lines: readonly string[]) => void) => {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    close: () => {
      if (closed) return;
      clearTimeout(timer);
      try {
        beginAnewIfGone();
      } catch {
        // Then the rest goes where nobody finds it.
      }
      const rest = takeLines(true).join('');
      closed = true;
      try {
        if (rest !== '') writeSync(file, rest);
      } catch {
        // A full disk must not keep the emulator from stopping.
      }
      closeSync(file);
    },
  });
  if (repair !== undefined) journal.event({ event: 'journal-repaired', detail: repair });
  return journal;
}

function isReady({ call, event }: Waiting, peers: Peers): boolean {
  const connection = call?.connection ?? event?.connection;
  if (connection !== undefined && peers.of(connection)?.settled === false) return false;
  return call?.facts?.object?.settled !== false;
}

/** The present file is empty: the one before it goes on up to its last entry. */
function lastNumberBefore(dir: string): number {
  const last = fullSegments(dir).at(-1);
  if (last === undefined) return 0;
  const file = openSync(last.path, 'r+');
  try {
    const { lastNumber, damage } = repairTail(file);
    if (damage !== undefined) throw fail('EMULATOR_JOURNAL_DAMAGED', { file: last.path, reason: damage });
    return lastNumber ?? last.first ?? 0;
  } finally {
    closeSync(file);
  }
}
