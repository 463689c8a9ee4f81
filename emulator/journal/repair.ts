/** Opening a journal whose writer was killed: a torn last line is finished or cut, never left to spoil the next one. */
import { fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs';

export interface Found {
  /** Bytes that are in the file now. */
  readonly size: number;
  /** Number of its last entry; undefined when there is none. */
  readonly lastNumber: number | undefined;
  /** What had to be done. */
  readonly repair: string | undefined;
}

/** No entry is longer: texts in it are bounded. Those of earlier versions were not. */
const tailSize = 256 * 1024;

/** `file` must be open for reading and writing. */
export function repairTail(file: number): Found {
  const { size } = fstatSync(file);
  const tail = bytesAt(file, Math.max(0, size - tailSize), size);
  const end = tail.lastIndexOf(0x0a) + 1;
  const torn = tail.subarray(end);
  if (torn.length === 0) return { size, lastNumber: lastNumber(file, tail, size), repair: undefined };
  if (torn.length < size && end === 0) return cutLong(file, size);
  if (numberOf(torn.toString('utf8')) !== undefined) {
    writeSync(file, '\n', size);
    return {
      size: size + 1,
      lastNumber: lastNumber(file, tail, size),
      repair: 'the last line had no end: it has one now',
    };
  }
  return cut(file, size, size - torn.length);
}

/** A line that is longer than the tail, and has no end. */
function cutLong(file: number, size: number): Found {
  return cut(file, size, lineStart(file, size));
}

function cut(file: number, size: number, whole: number): Found {
  ftruncateSync(file, whole);
  const tail = bytesAt(file, Math.max(0, whole - tailSize), whole);
  return {
    size: whole,
    lastNumber: lastNumber(file, tail, whole),
    repair: `the last line was torn: its ${size - whole} bytes were cut off`,
  };
}

/** `tail` is what stands before `end`. */
function lastNumber(file: number, tail: Buffer, end: number): number | undefined {
  for (const line of tail.toString('utf8').split('\n').reverse()) {
    const number = numberOf(line);
    if (number !== undefined) return number;
  }
  if (tail.length === end) return undefined;
  // All of the tail may be one entry's: its number stands at its beginning.
  const start = lineStart(file, end - 1);
  const [, number] =
    /^\{"number":(\d{1,15}),/.exec(bytesAt(file, start, start + 40).toString('latin1')) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** Where the line begins that the byte before `end` belongs to. */
function lineStart(file: number, end: number): number {
  for (let at = end; at > 0; at -= tailSize) {
    const from = Math.max(0, at - tailSize);
    const found = bytesAt(file, from, at).lastIndexOf(0x0a);
    if (found >= 0) return from + found + 1;
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
    const entry = JSON.parse(line) as { readonly number?: unknown } | null;
    if (typeof entry !== 'object' || entry === null) return undefined;
    return Number.isSafeInteger(entry.number) ? (entry.number as number) : 0;
  } catch {
    return undefined;
  }
}
