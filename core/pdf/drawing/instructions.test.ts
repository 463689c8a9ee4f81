import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PdfObject } from '../reading/index.ts';
import { stray } from './instruction.ts';
import { instructionsOf, pictureEnds } from './instructions.ts';

/** Names with their slash, strings as Latin-1 text, dictionaries and arrays as lists. */
function plain(object: PdfObject): unknown {
  if (object === null || typeof object !== 'object') return object;
  if (object.kind === 'name') return `/${object.value}`;
  if (object.kind === 'string') return Buffer.from(object.bytes).toString('latin1');
  if (object.kind === 'array') return object.items.map(plain);
  return object.kind === 'dictionary'
    ? [...object.entries].map(([key, value]) => [key, plain(value)])
    : object;
}

const read = (content: string) =>
  [...instructionsOf(Buffer.from(content, 'latin1'))].map(({ operator, operands }) => ({
    operator,
    operands: operands.map(plain),
  }));

describe('a content stream', () => {
  it('is read from instructions of every form', () => {
    const content =
      'BI /W 1 ID xx(Tj EI Q [(a\\)b) -3.5 <4142>] TJ (\\101(\\n)) Tj /F1 12 Tf % x\n<< /A 1 >> BDC';
    expect(read(content).filter(({ operator }) => operator !== 'BI')).toEqual([
      { operator: 'EI', operands: ['/W', 1] },
      { operator: 'Q', operands: [] },
      { operator: 'TJ', operands: [['a)b', -3.5, 'AB']] },
      { operator: 'Tj', operands: ['A(\n)'] },
      { operator: 'Tf', operands: ['/F1', 12] },
      { operator: 'BDC', operands: [[['A', 1]]] },
    ]);
  });

  it('tells what an inline image says of itself where that ends, and takes true, false and null for values', () => {
    const content = 'BI /W 1 /IM true /DP <</K -1 /Rows null>> ID xx(Tj EI /A <</B false>> BDC';
    expect(read(content).map(({ operator, operands }) => [operator, ...operands])).toEqual([
      ['BI'],
      [
        'EI',
        '/W',
        1,
        '/IM',
        true,
        '/DP',
        [
          ['K', -1],
          ['Rows', null],
        ],
      ],
      ['BDC', '/A', [['B', false]]],
    ]);
  });

  it('never throws, whatever the content', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (content) => {
        expect(read(content).length).toBeLessThanOrEqual(content.length);
      }),
    );
  });

  it.each([
    ['a string without an end', '1 g (abc 2 g', ['g', stray]],
    ['a bracket that closes nothing', '1 g ) 2 g', ['g', stray, 'g']],
    ['digits that are none', '<4g> Tj 2 g', [stray, 'Tj', 'g']],
    ['an array without an end', '[1 2', [stray]],
    ['more operands than anybody writes', `${'1 '.repeat(70_000)}g`, [stray, 'g']],
  ])('tells of %s as of a stray instruction, and goes on behind it', (_, content, operators) => {
    expect(read(content).map(({ operator }) => operator)).toEqual(operators);
  });

  it('goes on behind arrays inside each other, and not at every one of them', () => {
    const operators = read('['.repeat(50_000)).map(({ operator }) => operator);
    expect(new Set(operators)).toEqual(new Set([stray]));
    expect(operators.length).toBeLessThan(4_000);
  });

  it('takes an operator that follows its last number at once', () => {
    expect(read('1 0 0 1 -.5 0cm')).toEqual([{ operator: 'cm', operands: [1, 0, 0, 1, -0.5, 0] }]);
  });

  it('counts what may be the end of a picture, also inside of one', () => {
    expect(pictureEnds(Buffer.from('BI /W 1 ID x EI y EI Q EIx xEI'))).toBe(2);
  });
});
