/** How the dictionaries that hold a file together are written: what says 12 may be read as 12, +12, 012 or 12.0. */
import { CongvuError } from '../../../foundation/error.ts';
import { Cursor, skipSpace, takeInteger, takeKeyword, takeName } from './lexer.ts';
import { parseObject } from './parser.ts';

/** Key → a pattern that its value has to match as it is written. */
export type Forms = Readonly<Record<string, RegExp>>;

const natural = '(?:0|[1-9]\\d{0,9})';
const space = '[ \\t\\n\\f\\r]';

const form = (pattern: string) => new RegExp(`^(?:${pattern})$`);
export const anything = /^/;
export const plainNumber = form(natural);
/** As old programs write offsets for which they kept room. */
export const paddedNumber = form('\\d{1,15}');
export const plainNumbers = form(`\\[${space}*${natural}(?:${space}+${natural})*${space}*\\]`);
export const plainReference = form(`${natural}${space}+${natural}${space}+R`);
export const numberOrReference = form(`${natural}(?:${space}+${natural}${space}+R)?`);
export const flate = /^\/FlateDecode$/;
export const flateOrList = form(`/FlateDecode|\\[${space}*/FlateDecode${space}*\\]`);

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
    const pattern = Object.hasOwn(known, key) ? known[key] : undefined;
    if (pattern === undefined) {
      if (!others) return false;
    } else if (pattern !== anything && !pattern.test(bytes.toString('latin1', from, cursor.position)))
      return false;
  }
}
