/** What later revisions may not have done to a signed one. */
import { changeCodes } from '../details/file.ts';
import { detail } from '../details/index.ts';
import type { ChangeFacts, Facts, SignatureFacts } from '../facts/facts.ts';
import type { Judgement } from '../report.ts';
import { outcome } from './outcome.ts';

export function changeJudgement(changes: readonly ChangeFacts[]): Judgement | undefined {
  const [first] = changes;
  if (first === undefined) return undefined;
  const more = changes.length === 1 ? '' : ` (and ${changes.length - 1} more)`;
  const what = detail(changeCodes[first.kind], {
    revision: first.revision + 1,
    where: first.place,
    said: `${first.detail}${more}`,
  });
  return outcome('TOTAL-FAILED', 'FORMAT_FAILURE', 'CHANGED_AFTER_SIGNING', what);
}

/** What later revisions did beyond the whitelist, or beyond what this signature itself allows. */
export function unvouchedAfter(signature: SignatureFacts, facts: Facts): ChangeFacts[] {
  const { coverage } = signature;
  if (coverage.kind === 'broken') return [];
  const later = facts.changes.filter(({ revision }) => revision > coverage.revision);
  const own = facts.changes.filter(
    ({ revision, kind }) => revision <= coverage.revision && kind === 'layout',
  );
  const unvouched = [...own, ...later].filter(({ vouched }) => !vouched);
  const [first] = later;
  if (signature.permissions === 1 && first !== undefined && unvouched.length === 0) {
    return [
      { ...first, vouched: false, detail: `${first.detail}, but the first signature forbids any change` },
    ];
  }
  return [...unvouched, ...lockedFields(signature, coverage.revision, facts)];
}

function lockedFields(signature: SignatureFacts, revision: number, facts: Facts): ChangeFacts[] {
  const { lock } = signature;
  if (lock === null) return [];
  const locked = (field: string) =>
    lock.action === 'All' || (lock.action === 'Include') === lock.fields.includes(field);
  return facts.signatures.flatMap((other) => {
    if (other.coverage.kind === 'broken' || other.coverage.revision <= revision || !locked(other.field))
      return [];
    return [
      {
        revision: other.coverage.revision,
        vouched: false,
        kind: 'field',
        place: `field ${other.field}`,
        detail: 'was signed although an earlier signature locks it',
      } as const,
    ];
  });
}
