import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instructionsOf } from './content.ts';

describe('a content stream', () => {
  it('is read from instructions of every form', () => {
    const content =
      'BI /W 1 ID xx(Tj EI Q [(a\\)b) -3.5 <4142>] TJ (\\101(\\n)) Tj /F1 12 Tf % x\n<< /A 1 >> BDC';
    expect([...instructionsOf(content)].filter(({ operator }) => operator !== 'BI')).toEqual([
      { operator: 'EI', operands: ['/W', 1] },
      { operator: 'Q', operands: [] },
      { operator: 'TJ', operands: [['a)b', -3.5, 'AB']] },
      { operator: 'Tj', operands: ['A(\n)'] },
      { operator: 'Tf', operands: ['/F1', 12] },
      { operator: 'BDC', operands: ['/A', 1] },
    ]);
  });

  it('tells what an inline image says of itself where that ends, and takes true, false and null for values', () => {
    const content = 'BI /W 1 /IM true /DP <</K -1 /Rows null>> ID xx(Tj EI /A <</B false>> BDC';
    expect([...instructionsOf(content)].map(({ operator, operands }) => [operator, ...operands])).toEqual([
      ['BI'],
      ['EI', '/W', 1, '/IM', true, '/DP', '/K', -1, '/Rows'],
      ['BDC', '/A', '/B', false],
    ]);
  });

  it('never throws, whatever the content', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (content) => {
        expect([...instructionsOf(content)].length).toBeLessThanOrEqual(content.length);
      }),
    );
  });
});
