/** Gate: the page shows the stored figures and no others. */
import { expect, it } from 'vitest';
import { readmeText, storedFigures, withFigures } from './readme-figures.ts';

it('finds the stored figures in bench/README.md', () => {
  expect(readmeText()).toContain(storedFigures());
  expect(withFigures(readmeText(), storedFigures())).toBe(readmeText());
});

it('would notice a figure that was changed by hand', () => {
  const page = '# x\n<!-- figures -->\n```text\nsign: 0.99\n```\n';
  expect(withFigures(page, 'sign: 0.80')).toBe('# x\n<!-- figures -->\n```text\nsign: 0.80\n```\n');
});
