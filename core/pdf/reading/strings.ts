/** Strings as tokens (ISO 32000-1, 7.3.4): hexadecimal ones, in which signatures stand, and literal ones. */
import { both } from '../../../foundation/bilingual.ts';
import { fail } from './errors.ts';
import type { Cursor } from './lexer.ts';
import { type PdfString, StringWithRoom } from './objects.ts';

const hexDigits = /^[0-9A-Fa-f]*$/;

/** `<…>`: white space is allowed, an odd last digit counts as followed by 0. */
export function takeHexString(cursor: Cursor): PdfString {
  const start = cursor.position;
  const { bytes: all } = cursor;
  const short = shortHex(all, start + 1);
  if (short !== undefined) {
    cursor.position = start + 2 + 2 * short.length;
    return { kind: 'string', bytes: short, hex: true, plainHex: true, start, end: cursor.position };
  }
  const close = all.indexOf(0x3e, start);
  if (close < 0)
    throw fail('PDF_TRUNCATED', {
      detail: both(`a string at byte ${start} is never closed`, `chuỗi tại byte ${start} không được đóng`),
    });
  cursor.position = close + 1;
  const filled = filledDigits(all, start + 1, close);
  const front = Buffer.from(all.toString('latin1', start + 1, start + 1 + filled), 'hex');
  // Decoding stops at the first other character, so a full length says that there is none.
  const plainHex = front.length * 2 === filled && (close - start) % 2 === 1;
  if (plainHex && filled < close - start - 1) return new StringWithRoom(front, start, close + 1);
  const bytes = plainHex ? front : spacedHex(all.toString('latin1', start + 1, close), start);
  return { kind: 'string', bytes, hex: true, plainHex, start, end: close + 1 };
}

/** Byte → what the digit stands for; white space and all others are more. */
const [white, foreign] = [16, 17];
const digitValues = new Uint8Array(256).fill(foreign);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  digitValues[digit.charCodeAt(0)] = value;
  digitValues[digit.toUpperCase().charCodeAt(0)] = value;
}
for (const char of '\0\t\n\f\r ') digitValues[char.charCodeAt(0)] = white;

/** Behind `>`; undefined where another character than digits and white space stands before it, or there is none. */
export function behindHexString(bytes: Buffer, start: number): number | undefined {
  const { length } = bytes;
  let at = start + 1;
  while (at < length && (digitValues[bytes[at] as number] as number) <= white) at++;
  return bytes[at] === 0x3e ? at + 1 : undefined;
}

/** Titles, names and identifiers, of which a document has a dozen for each signature: the machine's own search and decoding are made for long ones. */
const mostShort = 256;

/** The bytes of a short string with an even number of digits and nothing else; undefined for any other. */
function shortHex(all: Buffer, start: number): Buffer | undefined {
  const last = Math.min(all.length, start + mostShort);
  let end = start;
  while (end < last && (digitValues[all[end] as number] as number) < white) end++;
  if (all[end] !== 0x3e || (end - start) % 2 === 1) return undefined;
  const bytes = Buffer.allocUnsafe((end - start) / 2);
  for (let to = 0, at = start; at < end; at += 2) {
    const [high, low] = [digitValues[all[at] as number], digitValues[all[at + 1] as number]];
    bytes[to++] = ((high as number) << 4) | (low as number);
  }
  return bytes;
}

const zeroDigits = Buffer.alloc(8192, '0');
const fewZeros = 1024;

/** How many digits stand before a tail of nothing but zeros, an even number: a signature has room for 32,000 and fills few. */
function filledDigits(bytes: Buffer, start: number, close: number): number {
  let end = close;
  for (let block = zeroDigits.length; block >= fewZeros; block /= 8) {
    while (end - start >= block && zeroDigits.compare(bytes, end - block, end, 0, block) === 0) end -= block;
  }
  return end - start;
}

function spacedHex(text: string, start: number): Uint8Array {
  const digits = text.replace(/[\0\t\n\f\r ]+/g, '');
  if (!hexDigits.test(digits)) {
    throw fail('PDF_SYNTAX', {
      offset: start,
      detail: both('a hexadecimal string with other characters', 'chuỗi thập lục phân có ký tự khác'),
    });
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
      throw fail('PDF_TRUNCATED', {
        detail: both(`a string at byte ${start} is never closed`, `chuỗi tại byte ${start} không được đóng`),
      });
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
function plainEnd(bytes: Buffer, start: number): number | undefined {
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

/** Behind the bracket that closes the string whose own stands at `start`; undefined where none does. */
export function behindLiteralString(bytes: Buffer, start: number): number | undefined {
  const { length } = bytes;
  let depth = 0;
  for (let at = start; at < length; at++) {
    const byte = bytes[at];
    if (byte === 0x5c) at++;
    else if (byte === 0x28) depth++;
    else if (byte === 0x29 && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Of the bracket that closes the string. */
function closeOf(bytes: Buffer, start: number): number {
  const behind = behindLiteralString(bytes, start);
  if (behind !== undefined) return behind - 1;
  throw fail('PDF_TRUNCATED', {
    detail: both(`a string at byte ${start} is never closed`, `chuỗi tại byte ${start} không được đóng`),
  });
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
