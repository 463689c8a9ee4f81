/** The words a row can end with, and which of them stand in the way of a certificate. */
import type { Requirement } from '../regulations/record.ts';

/** Only `pass` is a pass. The first ten are verdicts; the last four say why there is none by machine. */
export const verdicts = [
  'pass',
  'fail',
  'warning',
  'not-applicable',
  'not-in-force',
  'unsupported',
  'review',
  'not-testable',
  'inconclusive',
  'error',
  'attested',
  'pending',
  'not-claimed',
  'not-run',
] as const;

export type Verdict = (typeof verdicts)[number];

/**
 * Whether a row in scope and in force has to end in `pass` or `attested`. A duty that nobody can test is
 * shown and counted but asked of nobody; a recommendation that is not followed is a warning.
 */
export function isRequired(requirement: Requirement): boolean {
  const duty = requirement.level === 'must' || requirement.level === 'must-not';
  return duty && requirement.testability.kind !== 'not-testable';
}

/** Whether the row forbids a certificate for its scope. A pending row does so at any level. */
export function isBlocking(row: { readonly required: boolean; readonly verdict: Verdict }): boolean {
  if (row.verdict === 'pending') return true;
  return row.required && row.verdict !== 'pass' && row.verdict !== 'attested';
}
