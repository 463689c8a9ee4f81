/** The line of a report is what JSON makes of it as a whole, whatever the report holds. */
import { expect, it } from 'vitest';
import { attacks } from '../testing/attacks.ts';
import { bothSign, policy } from '../testing/hand-made.ts';
import { examinePdf } from '../verify.ts';
import { reportLine } from './report-line.ts';

const about = { file: 'a "b".pdf', size: 7, modified: undefined, regulation: 'none' };
const page = { kind: 'read', lines: 3, head: ['UBND'], secrecyMark: null } as const;

it.each([
  { name: 'a sound document', make: () => bothSign() },
  { name: 'no PDF', make: () => Buffer.from('nothing') },
  ...attacks,
])('$name', ({ make }) => {
  const pdf = make();
  for (const withPage of [undefined, page]) {
    const { report } = examinePdf(pdf, policy(), undefined, withPage);
    const [first, again] = [reportLine(about, report), reportLine(about, report)];
    expect([first, again]).toEqual([
      JSON.stringify({ ...about, ...report }),
      JSON.stringify({ ...about, ...report }),
    ]);
  }
});
