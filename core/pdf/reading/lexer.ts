/** Tokens below the level of objects (ISO 32000-1, 7.2): white space, numbers, names, keywords. */
import { both } from '../../../foundation/bilingual.ts';
import { uniqueText } from '../../../foundation/unique-text.ts';
import { fail } from './errors.ts';
import { nameNode } from './nodes.ts';
import type { PdfName } from './objects.ts';
import type { Values } from './work.ts';

const noReferences: readonly number[] = Object.freeze([]);
const noWholeReals: readonly string[] = Object.freeze([]);
/** Of one object. */
export const mostWholeReals = 256;

/** What was met in some bytes that readers take differently. */
export interface OddSigns {
  /** Longer than all readers take. */
  readonly hasLongName: boolean;
  /** One of another generation than 0. */
  readonly hasAgedReference: boolean;
  /** One to a number or generation beyond all that a file can have. */
  readonly hasWildReference: boolean;
}

/**
 * A place in some bytes. It never leaves the call that made it. A class, so that all functions that read bytes meet
 * objects of one shape: they are the innermost loops of bulk verification.
 */
export class Cursor implements OddSigns {
  readonly bytes: Buffer;
  position: number;
  /** What may still be made of the bytes; without it, anything. */
  readonly values: Values | undefined;
  /** Numbers of the objects that were referred to so far, in the order of the bytes, each time. */
  references: readonly number[] = noReferences;
  /** Where whole numbers stood that were written as reals, in the order of the bytes. */
  wholeReals: readonly string[] = noWholeReals;
  hasComment = false;
  hasLongName = false;
  hasAgedReference = false;
  hasWildReference = false;

  constructor(bytes: Buffer, position: number, values?: Values) {
    this.bytes = bytes;
    this.position = position;
    this.values = values;
  }

  refersTo(number: number): void {
    if (this.references === noReferences) this.references = [number];
    else (this.references as number[]).push(number);
  }

  writesWholeReal(): void {
    if (this.wholeReals === noWholeReals) this.wholeReals = [''];
    else if (this.wholeReals.length < mostWholeReals) (this.wholeReals as string[]).push('');
  }

  /** Those that were met since there were `from` stand within a member of that name. */
  placesWholeReals(from: number, name: string | number): void {
    const all = this.wholeReals as string[];
    for (let at = from; at < all.length; at++) all[at] = `/${name}${all[at]}`;
  }

  forgetsWholeReals(from: number): void {
    (this.wholeReals as string[]).length = from;
  }
}

const REGULAR = 0;
const SPACE = 1;
const DELIMITER = 2;
const classes = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) classes[code] = SPACE;
for (const char of '()<>[]{}/%') classes[char.charCodeAt(0)] = DELIMITER;

export function isSpace(byte: number | undefined): boolean {
  return byte !== undefined && classes[byte] === SPACE;
}

/** For any reader: white space of the standard, the vertical tab of C, the no-break space of JavaScript's patterns. */
export function isBlank(byte: number | undefined): boolean {
  return (
    byte !== undefined &&
    (byte <= 32 ? byte === 32 || byte === 0 || (byte >= 9 && byte <= 13) : byte === 0xa0)
  );
}

export function isRegular(byte: number | undefined): boolean {
  return byte !== undefined && classes[byte] === REGULAR;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** A digit, a sign or a point. */
export function startsNumber(byte: number | undefined): boolean {
  return isDigit(byte) || byte === 0x2b || byte === 0x2d || byte === 0x2e;
}

/** Moves over white space and comments. */
export function skipSpace(cursor: Cursor): void {
  const { bytes } = cursor;
  const { length } = bytes;
  let at = cursor.position;
  while (at < length) {
    const byte = bytes[at] as number;
    if (classes[byte] === SPACE) at++;
    else if (byte === 0x25) {
      cursor.hasComment = true;
      while (at < length && bytes[at] !== 10 && bytes[at] !== 13) at++;
    } else break;
  }
  cursor.position = at;
}

/** Moves over `word` if it stands here as a whole token. */
export function takeKeyword(cursor: Cursor, word: string): boolean {
  const { bytes, position } = cursor;
  const end = position + word.length;
  if (end > bytes.length || !isWritten(word, bytes, position)) return false;
  if (end < bytes.length && classes[bytes[end] as number] === REGULAR) return false;
  cursor.position = end;
  return true;
}

/** An unsigned decimal integer of at most 15 digits, or undefined with the cursor unmoved. */
export function takeInteger(cursor: Cursor): number | undefined {
  const { bytes } = cursor;
  const start = cursor.position;
  const last = Math.min(bytes.length, start + 16);
  let at = start;
  let value = 0;
  while (at < last) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    at++;
  }
  const digits = at - start;
  if (digits === 0 || digits > 15) return undefined;
  if (at < bytes.length && classes[bytes[at] as number] === REGULAR) return undefined;
  cursor.position = at;
  return value;
}

/** Whether a generation and an R may follow a number that ends here: most numbers are none of a reference. */
export function mayBeReference({ bytes, position }: Cursor): boolean {
  const { length } = bytes;
  let at = position;
  while (at < length && classes[bytes[at] as number] === SPACE) at++;
  if (at === position) return false;
  if (bytes[at] === 0x25) return true;
  const digits = at;
  while (at < length && isDigit(bytes[at])) at++;
  const behind = at;
  while (at < length && classes[bytes[at] as number] === SPACE) at++;
  return behind > digits && at > behind && (bytes[at] === 0x52 || bytes[at] === 0x25);
}

/** Powers of ten that a number holds exactly. */
const powersOfTen = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/**
 * A number with a sign or a fraction and at most 15 digits, or undefined with the cursor unmoved. Digits and power of ten
 * are exact and one division rounds once: it is what `Number` makes of the same text.
 */
export function takeDecimal(cursor: Cursor): number | undefined {
  const { bytes } = cursor;
  const { length } = bytes;
  let at = cursor.position;
  const sign = bytes[at];
  if (sign === 0x2b || sign === 0x2d) at++;
  const start = at;
  let point = -1;
  let value = 0;
  while (at < length && at - start <= 16) {
    const byte = bytes[at] as number;
    if (byte === 0x2e && point < 0) point = at;
    else if (byte >= 0x30 && byte <= 0x39) value = value * 10 + byte - 0x30;
    else break;
    at++;
  }
  const digits = at - start - (point < 0 ? 0 : 1);
  if (digits === 0 || digits > 15) return undefined;
  if (at < length && classes[bytes[at] as number] === REGULAR) return undefined;
  cursor.position = at;
  const size = point < 0 ? value : value / (powersOfTen[at - point - 1] as number);
  return sign === 0x2d ? -size : size;
}

/** The names of fonts are as long, with what stands for a part of one. Longer ones are rare, and not the same in every document. */
const longWord = 47;

/**
 * A fixed number of words, each in its place by its letters: the keys of dictionaries, most names that are values and the
 * operators of pages are made once and not once a document. Length and letters stand beside them, where they are quicker to
 * compare.
 */
const bitsOfPlace = 12;
const places = 1 << bitsOfPlace;
const words = new Array<PdfName | undefined>(places).fill(undefined);
const spelled = new Uint8Array(places * (1 + longWord));

function wordAt(bytes: Buffer, start: number, end: number): PdfName {
  const length = end - start;
  const place = placeOf(bytes, start, end);
  const from = place * (1 + longWord);
  if (length > 0 && spelled[from] === length && isSpelled(from + 1, bytes, start, length))
    return words[place] as PdfName;
  // Also of a long one, which would make the engine expect others everywhere from then on.
  const word = nameNode(uniqueText(bytes.toString('latin1', start, end)));
  if (length > longWord) return word;
  words[place] = word;
  spelled[from] = length;
  spelled.set(bytes.subarray(start, end), from + 1);
  return word;
}

function isSpelled(from: number, bytes: Buffer, start: number, length: number): boolean {
  for (let index = 0; index < length; index++) {
    if (spelled[from + index] !== bytes[start + index]) return false;
  }
  return true;
}

/** By the length and three of the letters: going over all of them takes as long as the comparison. */
function placeOf(bytes: Buffer, start: number, end: number): number {
  if (start === end) return 0;
  const first = bytes[start] as number;
  const last = bytes[end - 1] as number;
  const middle = bytes[(start + end) >> 1] as number;
  const mixed = first | (last << 8) | (middle << 16) | ((end - start) << 24);
  return Math.imul(mixed, 0x9e3779b1) >>> (32 - bitsOfPlace);
}

/** Whether the letters of `word` stand there. */
export function isWritten(word: string, bytes: Uint8Array, start: number): boolean {
  for (let index = 0; index < word.length; index++) {
    if (word.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}

/** Regular characters as Latin-1 text. */
export function textOfWord(bytes: Buffer, start: number, end: number): string {
  return wordAt(bytes, start, end).value;
}

/** The regular characters from here on, as Latin-1 text. */
export function takeWord(cursor: Cursor): string {
  const { bytes, position } = cursor;
  let end = position;
  while (end < bytes.length && classes[bytes[end] as number] === REGULAR) end++;
  cursor.position = end;
  return wordAt(bytes, position, end).value;
}

const longestName = 4_096;
/** ISO 32000-1, annex C wants no more than 127, and MuPDF keeps no more: one of just so many may be what is left of another. */
const longestCommonName = 126;

/** A name, from its solidus on, as Latin-1 text. */
export function takeName(cursor: Cursor): PdfName {
  const { bytes } = cursor;
  const start = cursor.position + 1;
  let end = start;
  let hasCodes = false;
  while (end < bytes.length && classes[bytes[end] as number] === REGULAR) {
    if (bytes[end++] === 0x23) hasCodes = true;
  }
  cursor.position = end;
  if (end - start > longestName) {
    throw fail('PDF_SYNTAX', {
      offset: start - 1,
      detail: both(`a name of ${end - start} bytes`, `tên dài ${end - start} byte`),
    });
  }
  const word = wordAt(bytes, start, end);
  const name = hasCodes ? decoded(word, start - 1) : word;
  if (name.value.length > longestCommonName) cursor.hasLongName = true;
  return name;
}

/** Codes as `#20` in a name are one character each. */
function decoded({ value }: PdfName, offset: number): PdfName {
  if (/#(?![0-9A-Fa-f]{2})/.test(value))
    throw fail('PDF_SYNTAX', { offset, detail: both('a broken # in a name', 'tên có dấu # viết sai') });
  // 7.3.5 allows no #00, and for readers written in C a name ends there: /First#00 would be a second /First to them.
  if (value.includes('#00'))
    throw fail('PDF_SYNTAX', { offset, detail: both('a name with #00 in it', 'tên có #00') });
  const text = value.replace(/#(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return nameNode(uniqueText(text));
}
