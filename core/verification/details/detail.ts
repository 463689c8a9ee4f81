/** What exactly led to a verdict, as data: a code and values; the sentences stand in the table. */

import { type Bilingual, both } from '../../../foundation/bilingual.ts';

/** What to do where this is the matter, in whole sentences, in place of the reason's own next step. */
export interface AdvisedRow extends Bilingual {
  readonly next: Bilingual;
}

export const adviceOf = both;

/** Sentences that begin in the middle: they follow a reason or a place. `{name}` and `{name|kind}` are filled in. */
export type DetailRows = Readonly<Record<string, Bilingual | AdvisedRow>>;

/**
 * Times are ISO 8601; `said` is English for a log, and only English sentences show it. `saidInVietnamese` is the same for
 * whoever reads the JSON.
 */
export type DetailValues = Readonly<Record<string, string | number>>;

/**
 * How a value is worded: a time in Vietnam's zone, signers in order, a revocation reason, a place in the file, a fault, the
 * number of a list where it has one, what a list is for, the objects of the file that an English sentence names, what is told in lines
 * of its own or with commas between them.
 */
export const valueKinds = [
  'time',
  'signers',
  'revocation',
  'place',
  'fault',
  'numbered',
  'scope',
  'objects',
  'lines',
] as const;
export type ValueKind = (typeof valueKinds)[number];
