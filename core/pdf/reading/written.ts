/** How the dictionaries that hold a file together are written: what says 12 may be read as 12, +12, 012 or 12.0. */
import { CongvuError } from '../../../foundation/error.ts';
import { Cursor, isDigit, skipSpace, takeInteger, takeKeyword, takeName } from './lexer.ts';
import { parseObject } from './parser.ts';

/** Whether what stands between two places is written as it has to be. */
type Form = (bytes: Buffer, from: number, to: number) => boolean;
/** Key → how its value has to be written. */
export type Forms = ReadonlyMap<string, Form>;

export function forms(each: Readonly<Record<string, Form>>): Forms {
  return new Map(Object.entries(each));
}

const natural = '(?:0|[1-9]\\d{0,9})';
const space = '[ \\t\\n\\f\\r]';

export function form(pattern: string): Form {
  const whole = new RegExp(`^(?:${pattern})$`);
  return (bytes, from, to) => whole.test(bytes.toString('latin1', from, to));
}

export const anything: Form = () => true;

/** Told by the bytes: nearly all that stands in these dictionaries is a number or a reference. */
export const plainNumber: Form = (bytes, from, to) =>
  areDigits(bytes, from, to, 10) && (bytes[from] !== 0x30 || to === from + 1);

/** As old programs write offsets for which they kept room. */
export const paddedNumber: Form = (bytes, from, to) => areDigits(bytes, from, to, 15);

const anyReference = form(`${natural}${space}+${natural}${space}+R`);
export const plainReference: Form = (bytes, from, to) => {
  const isUsual =
    bytes[to - 1] === 0x52 && bytes[to - 2] === 0x20 && bytes[to - 3] === 0x30 && bytes[to - 4] === 0x20;
  return (isUsual && plainNumber(bytes, from, to - 4)) || anyReference(bytes, from, to);
};

export const plainNumbers = form(`\\[${space}*${natural}(?:${space}+${natural})*${space}*\\]`);
const anyNumberOrReference = form(`${natural}(?:${space}+${natural}${space}+R)?`);
export const numberOrReference: Form = (bytes, from, to) =>
  plainNumber(bytes, from, to) || anyNumberOrReference(bytes, from, to);
export const flateOrList = form(`/FlateDecode|\\[${space}*/FlateDecode${space}*\\]`);

/** A name, as it stands. */
export function word(text: string): Form {
  const letters = Buffer.from(text, 'latin1');
  return (bytes, from, to) => {
    if (to - from !== letters.length) return false;
    for (let at = 0; at < letters.length; at++) if (bytes[from + at] !== letters[at]) return false;
    return true;
  };
}

export const flate = word('/FlateDecode');

function areDigits(bytes: Buffer, from: number, to: number, most: number): boolean {
  if (to <= from || to - from > most) return false;
  for (let at = from; at < to; at++) if (!isDigit(bytes[at])) return false;
  return true;
}

const deepest = 64;

/**
 * Whether the dictionary at `offset`, or in the indirect object that begins there, holds the keys of `known` written as they
 * have to be, without codes in names. Other keys, and comments, may stand there only where `others` is true.
 */
export function isWrittenAs(bytes: Buffer, offset: number, known: Forms, others: boolean): boolean {
  const cursor = new Cursor(bytes, offset);
  try {
    skipHead(cursor);
    return matches(cursor, known, others) && (others || !cursor.hasComment) && !cursor.hasLongName;
  } catch (error) {
    if (error instanceof CongvuError) return false;
    throw error;
  }
}

function skipHead(cursor: Cursor): void {
  skipSpace(cursor);
  if (takeInteger(cursor) === undefined) return;
  skipSpace(cursor);
  takeInteger(cursor);
  skipSpace(cursor);
  takeKeyword(cursor, 'obj');
  skipSpace(cursor);
}

function matches(cursor: Cursor, known: Forms, others: boolean): boolean {
  const { bytes } = cursor;
  if (bytes[cursor.position] !== 0x3c || bytes[cursor.position + 1] !== 0x3c) return false;
  cursor.position += 2;
  for (;;) {
    skipSpace(cursor);
    if (bytes[cursor.position] === 0x3e) return bytes[cursor.position + 1] === 0x3e;
    if (bytes[cursor.position] !== 0x2f) return false;
    const start = cursor.position;
    const key = takeName(cursor).value;
    // A code is longer than its letter.
    if (cursor.position - start - 1 !== key.length) return false;
    skipSpace(cursor);
    const from = cursor.position;
    parseObject(cursor, deepest);
    const fits = known.get(key);
    if (fits === undefined ? !others : !fits(bytes, from, cursor.position)) return false;
  }
}
