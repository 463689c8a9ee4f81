/**
 * Opening a journal: where its numbers go on, and what its end needs. A torn last line, of a writer that was killed, is
 * finished or cut, never left to spoil the next one; a file that holds no entry at all is nobody's to overwrite.
 */
import { fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs';
import { lineParts } from './long-line.ts';

export interface Found {
  /** Bytes that are in the file now. */
  readonly size: number;
  /** Number of its last entry, counting lines behind it that cannot be read; undefined when there is none. */
  readonly lastNumber: number | undefined;
  /** What had to be done, or was met. */
  readonly repair: string | undefined;
  /** Why this is no journal. Then nothing has been done to it. */
  readonly damage?: string;
}

/** No entry is longer: texts in it are bounded. Those of earlier versions were not. */
const tailSize = 256 * 1024;

const noEntry = 'none of its lines is an entry';

/** `file` must be open for reading and writing. */
export function repairTail(file: number): Found {
  const { size } = fstatSync(file);
  const tail = bytesAt(file, Math.max(0, size - tailSize), size);
  const end = tail.lastIndexOf(0x0a) + 1;
  const torn = tail.subarray(end);
  if (torn.length === 0) return found(file, size, undefined);
  // A line that is longer than the tail begins before it.
  const whole = end === 0 ? lineStart(file, size) : size - torn.length;
  if (whole === 0 && !begunEntry(bytesAt(file, 0, 64))) return damaged(size);
  if (numberOf(torn.toString('utf8')) !== undefined) {
    writeSync(file, '\n', size);
    return found(file, size + 1, 'the last line had no end: it has one now');
  }
  return cut(file, size, whole);
}

function cut(file: number, size: number, whole: number): Found {
  const before = found(file, whole, `the last line was torn: its ${size - whole} bytes were cut off`);
  if (before.damage === undefined) ftruncateSync(file, whole);
  return before;
}

function damaged(size: number): Found {
  return { size, lastNumber: undefined, repair: undefined, damage: noEntry };
}

/** A writer that was killed at its very first line leaves a beginning of one. */
function begunEntry(torn: Buffer): boolean {
  const begin = '{"number":';
  const text = torn.toString('latin1', 0, begin.length);
  return begin.startsWith(text);
}

/** Whole lines up to `end`. */
function found(file: number, end: number, repair: string | undefined): Found {
  if (end === 0) return { size: end, lastNumber: undefined, repair };
  const { last, unread } = lastIn(file, end) ?? lastOfAll(file, end);
  if (last === undefined) return damaged(end);
  if (unread === 0) return { size: end, lastNumber: last, repair };
  const spoilt = `${unread} ${unread === 1 ? 'line' : 'lines'} at its end cannot be read: numbers go on behind`;
  return {
    size: end,
    lastNumber: last + unread,
    repair: repair === undefined ? spoilt : `${repair}; ${spoilt}`,
  };
}

interface Last {
  readonly last: number | undefined;
  /** Lines behind it that are no entries. */
  readonly unread: number;
}

/** Looks at the tail only; undefined when no whole line of it is an entry. */
function lastIn(file: number, end: number): Last | undefined {
  const from = Math.max(0, end - tailSize);
  const lines = bytesAt(file, from, end).toString('utf8').split('\n');
  // The first may have its beginning before the tail.
  const whole = from === 0 ? lines : lines.slice(1);
  let unread = 0;
  for (const line of whole.reverse()) {
    const last = numberOf(line);
    if (last !== undefined) return { last, unread };
    if (line !== '') unread++;
  }
  return undefined;
}

function lastOfAll(file: number, end: number): Last {
  const line = lineParts();
  let all: Last = { last: undefined, unread: 0 };
  const take = (): void => {
    const text = line.taken();
    const last = numberOf(text);
    if (last !== undefined) all = { last, unread: 0 };
    else if (text !== '') all = { ...all, unread: all.unread + 1 };
  };
  for (let at = 0; at < end; at += tailSize) {
    const bytes = bytesAt(file, at, Math.min(end, at + tailSize));
    let start = 0;
    for (let next = bytes.indexOf(0x0a); next >= 0; next = bytes.indexOf(0x0a, start)) {
      line.add(bytes.subarray(start, next));
      take();
      start = next + 1;
    }
    line.add(bytes.subarray(start));
  }
  return all;
}

/**
 * Number of its first entry, counting lines before it that cannot be read; undefined when there is none in the first
 * `tailSize` bytes.
 */
export function firstNumberIn(file: number): number | undefined {
  let unread = 0;
  for (const line of bytesAt(file, 0, tailSize).toString('utf8').split('\n')) {
    const first = numberOf(line);
    if (first !== undefined) return Math.max(0, first - unread);
    if (line !== '') unread++;
  }
  return undefined;
}

/** Where the line begins that the byte before `end` belongs to. */
function lineStart(file: number, end: number): number {
  for (let at = end; at > 0; at -= tailSize) {
    const from = Math.max(0, at - tailSize);
    const newline = bytesAt(file, from, at).lastIndexOf(0x0a);
    if (newline >= 0) return from + newline + 1;
  }
  return 0;
}

function bytesAt(file: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, to - from));
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
}

/** Undefined unless it is a whole entry; one from before entries were numbered counts as 0. */
function numberOf(line: string): number | undefined {
  try {
    const entry = JSON.parse(line) as { readonly number?: unknown; readonly time?: unknown } | null;
    if (typeof entry !== 'object' || entry === null || typeof entry.time !== 'string') return undefined;
    if (entry.number === undefined) return 0;
    return Number.isSafeInteger(entry.number) ? (entry.number as number) : undefined;
  } catch {
    return undefined;
  }
}
