/** Tokens below the level of objects (ISO 32000-1, 7.2): white space, numbers, names, strings, keywords. */
import { fail } from './errors.ts';
import type { PdfName, PdfString } from './objects.ts';
import type { Values } from './work.ts';

/** A place in some bytes. The only mutable thing in the reader; it never leaves the call that made it. */
export interface Cursor {
  readonly bytes: Uint8Array;
  position: number;
  /** What may still be made of the bytes; without it, anything. */
  readonly values?: Values;
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

export function isRegular(byte: number | undefined): boolean {
  return byte !== undefined && classes[byte] === REGULAR;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Moves over white space and comments. */
export function skipSpace(cursor: Cursor): void {
  const { bytes } = cursor;
  let at = cursor.position;
  for (;;) {
    const byte = bytes[at];
    if (byte === undefined) break;
    if (classes[byte] === SPACE) at++;
    else if (byte === 0x25) {
      while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
    } else break;
  }
  cursor.position = at;
}

/** Moves over `word` if it stands here as a whole token. */
export function takeKeyword(cursor: Cursor, word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    if (cursor.bytes[cursor.position + index] !== word.charCodeAt(index)) return false;
  }
  if (isRegular(cursor.bytes[cursor.position + word.length])) return false;
  cursor.position += word.length;
  return true;
}

/** An unsigned decimal integer of at most 15 digits, or undefined with the cursor unmoved. */
export function takeInteger(cursor: Cursor): number | undefined {
  const { bytes } = cursor;
  const start = cursor.position;
  let at = start;
  let value = 0;
  for (let byte = bytes[at]; byte !== undefined && isDigit(byte) && at - start < 16; byte = bytes[++at]) {
    value = value * 10 + byte - 0x30;
  }
  const digits = at - start;
  if (digits === 0 || digits > 15 || isRegular(bytes[at])) return undefined;
  cursor.position = at;
  return value;
}

/** Longer ones are rare, and not the same in every document. */
const longWord = 24;

/** A fixed number of words, each in its place by its letters: the keys of dictionaries are made once, not once a document. */
const words = new Array<string | undefined>(1024).fill(undefined);

/** The regular characters from here on, as Latin-1 text. */
export function takeWord(cursor: Cursor): string {
  const start = cursor.position;
  const { bytes } = cursor;
  let end = start;
  let place = 0;
  for (let byte = bytes[end]; byte !== undefined && classes[byte] === REGULAR; byte = bytes[++end]) {
    place = (place * 31 + byte) & 1023;
  }
  cursor.position = end;
  if (end - start > longWord) return latin1(bytes.subarray(start, end));
  const known = words[place];
  if (known !== undefined && isWritten(known, bytes, start, end)) return known;
  const word = latin1(bytes.subarray(start, end));
  words[place] = word;
  return word;
}

function isWritten(word: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let index = 0; index < word.length; index++) {
    if (word.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}

/** ISO 32000-1, annex C wants no more than 127. */
const longestName = 4_096;

/** A name, its solidus included. Bytes are read as UTF-8 when they are that, else as Latin-1. */
export function takeName(cursor: Cursor): PdfName {
  return { kind: 'name', value: takeKey(cursor) };
}

/** The value of a name: what a dictionary is asked with. */
export function takeKey(cursor: Cursor): string {
  const start = cursor.position++;
  const word = takeWord(cursor);
  if (word.length > longestName) {
    throw fail('PDF_SYNTAX', { offset: start, detail: `a name of ${word.length} bytes` });
  }
  if (!word.includes('#')) return word;
  if (/#(?![0-9A-Fa-f]{2})/.test(word))
    throw fail('PDF_SYNTAX', { offset: start, detail: 'a broken # in a name' });
  return word.replace(/#(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const hexDigits = /^[0-9A-Fa-f]*$/;

/** `<…>`: white space is allowed, an odd last digit counts as followed by 0. */
export function takeHexString(cursor: Cursor): PdfString {
  const start = cursor.position;
  const close = cursor.bytes.indexOf(0x3e, start);
  if (close < 0) throw fail('PDF_TRUNCATED', { detail: `a string at byte ${start} is never closed` });
  cursor.position = close + 1;
  const digits = cursor.bytes.subarray(start + 1, close);
  const filled = filledDigits(digits);
  const front = Buffer.from(latin1(digits.subarray(0, filled)), 'hex');
  // Decoding stops at the first other character, so a full length says that there is none.
  const plainHex = digits.length % 2 === 0 && front.length * 2 === filled;
  const bytes = plainHex ? withZeros(front, digits.length / 2) : spacedHex(latin1(digits), start);
  return { kind: 'string', bytes, hex: true, plainHex, start, end: close + 1 };
}

function withZeros(front: Buffer, length: number): Uint8Array {
  if (front.length === length) return front;
  const whole = Buffer.alloc(length);
  front.copy(whole);
  return whole;
}

const zeroDigits = Buffer.alloc(1024, '0');

/** How many digits stand before a tail of nothing but zeros, an even number: a signature has room for 32,000 and fills few. */
function filledDigits(digits: Uint8Array): number {
  const block = zeroDigits.length;
  let end = digits.length;
  while (end >= block && zeroDigits.compare(digits, end - block, end) === 0) end -= block;
  return end;
}

function spacedHex(text: string, start: number): Uint8Array {
  const digits = text.replace(/[\0\t\n\f\r ]+/g, '');
  if (!hexDigits.test(digits)) {
    throw fail('PDF_SYNTAX', { offset: start, detail: 'a hexadecimal string with other characters' });
  }
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** `(…)` with balanced parentheses and escapes. */
export function takeLiteralString(cursor: Cursor): PdfString {
  const { bytes } = cursor;
  const start = cursor.position++;
  const close = plainEnd(bytes, cursor.position);
  if (close !== undefined) {
    cursor.position = close + 1;
    const plain = bytes.subarray(start + 1, close);
    return { kind: 'string', bytes: plain, hex: false, plainHex: false, start, end: close + 1 };
  }
  const out = new Bytes(closeOf(bytes, start) - start);
  let depth = 1;
  while (depth > 0) {
    const byte = bytes[cursor.position++];
    if (byte === undefined)
      throw fail('PDF_TRUNCATED', { detail: `a string at byte ${start} is never closed` });
    if (byte === 0x28) depth++;
    if (byte === 0x29 && --depth === 0) break;
    if (byte === 0x5c) takeEscape(cursor, out);
    else if (byte === 13) {
      if (bytes[cursor.position] === 10) cursor.position++;
      out.push(10);
    } else out.push(byte);
  }
  return {
    kind: 'string',
    bytes: out.bytes(),
    hex: false,
    plainHex: false,
    start,
    end: cursor.position,
  };
}

/** Where a string ends that stands for its own bytes: without escapes, ends of lines and brackets inside. */
function plainEnd(bytes: Uint8Array, start: number): number | undefined {
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x29) return at;
    if (byte === 0x28 || byte === 0x5c || byte === 13) return undefined;
  }
  return undefined;
}

/** Gathers at most as many bytes as a string takes in the file: an array of numbers would take eight times as many. */
class Bytes {
  private readonly room: Uint8Array;
  private count = 0;
  constructor(most: number) {
    this.room = new Uint8Array(most);
  }
  push(byte: number): void {
    this.room[this.count++] = byte;
  }
  bytes(): Uint8Array {
    return this.room.slice(0, this.count);
  }
}

/** Of the bracket that closes the string. */
function closeOf(bytes: Uint8Array, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x5c) at++;
    else if (byte === 0x28) depth++;
    else if (byte === 0x29 && --depth === 0) return at;
  }
  throw fail('PDF_TRUNCATED', { detail: `a string at byte ${start} is never closed` });
}

function takeEscape(cursor: Cursor, out: Bytes): void {
  const { bytes } = cursor;
  const byte = bytes[cursor.position++] ?? 0x5c;
  if (byte === 10) return;
  if (byte === 13) {
    if (bytes[cursor.position] === 10) cursor.position++;
    return;
  }
  if (byte < 0x30 || byte > 0x37) {
    out.push(escapes[String.fromCharCode(byte)] ?? byte);
    return;
  }
  let value = byte - 0x30;
  for (let index = 0; index < 2; index++) {
    const next = bytes[cursor.position];
    if (next === undefined || next < 0x30 || next > 0x37) break;
    value = value * 8 + next - 0x30;
    cursor.position++;
  }
  out.push(value & 0xff);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
