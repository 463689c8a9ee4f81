/** The table of the catalogue for README.md; a test holds the two together. */
import type { CatalogueEntry } from './catalogue.ts';

export function catalogueTable(entries: readonly CatalogueEntry[]): string {
  const rows = entries.map(({ name, about }) =>
    [`\`${name}\``, `${about.title.en}. ${about.title.vi}`, about.good.en, about.bad.en].join(' | '),
  );
  return ['| name | what happens | a good product | a bad one |', '| --- | --- | --- | --- |']
    .concat(rows.map((row) => `| ${row} |`))
    .join('\n');
}
