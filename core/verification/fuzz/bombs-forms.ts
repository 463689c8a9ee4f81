/** Certified forms whose filling is laborious to judge: many widgets that lie over each other, a list with many lines. */
import { catalogOf, certifiedForm, formObject, line, lookOf, pageOf } from '../testing/filling.ts';
import { append } from '../testing/pdf.ts';
import { upTo } from './big-pdf.ts';
import type { Bombs } from './bombs-pdf.ts';

/** As many as are read within the reader's steps, each over all others. */
const widgetsOfOneField = 1_950;

/** A text of which every widget is filled, soundly. */
export function widgetsInOnePlace(): Buffer {
  const numbers = [...upTo(widgetsOfOneField, (index) => 1_000 + index)];
  const kids = numbers.map((number) => `${number} 0 R`).join(' ');
  const widgets = (more: string) =>
    Object.fromEntries(numbers.map((number) => [number, formObject(27, more)]));
  const field = (more: string) => formObject(26, more).replace('27 0 R 28 0 R', kids);
  const form = certifiedForm({
    base: { 26: field(''), 27: 'null', 28: 'null', ...widgets('/AP<</N 30 0 R>>') },
    objects: { 1: catalogOf('26 0 R 5 0 R'), 3: pageOf(`${kids} 5 0 R`) },
  });
  return append(form, {
    26: field('/V(A-7)'),
    ...widgets('/AP<</N 43 0 R>>'),
    43: lookOf(line('A-7')),
  });
}

const linesOfOneList = 40_000;

/** A list of which one line is chosen, soundly: it is written again with all its lines. */
export function longList(): Buffer {
  const lines = [...upTo(linesOfOneList, (index) => `[(what is held for line ${index})(W${index})]`)].join(
    '',
  );
  const list = (more: string) =>
    formObject(22, more).replace('/Opt[(copy)[(orig)(original)]]', `/Opt[${lines}]`);
  const form = certifiedForm({ base: { 22: list('/V(what is held for line 1)/AP<</N 35 0 R>>') } });
  return append(form, {
    22: list('/V(what is held for line 7)/I[7]/AP<</N 41 0 R>>'),
    41: lookOf(line('W7')),
  });
}

export const formBombs: Bombs = {
  'a filled field of 1,950 widgets in one place': widgetsInOnePlace,
  'a line chosen from a list of 40,000': longList,
};
