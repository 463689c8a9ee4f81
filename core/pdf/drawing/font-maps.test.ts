/** Maps of fonts mean what they say, and none keeps a reader busy. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openPdf, type PdfObject } from '../reading/index.ts';
import { meaningsOf, widthsOf } from './font-maps.ts';

/** A file whose object 2 is what is given, and whose object 3 has a thousand widths. */
function fileWith(object: Buffer | string): Buffer {
  const bodies = ['<</Type/Catalog>>', object, `[${'500 '.repeat(1000)}]`];
  const parts = [Buffer.from('%PDF-1.7\n')];
  const rows = bodies.map((body, index) => {
    const offset = Buffer.concat(parts).length;
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n'));
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const end = Buffer.concat(parts).length;
  const tail = `xref\n0 4\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${end}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(tail)]);
}

const second: PdfObject = { kind: 'reference', number: 2, generation: 0 };

function meanings(map: string) {
  const packed = deflateSync(Buffer.from(map, 'latin1'));
  const head = `<</Filter/FlateDecode/Length ${packed.length}>>\nstream\n`;
  const view = openPdf(
    fileWith(Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream')])),
  ).view();
  return meaningsOf(view, second);
}

function widths(list: string) {
  return widthsOf(openPdf(fileWith(list)).view(), second);
}

describe('a map of meanings', () => {
  it('has single codes, ranges that count up, ranges with a list, and letters of several units', () => {
    const found = meanings(`/CIDInit /ProcSet findresource begin 12 dict begin begincmap % a remark
      /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
      1 begincodespacerange <0000> <ffff> endcodespacerange
      2 beginbfchar <01> <0041> <0002> <0065 0302 0303> endbfchar
      2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0078> <D835DF0B>] endbfrange
      endcmap CMapName currentdict /CMap defineresource pop end end`);
    expect(found && [...found]).toEqual([
      [1, 'A'],
      [2, 'ễ'],
      [16, 'a'],
      [17, 'b'],
      [18, 'c'],
      [32, 'x'],
      [33, '𝜋'],
    ]);
  });

  it.each([
    ['a code with two meanings', '2 beginbfchar <01> <0041> <01> <0042> endbfchar'],
    ['half a unit', '1 beginbfchar <01> <004100> endbfchar'],
    ['a list that is too short', '1 beginbfrange <01> <01> [] endbfrange'],
  ])('gives no letter for %s', (_, map) => expect(meanings(map)?.get(1)).toBe(''));

  it.each([
    [
      'ranges of all codes, one over the other',
      `1 beginbfrange ${'<0000> <ffff> <0020> '.repeat(100_000)}endbfrange`,
    ],
    ['beginnings without an end', 'beginbfchar <01> <0041> '.repeat(200_000)],
    ['lists without an end', `1 beginbfrange ${'<0> <1> ['.repeat(200_000)} endbfrange`],
    ['more than 4 MB', ' '.repeat(5_000_000)],
    ['a bracket too many', '1 beginbfchar <01> <0041> ] endbfchar'],
  ])('cannot be read: %s', (_, map) => expect(meanings(map)).toBeUndefined());
});

describe('a list of widths', () => {
  it('has lists, ranges and references, and ends at what it does not know', () => {
    const found = widths('[1 [600 700] 5 7 250 2000 3 0 R /Name 9 [1]]');
    const few = found && [...found].slice(0, 6);
    expect(few).toEqual([
      [1, 600],
      [2, 700],
      [5, 250],
      [6, 250],
      [7, 250],
      [2000, 500],
    ]);
    expect([found?.get(2999), found?.has(9)]).toEqual([500, false]);
  });

  it.each([
    ['ranges of all codes, one over the other', `[${'0 65535 1 '.repeat(100_000)}]`],
    ['one list again and again', `[${'0 3 0 R '.repeat(60_000)}]`],
  ])('is too much: %s', (_, list) => expect(widths(list)).toBeUndefined());

  it('ends at a range that is wider than any font', () => {
    const found = widths('[1 [600] 2 90000 500]');
    expect(found && [...found]).toEqual([[1, 600]]);
  });
});
