/**
 * The quick answer to whether every reader takes the same instructions out of a content and draws the same by them: by its
 * bytes, for what nearly all writers write. Making each operand of a page, only to look at its kind, takes ten times as long.
 * What depends on what went before, such as colour spaces, ends of lines and overprint, is left to the slow answer.
 */
import { CongvuError } from '../../../foundation/error.ts';
import { Cursor, isRegular, skipSpace, startsNumber, takeDecimal, takeName } from '../reading/lexer.ts';
import { parseDictionary } from '../reading/parser.ts';
import { behindHexString, behindLiteralString } from '../reading/strings.ts';
import {
  type ContentNames,
  type NamedState,
  namedBy,
  type OuterState,
  type ResourceKind,
} from './content-names.ts';
import { levels, type Standing, standingOf } from './levels.ts';
import {
  deepestOperand,
  isClippingMode,
  isMode,
  largestOperand,
  marking,
  ofAnyOperands,
  operandsOf,
} from './operators.ts';

/** Whether `oddContent` finds nothing, where that is soon seen. False says nothing: it may be odd, or only rare. */
export function isUsualContent(bytes: Buffer, names: ContentNames, outer: OuterState): boolean {
  if (outer.cap !== 0 || outer.isOver) return false;
  const reading = new Reading(bytes);
  try {
    for (;;) {
      skipSpace(reading.cursor);
      const byte = bytes[reading.cursor.position];
      if (byte === undefined) return reading.count === 0 && reading.level === levels.page;
      const kind = takeOperand(reading, byte);
      if (kind === none) return false;
      if (kind !== operator) reading.adds(kind);
      else if (!isFollowed(reading, names)) return false;
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
  /** The last that is a number, and of the last list whether it can be a dash. */
  last = 0;
  isDash = false;
  /** States of graphics. */
  kept = 0;
  level: number = levels.page;
  /** Whether letters may have been added to a clip, in this state or in one that was taken back. */
  hasClipped = false;

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
    reading.last = number;
    return kindOf.n;
  }
  if (byte === 0x2f) {
    const { value } = takeName(cursor);
    if (count === 0) reading.name = value;
    return kindOf['/'];
  }
  if (byte === 0x5b) return passesList(reading) ? kindOf.a : none;
  if (byte === 0x3c && cursor.bytes[cursor.position + 1] === 0x3c) {
    parseDictionary(cursor, deepestOperand);
    return kindOf.dictionary;
  }
  if (byte === 0x28 || byte === 0x3c) return passesString(cursor, byte) ? kindOf.s : none;
  return operator;
}

/** Up to its bracket, of numbers and strings. */
function passesList(reading: Reading): boolean {
  const { cursor } = reading;
  const { bytes } = cursor;
  let [isDash, isEmpty, isLine] = [true, true, false];
  cursor.position++;
  for (;;) {
    skipSpace(cursor);
    const byte = bytes[cursor.position];
    if (byte === 0x5d) {
      cursor.position++;
      reading.isDash = isDash && (isEmpty || isLine);
      return true;
    }
    isEmpty = false;
    if (byte === 0x28 || byte === 0x3c) {
      if (!passesString(cursor, byte)) return false;
      isDash = false;
    } else {
      const number = startsNumber(byte) ? takeDecimal(cursor) : undefined;
      if (number === undefined) return false;
      if (number < 0) isDash = false;
      if (number > 0) isLine = true;
    }
  }
}

function passesString(cursor: Cursor, byte: number): boolean {
  const { bytes, position } = cursor;
  const behind = byte === 0x28 ? behindLiteralString(bytes, position) : behindHexString(bytes, position);
  if (behind === undefined) return false;
  cursor.position = behind;
  return true;
}

/** Whether it can be followed where it stands, with the operands before it. */
type Place = (reading: Reading, names: ContentNames) => boolean;

/** What an operator takes, as one number; undefined for any operands. What its name is of, and what has to be asked besides. */
interface Rule extends Standing {
  readonly kinds: number | undefined;
  readonly names: ResourceKind | undefined;
  readonly isInPlace: Place | undefined;
}

/** Moves over the operator. */
function isFollowed(reading: Reading, names: ContentNames): boolean {
  const rule = rules.get(takeLetters(reading.cursor));
  if (rule === undefined || (rule.kinds !== undefined && rule.kinds !== reading.kinds)) return false;
  if ((rule.on & reading.level) === 0) return false;
  if (rule.names !== undefined && !names.has(rule.names, reading.name)) return false;
  if (rule.isInPlace !== undefined && !rule.isInPlace(reading, names)) return false;
  if (rule.leadsTo !== 0) reading.level = rule.leadsTo;
  reading.kinds = 0;
  reading.count = 0;
  return true;
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

/** Inline pictures, what only some readers know, and colours of spaces that were chosen before. */
const left: ReadonlySet<string> = new Set(['BI', 'EI', 'BX', 'EX', 'cs', 'CS', 'sc', 'SC', 'scn', 'SCN']);

const [round, bevel] = [1, 2];
const isNotNegative: Place = (reading) => reading.number >= 0;
const marks: Place = (reading) => reading.count === 2 && Math.trunc(reading.kinds / base) === kindOf['/'];

const places: ReadonlyMap<string, Place> = new Map<string, Place>([
  ...[...marking].map((name) => [name, marks] as const),
  [
    'q',
    (reading) => {
      reading.kept++;
      return true;
    },
  ],
  ['Q', (reading) => --reading.kept >= 0],
  ['Do', ({ name }, names) => names.drawn(name) === undefined],
  ['gs', ({ name }, names) => isPlainState(names.state(name))],
  ['Tz', ({ number }) => number !== 0],
  [
    'Tr',
    (reading) => {
      const { number, level, hasClipped } = reading;
      reading.hasClipped ||= isClippingMode(number);
      return isMode(number) && !(level === levels.text && hasClipped && !isClippingMode(number));
    },
  ],
  ['w', isNotNegative],
  ['M', isNotNegative],
  ['J', ({ number }) => number === 0],
  ['j', ({ number }) => number === 0 || number === round || number === bevel],
  ['d', ({ isDash, last }) => isDash && last >= 0],
]);

function isPlainState({ cap = 0, fillsOver = false, strokesOver = false }: NamedState): boolean {
  return cap === 0 && !fillsOver && !strokesOver;
}

const rules: ReadonlyMap<number, Rule> = new Map(
  [...operandsOf.keys(), ...ofAnyOperands]
    .filter((name) => !left.has(name))
    .map((name) => {
      const operands = operandsOf.get(name);
      const kinds = operands === undefined ? undefined : kindsOf(operands);
      return [
        takeLetters(new Cursor(Buffer.from(name, 'latin1'), 0)),
        { ...standingOf(name), kinds, names: namedBy.get(name), isInPlace: places.get(name) },
      ];
    }),
);
