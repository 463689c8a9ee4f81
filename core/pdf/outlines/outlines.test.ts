/** How far letters reach by the programs of their fonts. */
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import fontkit from '@pdf-lib/fontkit';
import { describe, expect, it } from 'vitest';
import { baseObjects, basePdf, stream } from '../../verification/testing/pdf.ts';
import { openPdf } from '../reading/index.ts';
import { compactOutlines } from './compact.ts';
import { letterInk, programBudget } from './font-outlines.ts';

const serif = readFileSync(
  new URL('../../signing/appearance/fonts/LiberationSerif-Regular.ttf', import.meta.url),
);
const measured = fontkit.create(serif);

/** The same program with another number in one of its tables. */
function withNumber(tag: string, at: number, value: number): Buffer {
  const copy = Buffer.from(serif);
  for (let row = 12; row < 12 + 16 * copy.readUInt16BE(4); row += 16)
    if (copy.toString('latin1', row, row + 4) === tag)
      copy.writeUInt16BE(value, copy.readUInt32BE(row + 8) + at);
  return copy;
}

const reference = { kind: 'reference', number: 60, generation: 0 } as const;
function inkOf(
  program: Buffer | string,
  { font = '/Subtype/TrueType/Encoding/WinAnsiEncoding', key = 'FontFile2', more = '' } = {},
) {
  const pdf = basePdf({
    ...baseObjects,
    60: `<</Type/Font/BaseFont/A${font}/FontDescriptor 61 0 R>>`,
    61: `<</Type/FontDescriptor/FontName/A/${key} 62 0 R${more}>>`,
    62: stream(program),
  });
  const ink = letterInk(openPdf(pdf).view(), reference, programBudget());
  return (code: number) => ink?.(code)?.map((share) => Number(share.toFixed(2)));
}
const expected = (letter: string, units = measured.unitsPerEm) => {
  const { minX, minY, maxX, maxY } = measured.glyphForCodePoint(letter.codePointAt(0) ?? 0).path.bbox;
  return [minX, minY, maxX, maxY].map((value) => Number((value / units).toFixed(2)));
};

it('a program that is not looked at is unpacked once, however many pages ask for it', () => {
  const pdf = basePdf({
    ...baseObjects,
    60: '<</Type/Font/Subtype/Type1/BaseFont/A/FontDescriptor 61 0 R>>',
    61: '<</Type/FontDescriptor/FontName/A/FontFile 62 0 R>>',
    62: stream(
      deflateSync('%!PS-AdobeFont-1.0: A\n/FontMatrix [0.001 0 0 0.001 0 0] def'),
      '/Filter/FlateDecode',
    ),
  });
  const [view, budget] = [openPdf(pdf).view(), programBudget()];
  const left = () => {
    expect(letterInk(view, reference, budget)).toBeUndefined();
    return budget.bytes.left;
  };
  const once = left();
  expect(once).toBeLessThan(budget.bytes.limit);
  expect(left()).toBe(once);
});

describe('a TrueType program', () => {
  it.each(['A', 'g', 'Q', 'ç', 'Ä'])('is measured by its points: %s', (letter) => {
    const [left, bottom, right, top] = inkOf(serif)(Buffer.from(letter, 'latin1')[0] ?? 0) ?? [];
    const [x, low, end, high] = expected(letter);
    // What a code beyond ASCII means hangs on the reader: all of it counts.
    if (letter < '\x7f') expect([bottom, top]).toEqual([low, high]);
    expect(bottom).toBeLessThanOrEqual(low ?? 0);
    expect(top).toBeGreaterThanOrEqual(high ?? 0);
    expect(left).toBeLessThanOrEqual(x ?? 0);
    expect(right).toBeGreaterThanOrEqual(end ?? 0);
  });

  it('has no ink for a blank', () => expect(inkOf(serif)(32)).toBeUndefined());

  it('is as large as its scale makes it', () => {
    expect(inkOf(withNumber('head', 18, 256))(65)).toEqual(expected('A', 256));
  });

  it('reaches as far as its bearing lets some readers move it', () => {
    expect(
      inkOf(withNumber('hmtx', 4 * measured.glyphForCodePoint(65).id + 2, 20_480))(65)?.[2],
    ).toBeGreaterThan(10);
  });

  it('is as large as its largest glyph where nobody knows which is meant', () => {
    const [whole] = [inkOf(serif, { font: '/Subtype/TrueType/Encoding<</Differences[65/g1]>>' })(65)];
    expect(whole?.[3]).toBeGreaterThan(expected('A')[3] ?? 0);
  });

  it.each<readonly [string, Buffer | string, object]>([
    ['that ends within itself', serif.subarray(0, 2000), {}],
    ['without a scale', withNumber('head', 18, 0), {}],
    ['beside another one', serif, { more: '/FontFile3 62 0 R' }],
    ['of a kind that nobody reads here', 'wOFF and more', {}],
    ['on a scale of its own (Type 1)', '%!PS /FontMatrix [0.01 0 0 0.01 0 0] def', { key: 'FontFile' }],
  ])('%s is not read', (_, program, how) => expect(() => inkOf(program, how)(65)).toThrow());

  it.each<readonly [string, string]>([
    ['no program', 'x'],
    ['Type 1 on the usual scale', '%!PS /FontMatrix [0.001 0 0 0.001 0 0] def'],
  ])('%s: says nothing', (_, program) => expect(inkOf(program)(65)).toBeUndefined());
});

/** One letter, A, which draws a square as large as `side`. */
function compact(side: number, matrix = ''): Buffer {
  const index = (...items: readonly Buffer[]) =>
    Buffer.concat([
      Buffer.from([0, items.length, 1, 1]),
      Buffer.from(
        items.map((_, at) => 1 + items.slice(0, at + 1).reduce((sum, item) => sum + item.length, 0)),
      ),
      ...items,
    ]);
  const number = (value: number) => Buffer.from([28, (value >> 8) & 255, value & 255]);
  const glyph = Buffer.concat([
    number(500),
    number(0),
    Buffer.from([22]),
    ...[side, side, -side].map(number),
    Buffer.from([6, 14]),
  ]);
  const glyphs = index(Buffer.from([14]), glyph);
  const top = (charset: number, strings: number) =>
    index(
      Buffer.concat([
        Buffer.from(matrix, 'hex'),
        number(charset),
        Buffer.from([15]),
        number(strings),
        Buffer.from([17]),
      ]),
    );
  const head = (tops: Buffer) =>
    Buffer.concat([Buffer.from([1, 0, 4, 2]), index(Buffer.from('A')), tops, Buffer.from([0, 0, 0, 0])]);
  const at = head(top(0, 0)).length;
  return Buffer.concat([head(top(at, at + 3)), Buffer.from([0, 0, 34]), glyphs]);
}
/** 0.01 0 0 0.01 0 0 */
const large = '1ea01f8b8b1ea01f8b8b0c07';

describe('a CFF program', () => {
  const [key, font] = ['FontFile3', '/Subtype/Type1/Encoding/WinAnsiEncoding'];
  it('is measured by what its charstrings draw', () => {
    expect(inkOf(compact(700), { key, font })(65)).toEqual([0, 0, 0.7, 0.7]);
    expect(inkOf(compact(7000), { key, font })(65)).toEqual([0, 0, 7, 7]);
    expect(inkOf(compact(700), { key, font })(66)).toEqual([0, 0, 0.7, 0.7]);
  });
  it('is as large as its matrix makes it', () => {
    expect(inkOf(compact(700, large), { key, font })(65)?.[3]).toBeCloseTo(7);
  });
  it('is not read where it ends within itself', () => {
    expect(() => compactOutlines(compact(700).subarray(0, 30)).whole()).toThrow(RangeError);
  });
});
