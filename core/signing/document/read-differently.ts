/** What other readers may take for something else in a document that is about to be signed. */
import { CongvuError } from '../../../foundation/error.ts';
import type { WritableDocument } from '../../pdf/writing/index.ts';
import { type Facts, oddTableFindings, oddTables, pagesWithOddities } from '../../verification/index.ts';
import type { SigningWarning } from '../warning-rows.ts';
import { ifReadable } from './if-readable.ts';
import { readDifferently } from './shown-differently.ts';

/** A warning at most. Of what a rewritten or signed document may not hold at all, opening it says so. */
export function differencesIn(facts: Pick<Facts, 'oddTables'>): readonly SigningWarning[] {
  return oddTableFindings(facts).flatMap(({ detail }) => (detail === null ? [] : [readDifferently(detail)]));
}

/** Of what the quick reader has read of it by now. Of one that verification cannot read nothing, since others say so. */
export function differencesInDocument({ quick }: WritableDocument): readonly SigningWarning[] {
  if (quick === undefined) return [];
  const facts = ifReadable(() => oddTables(quick, undefined, pagesWithOddities(quick).odd));
  return facts instanceof CongvuError ? [] : differencesIn(facts);
}
