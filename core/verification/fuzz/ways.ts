/** The ways in which the command looks at a PDF: each changed file goes one of them, by its number. */

import { allAtOnce } from '../../../foundation/steps.ts';
import { examineReading } from '../page/examine.ts';
import { pageReader } from '../page/reader.ts';
import type { Policy } from '../policy/policy.ts';
import { type Examination, examinedInSteps } from '../verify.ts';
import { type Outcome, outcomeOfExamination } from './outcome.ts';
import { policy } from './signed.ts';

type Way = (pdf: Uint8Array) => Examination | Promise<Examination>;

const as =
  (kind: NonNullable<Policy['as']>): Way =>
  (pdf) =>
    allAtOnce(examinedInSteps(pdf, { ...policy, as: kind }, undefined, undefined, true));

export const ways = {
  folder: (pdf) => allAtOnce(examinedInSteps(pdf, policy)),
  instructions: (pdf) => allAtOnce(examinedInSteps(pdf, policy, undefined, undefined, true)),
  'read-text': (pdf) => examineReading(pdf, policy, pageReader),
  copy: as('copy'),
  attachment: as('attachment'),
  annex: as('annex'),
  scanned: as('scanned'),
} as const satisfies Readonly<Record<string, Way>>;

const names = Object.keys(ways) as readonly (keyof typeof ways)[];

export const wayAt = (index: number): keyof typeof ways => names[index % names.length] ?? 'folder';

export async function outcomeBy(way: keyof typeof ways, pdf: Uint8Array): Promise<Outcome> {
  return outcomeOfExamination(await ways[way](pdf), pdf);
}
