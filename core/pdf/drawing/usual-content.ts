/**
 * The quick answer to whether every reader takes the same instructions out of a content: by its bytes, for what nearly all
 * writers write. Making each operand of a page, only to look at its kind, takes ten times as long.
 */
import { CongvuError } from '../../../foundation/error.ts';
import { Cursor, isRegular, skipSpace, startsNumber, takeDecimal, takeName } from '../reading/lexer.ts';
import { parseDictionary } from '../reading/parser.ts';
import { behindHexString, behindLiteralString } from '../reading/strings.ts';
import {
  beginning,
  clipping,
  deepestOperand,
  isMode,
  largestOperand,
  marking,
  ofAnyOperands,
  operandsOf,
  painting,
} from './operators.ts';

/** Whether `oddContent` finds nothing, where that is soon seen. False says nothing: it may be odd, or only rare. */
export function isUsualContent(bytes: Buffer, hasFont: (name: string) => boolean): boolean {
  const reading = new Reading(bytes);
  try {
    for (;;) {
      skipSpace(reading.cursor);
      const byte = bytes[reading.cursor.position];
      if (byte === undefined) return reading.count === 0;
      const kind = takeOperand(reading, byte);
      if (kind === none) return false;
      if (kind !== operator) reading.adds(kind);
      else if (!isFollowed(reading, hasFont)) return false;
    }
  } catch (error) {
    if (error instanceof CongvuError) return false;
    throw error;
  }
}

/** Kinds of operands, as digits of one number. */
const kindOf = { n: 1, s: 2, a: 3, '/': 4, dictionary: 5 } as const;
const [none, operator] = [0, 6];
const base = 8;
/** Colours of more inks are rare. */
const mostOperands = 6;

function kindsOf(operands: string): number {
  return [...operands].reduce((kinds, kind) => kinds * base + kindOf[kind as 'n' | 's' | 'a' | '/'], 0);
}

/** Where the reading of one content is. It never leaves the call that made it. */
class Reading {
  readonly cursor: Cursor;
  /** Of the operands since the last operator. */
  kinds = 0;
  count = 0;
  /** The first of them, if it is a number, or a name. */
  number = 0;
  name = '';
  /** States of graphics, and whether a path has been begun. */
  kept = 0;
  hasPath = false;

  constructor(bytes: Buffer) {
    this.cursor = new Cursor(bytes, 0);
  }

  adds(kind: number): void {
    this.kinds = this.kinds * base + kind;
    this.count++;
  }
}

/** Its kind; `operator` where none begins here, `none` for one that is not usual. Throws PDF_…. */
function takeOperand(reading: Reading, byte: number): number {
  const { cursor, count } = reading;
  if (count > mostOperands) return none;
  if (startsNumber(byte)) {
    const number = takeDecimal(cursor);
    if (number === undefined || Math.abs(number) >= largestOperand) return none;
    if (count === 0) reading.number = number;
    return kindOf.n;
  }
  if (byte === 0x2f) {
    const { value } = takeName(cursor);
    if (count === 0) reading.name = value;
    return kindOf['/'];
  }
  if (byte === 0x5b) return passesList(cursor) ? kindOf.a : none;
  if (byte === 0x3c && cursor.bytes[cursor.position + 1] === 0x3c) {
    parseDictionary(cursor, deepestOperand);
    return kindOf.dictionary;
  }
  if (byte === 0x28 || byte === 0x3c) return passesString(cursor, byte) ? kindOf.s : none;
  return operator;
}

/** Up to its bracket, of numbers and strings. */
function passesList(cursor: Cursor): boolean {
  const { bytes } = cursor;
  cursor.position++;
  for (;;) {
    skipSpace(cursor);
    const byte = bytes[cursor.position];
    if (byte === 0x5d) {
      cursor.position++;
      return true;
    }
    const passes =
      byte === 0x28 || byte === 0x3c
        ? passesString(cursor, byte)
        : startsNumber(byte) && takeDecimal(cursor) !== undefined;
    if (!passes) return false;
  }
}

function passesString(cursor: Cursor, byte: number): boolean {
  const { bytes, position } = cursor;
  const behind = byte === 0x28 ? behindLiteralString(bytes, position) : behindHexString(bytes, position);
  if (behind === undefined) return false;
  cursor.position = behind;
  return true;
}

/** What an operator takes, as one number; undefined for any operands. What has to be asked besides. */
interface Rule {
  readonly kinds: number | undefined;
  readonly role: 'q' | 'Q' | 'Tf' | 'Tz' | 'Tr' | 'clips' | 'begins' | 'ends' | 'marks' | undefined;
}

/** Moves over the operator. */
function isFollowed(reading: Reading, hasFont: (name: string) => boolean): boolean {
  const rule = rules.get(takeLetters(reading.cursor));
  if (rule === undefined || (rule.kinds !== undefined && rule.kinds !== reading.kinds)) return false;
  if (rule.role !== undefined && !isInPlace(reading, rule.role, hasFont)) return false;
  reading.kinds = 0;
  reading.count = 0;
  return true;
}

function isInPlace(
  reading: Reading,
  role: NonNullable<Rule['role']>,
  hasFont: (name: string) => boolean,
): boolean {
  switch (role) {
    case 'q':
      reading.kept++;
      return true;
    case 'Q':
      return --reading.kept >= 0;
    case 'Tf':
      return hasFont(reading.name);
    case 'Tz':
      return reading.number !== 0;
    case 'Tr':
      return isMode(reading.number);
    case 'clips':
      return reading.hasPath;
    case 'marks':
      return reading.count === 2 && Math.trunc(reading.kinds / base) === kindOf['/'];
    case 'begins':
    case 'ends':
      reading.hasPath = role === 'begins';
      return true;
  }
}

const longestOperator = 3;

/** Up to three regular characters as one number; 0 for anything else. */
function takeLetters(cursor: Cursor): number {
  const { bytes, position } = cursor;
  const end = position + longestOperator;
  let letters = 0;
  let at = position;
  for (; at < end && isRegular(bytes[at]); at++) letters = letters * 256 + (bytes[at] as number);
  if (isRegular(bytes[at])) return 0;
  cursor.position = at;
  return letters;
}

/** Inline pictures, and what only some readers know, are left to the slow answer. */
const left: ReadonlySet<string> = new Set(['BI', 'EI', 'BX', 'EX']);

const rules: ReadonlyMap<number, Rule> = new Map(
  [...operandsOf.keys(), ...ofAnyOperands]
    .filter((name) => !left.has(name))
    .map((name) => {
      const operands = operandsOf.get(name);
      const kinds = operands === undefined ? undefined : kindsOf(operands);
      return [takeLetters(new Cursor(Buffer.from(name, 'latin1'), 0)), { kinds, role: roleOf(name) }];
    }),
);

function roleOf(name: string): Rule['role'] {
  if (name === 'q' || name === 'Q' || name === 'Tf' || name === 'Tz' || name === 'Tr') return name;
  if (clipping.has(name)) return 'clips';
  if (beginning.has(name)) return 'begins';
  if (name === 'n' || painting.has(name)) return 'ends';
  return marking.has(name) ? 'marks' : undefined;
}
