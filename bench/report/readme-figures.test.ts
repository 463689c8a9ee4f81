/** Gate: the page shows the stored figures and no others. */
import { expect, it } from 'vitest';
import { askedTable } from './asked-for.ts';
import { readmeText, stored, storedFigures, withFigures } from './readme-figures.ts';

it('finds the stored figures in bench/README.md', () => {
  expect(readmeText()).toContain(storedFigures());
  expect(readmeText()).toContain(askedTable(stored()));
  expect(withFigures(readmeText(), storedFigures(), askedTable(stored()))).toBe(readmeText());
});

it('would notice a figure that was changed by hand', () => {
  const page = '# x\n<!-- figures -->\n```text\nsign: 0.99\n```\n';
  expect(withFigures(page, 'sign: 0.80')).toBe('# x\n<!-- figures -->\n```text\nsign: 0.80\n```\n');
});

it('would notice a row of the table that was changed by hand', () => {
  const page = '<!-- asked -->\n\n| a | 1.12 |\n\n<!-- /asked -->\n';
  expect(withFigures(page, '', '| a | 1.11 |')).toBe('<!-- asked -->\n\n| a | 1.11 |\n\n<!-- /asked -->\n');
});
