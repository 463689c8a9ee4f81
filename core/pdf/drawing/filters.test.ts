/** Filters of contents against pdf-lib's, which we did not write, on what encoders written down here put out. */

import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { decodePDFRawStream, PDFContext, PDFRawStream } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import type { PdfObject, View } from '../reading/index.ts';
import { unpackedBytes } from './streams.ts';

const view = { resolve: (object: PdfObject | undefined) => object ?? null } as View;
const name = (value: string): PdfObject => ({ kind: 'name', value });

function ours(raw: Uint8Array, filters: readonly string[], most = 1_000_000): Uint8Array {
  const entries = new Map<string, PdfObject>([['Filter', { kind: 'array', items: filters.map(name) }]]);
  const budget = { limit: most, left: most };
  return unpackedBytes(view, { kind: 'stream', dictionary: { kind: 'dictionary', entries }, raw }, budget);
}

function theirs(raw: Uint8Array, filters: readonly string[]): Uint8Array {
  const context = PDFContext.create();
  return decodePDFRawStream(PDFRawStream.of(context.obj({ Filter: filters }), raw)).decode();
}

function ascii85(bytes: Uint8Array): Uint8Array {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const group = Buffer.alloc(4);
    group.set(bytes.subarray(at, at + 4));
    const count = Math.min(4, bytes.length - at);
    let value = group.readUInt32BE(0);
    let digits = '';
    for (let digit = 0; digit < 5; digit += 1, value = Math.floor(value / 85)) {
      digits = String.fromCharCode(33 + (value % 85)) + digits;
    }
    text += count === 4 && digits === '!!!!!' ? 'z' : digits.slice(0, count + 1);
  }
  return Buffer.from(`${text}~>`);
}

function runLengths(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let same = 1;
    while (same < 128 && bytes[at + same] === bytes[at]) same += 1;
    if (same > 1) out.push(257 - same, bytes[at] ?? 0);
    else out.push(0, bytes[at] ?? 0);
    at += same;
  }
  return Buffer.from([...out, 128]);
}

/** Codes grow one code early, as the usual ones do. */
function lzw(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let [held, bits] = [0, 0];
  let codes = new Map<string, number>();
  let width = 9;
  const put = (code: number) => {
    held = held * 2 ** width + code;
    bits += width;
    for (; bits >= 8; bits -= 8) {
      out.push(Math.floor(held / 2 ** (bits - 8)));
      held %= 2 ** (bits - 8);
    }
  };
  put(256);
  let known = '';
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : (codes.get(text) ?? 0));
  for (const byte of bytes) {
    const longer = known + String.fromCharCode(byte);
    if (longer.length === 1 || codes.has(longer)) {
      known = longer;
      continue;
    }
    put(codeOf(known));
    codes.set(longer, 258 + codes.size);
    width = Math.max(9, (258 + codes.size).toString(2).length);
    if (codes.size === 3800) {
      put(256);
      codes = new Map();
      width = 9;
    }
    known = longer.slice(-1);
  }
  if (known !== '') put(codeOf(known));
  width = Math.max(width, (259 + codes.size).toString(2).length);
  put(257);
  if (bits > 0) out.push(held * 2 ** (8 - bits));
  return Buffer.from(out);
}

const hex = (bytes: Uint8Array) => Buffer.from(`${Buffer.from(bytes).toString('hex')}>`);
const cases = [
  ['ASCII85Decode', ascii85],
  ['ASCIIHexDecode', hex],
  ['RunLengthDecode', runLengths],
  ['LZWDecode', lzw],
] as const;
const contents = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(fc.constantFrom('BT /F1 12 Tf ', '(chữ) Tj ', '0 0 0 0 ', '\0\0\0\0'), { maxLength: 2_000 })
    .map((parts) => Uint8Array.from(Buffer.from(parts.join('')))),
);

describe('a filter of contents', () => {
  it.each(cases)('%s gives back what was put in, as pdf-lib does', (filter, encode) => {
    fc.assert(
      fc.property(contents, (bytes) => {
        const packed = encode(bytes);
        expect(Buffer.from(ours(packed, [filter]))).toEqual(Buffer.from(bytes));
        expect(Buffer.from(theirs(packed, [filter]))).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 60 },
    );
  });

  it('several behind each other', () => {
    const bytes = Buffer.from('BT (a) Tj ET');
    expect(Buffer.from(ours(ascii85(deflateSync(bytes)), ['A85', 'Fl']))).toEqual(bytes);
  });

  it.each([
    ['ASCII85Decode', 'z'.repeat(400)],
    ['ASCIIHexDecode', '41'.repeat(1_100)],
    ['RunLengthDecode', '\x81a'.repeat(9)],
    ['LZWDecode', Buffer.from(lzw(new Uint8Array(1_100))).toString('latin1')],
  ])('%s stops where the allowance ends', (filter, text) => {
    const code = (most: number) => {
      try {
        return ours(Buffer.from(text, 'latin1'), [filter], most).length;
      } catch (error) {
        return (error as { readonly code: string }).code;
      }
    };
    expect(code(1_000)).toBe('PDF_INFLATES_TOO_FAR');
    expect(code(2_000)).toBeGreaterThan(1_000);
  });

  it.each([
    ['ASCII85Decode', 'ab\x7f'],
    ['ASCII85Decode', 'uuuuu'],
    ['ASCIIHexDecode', '4g>'],
    ['RunLengthDecode', '\x05ab'],
    ['LZWDecode', '\xff\xff\xff'],
    ['DCTDecode', 'x'],
  ])('%s refuses what is damaged or not known', (filter, text) => {
    expect(() => ours(Buffer.from(text, 'latin1'), [filter])).toThrow();
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])(
    'a filter by the name %s, which objects of JavaScript have, is not known',
    (filter) => {
      expect(() => ours(Buffer.from('x'), [filter])).toThrow(
        expect.objectContaining({ code: 'PDF_FILTER_UNSUPPORTED' }),
      );
    },
  );
});
