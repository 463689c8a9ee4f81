/**
 * Entries out of the lines of a journal file. A line that is none, since a full disk or a foreign hand has spoilt it, is
 * told in its place: nobody takes a journal with a hole in it for a whole one.
 */
import { Ajv } from 'ajv';
import type { JournalEntry } from './entry.ts';
import schema from './journal-entry.schema.json' with { type: 'json' };

export type ReadLine =
  | { readonly entry: JournalEntry; readonly reason?: never }
  | { readonly reason: string; readonly entry?: never };

/** Compiled when somebody first reads. */
let compiled: ReturnType<typeof entryTest> | undefined;

function entryTest() {
  return new Ajv({ strictTypes: false }).compile<JournalEntry>(schema);
}

/** The entry, or why it is none. */
export function readLine(line: string): ReadLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { reason: 'no JSON' };
  }
  compiled ??= entryTest();
  if (compiled(value)) return { entry: value };
  const [{ instancePath = '', message = '', params } = {}] = compiled.errors ?? [];
  const extra = (params as { readonly additionalProperty?: string } | undefined)?.additionalProperty;
  const where = instancePath === '' ? '' : `${instancePath.slice(1)} `;
  return { reason: `no entry: ${where}${message}${extra === undefined ? '' : ` (${extra.slice(0, 40)})`}` };
}

/** Where a file stands among the others. */
export interface FilePlace {
  readonly name: string;
  /** Number of its first entry, and of the next file's, where known. */
  readonly first: number | undefined;
  readonly nextFirst: number | undefined;
  /** When it was written last: the time of a hole before which there is no entry. */
  readonly modified: Date;
}

export interface EntryReader {
  /** What is to be told now: the entry of that line, and before it the hole that ends there. */
  take(line: string): readonly JournalEntry[];
  /** What is to be told at the end of the file. */
  end(): readonly JournalEntry[];
}

export function entryReader({ name, first, nextFirst, modified }: FilePlace): EntryReader {
  let line = 0;
  let last: JournalEntry | undefined;
  let hole: { readonly from: number; to: number; lines: number; readonly reason: string } | undefined;

  function take(text: string): readonly JournalEntry[] {
    line++;
    if (text === '') return [];
    const { entry, reason } = readLine(text);
    if (entry === undefined) {
      hole ??= { from: line, to: line, lines: 0, reason };
      hole.to = line;
      hole.lines++;
      return [];
    }
    const told = holeBefore(entry.number, entry.time);
    last = entry;
    return [...told, entry];
  }

  /** A line that has taken no number was no entry, and nothing is lost with it. */
  function holeBefore(next: number | undefined, time: string): readonly JournalEntry[] {
    if (hole === undefined) return [];
    const { from, to, lines, reason } = hole;
    hole = undefined;
    const number = last === undefined ? (first ?? Math.max(1, (next ?? 0) - lines)) : last.number + 1;
    if (next !== undefined && number >= next) return [];
    const where = from === to ? `line ${from}` : `lines ${from} to ${to}`;
    const detail = `${where} cannot be read: ${reason}`;
    return [{ number, time: last?.time ?? time, event: 'entry-passed-over', file: name, detail }];
  }

  return Object.freeze({
    take,
    end: () => holeBefore(nextFirst, modified.toISOString()),
  });
}
