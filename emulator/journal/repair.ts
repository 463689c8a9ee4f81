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

/** No entry is longer: texts in it are bounded. */
const tailSize = 256 * 1024;

/** `file` must be open for reading and writing. */
export function repairTail(file: number): Found {
  const { size } = fstatSync(file);
  const tail = Buffer.alloc(Math.min(size, tailSize));
  readSync(file, tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf(0x0a) + 1;
  const torn = tail.subarray(end);
  if (torn.length === 0) return { size, lastNumber: lastNumber(tail), repair: undefined };
  if (numberOf(torn.toString('utf8')) !== undefined) {
    writeSync(file, '\n', size);
    return {
      size: size + 1,
      lastNumber: lastNumber(tail),
      repair: 'the last line had no end: it has one now',
    };
  }
  const whole = size - torn.length;
  ftruncateSync(file, whole);
  return {
    size: whole,
    lastNumber: lastNumber(tail.subarray(0, end)),
    repair: `the last line was torn: its ${torn.length} bytes were cut off`,
  };
}

function lastNumber(tail: Buffer): number | undefined {
  for (const line of tail.toString('utf8').split('\n').reverse()) {
    const number = numberOf(line);
    if (number !== undefined) return number;
  }
  return undefined;
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
