/** A linearization that leads to another page than the page tree: Poppler and pdf.js show that page once the file has the length it says. */
import { describe, expect, it } from 'vitest';
import { agencySigns, personSigns, policy } from '../../testing/hand-made.ts';
import { linearizedPdf } from '../../testing/linearized.ts';
import { append, stream } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

const page = (contents: number) =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${contents} 0 R/Resources<<>>>>`;

const oddity = [{ revision: 0, kind: 'linearized', object: 1 }];

describe('a linearized file', () => {
  it.each([
    ['that leads to its first page', linearizedPdf('/O 3/N 1')],
    ['whose first page is named by its place', linearizedPdf('/O 3/P 0/N 1')],
    ['that was added to', append(linearizedPdf('/O 3/N 1'), { 30: '<<>>' }, { root: '22 0 R' })],
  ])('%s is nothing unusual', (_, pdf) => {
    expect(collectFacts(pdf).oddTables).toBeUndefined();
  });

  it.each([
    ['that leads to another page', linearizedPdf('/O 20/N 1')],
    ['that leads to no page', linearizedPdf('/N 1')],
    ['whose first page has a place that is none', linearizedPdf('/O 3/P 7/N 1')],
    ['that not all can read', linearizedPdf('/O 3/O 3/N 1')],
    ['of a length that it does not have yet', linearizedPdf('/O 3/N 1', 50_000)],
    [
      'whose key is written by codes',
      linearizedPdf('/O 20/N 1').toString('latin1').replace('Linearized 1/L 0000', 'Line#61rized 1/L 00'),
    ],
  ])('%s is odd', (_, pdf) => {
    expect(collectFacts(Buffer.from(pdf as string, 'latin1')).oddTables).toEqual(oddity);
  });

  it('is a warning beside the signatures', () => {
    const report = verifyPdf(agencySigns(personSigns(hidden)), policy());
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toContainEqual({
      code: 'TABLE_ODD',
      severity: 'warning',
      field: null,
      detail: { code: 'LINEARIZED_ODD', values: { revision: 1, object: 15 } },
    });
  });
});

/** Its linearization stands in no cross-reference. */
const hidden = (() => {
  const head = Buffer.from('%PDF-1.7\n15 0 obj\n<</Linearized 1/L 99/O 20/N 1>>\nendobj\n');
  return append(head, {
    0: null,
    1: '<</Type/Catalog/Pages 2 0 R>>',
    2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    3: page(4),
    4: stream('0 0 m 9 9 l S'),
    20: page(4),
  });
})();
