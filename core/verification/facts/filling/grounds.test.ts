/** What a file of many revisions may cost: pages are read once, with all of their fields, and budgets are those of the file. */
import { expect, it } from 'vitest';
import { openPdf, pagesOf } from '../../../pdf/reading/index.ts';
import { certifiedForm, filledText, line, lookOf, refused } from '../../testing/filling.ts';
import { append, stream } from '../../testing/pdf.ts';
import { groundsIn } from './grounds.ts';
import { printedBudget } from './printed.ts';

const file = (content: string) => {
  const opened = openPdf(certifiedForm({ base: { 4: stream(content) } }));
  const view = opened.view();
  const [page] = pagesOf(view, opened.limits);
  if (page === undefined) throw new Error('no page');
  return { view, page };
};

it('a page is read once for all of its fields', () => {
  const { view, page } = file('BT /F1 12 Tf 110 305 Td (x) Tj ET');
  const budget = printedBudget();
  const grounds = groundsIn(view, budget);
  expect(grounds([{ page, box: [100, 300, 200, 320] }])).toEqual(['lies over printed text ("x") on page 1']);
  const { instructions, contents } = structuredClone(budget);
  expect(grounds([{ page, box: [100, 220, 200, 240] }])).toEqual([{ lines: [] }]);
  expect(grounds([{ page, box: [100, 300, 200, 320] }])).toHaveLength(1);
  expect(budget).toMatchObject({ instructions, contents });
});

it('and read again, out of the same budget, where it has a field that it had not', () => {
  const { view, page } = file('BT /F1 12 Tf 110 505 Td (x) Tj ET');
  const budget = printedBudget();
  const grounds = groundsIn(view, budget);
  grounds([{ page, box: [100, 300, 200, 320] }]);
  const { instructions } = budget;
  expect(grounds([{ page, box: [100, 500, 200, 520] }])).toEqual(['lies over printed text ("x") on page 1']);
  expect(budget.instructions).toBeLessThan(instructions);
  budget.instructions = 0;
  expect(grounds([{ page, box: [100, 540, 200, 560] }])).toEqual([
    'the contents of page 1 are not read to their end',
  ]);
});

it('a page that takes much of the budget may be filled revision by revision', () => {
  const much = `${'q Q '.repeat(300_000)}BT /F1 12 Tf 60 305 Td (Sum:) Tj ET`;
  let pdf = certifiedForm({ base: { 4: stream(much) } });
  for (const value of ['1', '12', '128']) pdf = append(pdf, filledText(value, lookOf(line(value))));
  expect(refused(pdf)).toEqual([]);
});
