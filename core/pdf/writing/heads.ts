/** Where objects begin in bytes through which no cross-reference leads: `12 0 obj`, also with comments in between. */
import { asBuffer } from '../reading/filters.ts';
import { isBlank, isDigit, startsNumber } from '../reading/lexer.ts';
import type { Work } from '../reading/work.ts';

export interface Head {
  readonly number: number;
  readonly generation: number;
  /** Of the first digit. */
  readonly start: number;
  /** Behind `obj`. */
  readonly end: number;
}

/** Looks for heads in the same bytes again and again, and goes over no comment twice. */
export interface Heads {
  /** The place behind white space and comments. */
  behindBlanks(from: number): number;
  /** All from a place on, in strings and streams as well. Throws PDF_TOO_MUCH_WORK. */
  from(place: number): Generator<Head>;
}

const longestNumber = 10;
const longestGeneration = 5;
const keyword = Buffer.from('obj', 'latin1');

export function headsOf(all: Uint8Array, work: Work): Heads {
  const bytes = asBuffer(all);
  const behindBlanks = blanksOf(bytes);

  function headAt(start: number, behindNumber: number): Head | undefined {
    const second = behindBlanks(behindNumber);
    if (second === behindNumber) return undefined;
    work.spend(1);
    const behindGeneration = behindDigits(bytes, second, longestGeneration);
    if (behindGeneration === undefined) return undefined;
    const third = behindBlanks(behindGeneration);
    const end = third + keyword.length;
    if (third === behindGeneration || !keyword.equals(bytes.subarray(third, end)) || isWord(bytes[end]))
      return undefined;
    const number = Number(bytes.toString('latin1', start, behindNumber));
    const generation = Number(bytes.toString('latin1', second, behindGeneration));
    return { number, generation, start, end };
  }

  function* from(place: number): Generator<Head> {
    for (let at = place; at < bytes.length; at += 1) {
      if (!isDigit(bytes[at])) continue;
      const start = at;
      // Behind a sign or a point stands no number of an object.
      const before = bytes[start - 1];
      while (isDigit(bytes[at + 1])) at += 1;
      if (at - start >= longestNumber || startsNumber(before)) continue;
      const head = headAt(start, at + 1);
      if (head !== undefined) yield head;
    }
  }

  return Object.freeze({ behindBlanks, from });
}

/** Undefined where none stand, or too many. */
function behindDigits(bytes: Buffer, from: number, most: number): number | undefined {
  let at = from;
  while (at - from <= most && isDigit(bytes[at])) at += 1;
  return at === from || at - from > most ? undefined : at;
}

/**
 * A run of lines that was gone through is known: each number in its comments would go through all of it again.
 */
function blanksOf(bytes: Buffer): (from: number) => number {
  let known = { start: 0, end: 0 };
  const endOfLine = endsOf(bytes);
  return (from) => {
    let at = from;
    while (at < bytes.length) {
      if (isBlank(bytes[at])) at += 1;
      else if (bytes[at] === 0x25) at = endOfLine(at);
      else break;
      // Here every way through these lines is behind a comment or none.
      if (at > known.start && at < known.end && isEndOfLine(bytes[at])) at = known.end;
    }
    if (at - from > 64) known = { start: from, end: at };
    return at;
  };
}

/** The end of the line in which a place lies; asked of one line again and again, it looks once. */
function endsOf(bytes: Buffer): (from: number) => number {
  let known = { start: 0, end: -1 };
  return (from) => {
    if (from >= known.start && from <= known.end) return known.end;
    let at = from;
    while (at < bytes.length && !isEndOfLine(bytes[at])) at += 1;
    known = { start: from, end: at };
    return at;
  };
}

function isEndOfLine(byte: number | undefined): boolean {
  return byte === 10 || byte === 13;
}

function isWord(byte: number | undefined): boolean {
  return isDigit(byte) || (byte !== undefined && /[A-Za-z]/.test(String.fromCharCode(byte)));
}
