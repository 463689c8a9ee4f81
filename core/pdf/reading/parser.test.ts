/** Arrays and dictionaries of any size come out as they stand, also behind one that was broken, and no key twice. */
import { describe, expect, it } from 'vitest';
import { Cursor } from './lexer.ts';
import type { PdfObject } from './objects.ts';
import { parseObject } from './parser.ts';

const read = (text: string): PdfObject => parseObject(new Cursor(Buffer.from(text, 'latin1'), 0), 64);

/** Undone: what JavaScript has for it. */
function plain(object: PdfObject): unknown {
  if (object === null || typeof object !== 'object') return object;
  if (object.kind === 'array') return object.items.map(plain);
  if (object.kind === 'dictionary')
    return Object.fromEntries([...object.entries].map(([key, value]) => [key, plain(value)]));
  if (object.kind === 'reference') return `${object.number} ${object.generation} R`;
  return object.kind === 'name' ? object.value : object.kind;
}

const counts = [0, 1, 2, 15, 16, 17, 18, 40];
const keys = (count: number) => Array.from({ length: count }, (_, index) => `K${index}`);

describe('a dictionary', () => {
  it.each(counts)('of %d keys, in one of as many', (count) => {
    const own = keys(count).map((key, index) => `/${key} ${index}`);
    const made = Object.fromEntries(keys(count).map((key, index) => [key, index]));
    const inside = own.map((entry, index) => (index === 3 ? `/K3 <<${own.join('')}>>` : entry));
    expect(plain(read(`<<${inside.join('')}>>`))).toEqual(count > 3 ? { ...made, K3: made } : made);
  });

  it.each(counts.slice(1))(
    'of %d keys is refused where one stands twice, the first and the last',
    (count) => {
      const own = keys(count).map((key) => `/${key}[1 2]`);
      for (const key of ['K0', `K${count - 1}`]) {
        expect(() => read(`<<${own.join('')}/${key} 1>>`)).toThrow(`the key /${key} stands twice`);
      }
    },
  );

  it('may hold what it is held by, key by key', () => {
    expect(plain(read('<</A<</A<</A 1/B 2>>/B 3>>/B[<</A 4>>]>>'))).toEqual({
      A: { A: { A: 1, B: 2 }, B: 3 },
      B: [{ A: 4 }],
    });
  });
});

describe('an array', () => {
  it.each([0, 1, 17, 5_000])('of %d members', (count) => {
    const items = Array.from({ length: count }, (_, index) => index / 2);
    expect(plain(read(`[${items.join(' ')}]`))).toEqual(items);
  });

  it.each(['[1 2 [3 4 x', '<</A 1/B[1 2 3', '[[[[<</A', `[${'1 '.repeat(5_000)}x`])(
    'is whole behind the broken %#',
    (broken) => {
      expect(() => read(broken)).toThrow();
      expect(plain(read('[1[2]<</A 3>>]'))).toEqual([1, [2], { A: 3 }]);
    },
  );

  it.each([
    ['[1 0 R]', ['1 0 R']],
    ['[1 0 R2 0 R]', undefined],
    ['[1 0 Rx]', undefined],
    ['[1 0 R/A]', ['1 0 R', 'A']],
    ['[1 0 2 0 R 3 0]', [1, 0, '2 0 R', 3, 0]],
    ['[1  0 R 2 0  R 3\n0\rR 4 1 R]', ['1 0 R', '2 0 R', '3 0 R', '4 1 R']],
    ['[1 0%c\nR]', undefined],
    ['[1 0 %c\nR]', ['1 0 R']],
    ['[01 00 R]', ['1 0 R']],
  ] as const)('%j', (text, wanted) => {
    if (wanted === undefined) expect(() => read(text)).toThrow();
    else expect(plain(read(text))).toEqual(wanted);
  });
});
