/** What the time stamps of a signature mean for it, beside the time that they prove. */
import { holderOf } from '../details/holder.ts';
import { type Detail, detail } from '../details/index.ts';
import type { SignatureFacts } from '../facts/facts.ts';
import type { Finding, Judgement, SubIndication } from '../report.ts';
import { outcome } from './outcome.ts';
import type { ProvenTime } from './proven-time.ts';
import type { StampResult } from './time-stamp.ts';
import type { Attempt } from './without-proof.ts';

/** What is wrong with a stamp's authority at another moment may be right: that is said as it is. */
const ofMoment = new Set<SubIndication>([
  'TRY_LATER',
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'OUT_OF_BOUNDS_NO_POE',
]);

/** Its authority may be as good as any: nobody here has its root. */
export const isOfStranger = (stamp: StampResult): boolean =>
  stamp.kind === 'unproven' && stamp.detail.code === 'STAMP_UNTRUSTED';

/** Whose it is. */
export const strangerDetail = ({ signer }: StampResult): Detail =>
  detail('STAMP_BY', { ...(signer === undefined ? {} : holderOf(signer)) });

/**
 * A time stamp that is there has to be good, unless another one proves the time. One of an authority that is not known is left aside
 * (EN 319 102-1, 5.5.4): without it the signature would be judged the same.
 */
export function stampJudgement(
  stamps: readonly StampResult[],
  proven: ProvenTime | undefined,
): Judgement | undefined {
  const bad = stamps.find((stamp) => stamp.kind === 'unproven' && !isOfStranger(stamp));
  if (bad?.kind !== 'unproven' || proven !== undefined) return undefined;
  return outcome(
    'INDETERMINATE',
    ofMoment.has(bad.subIndication) ? bad.subIndication : 'SIG_CONSTRAINTS_FAILURE',
    bad.reason,
    bad.detail,
  );
}

export function strangerFindings(
  field: string,
  stamps: readonly StampResult[],
  proven: ProvenTime | undefined,
): Finding[] {
  const stranger = proven === undefined ? stamps.find(isOfStranger) : undefined;
  if (stranger === undefined) return [];
  return [{ code: 'TIME_STAMP_UNTRUSTED', severity: 'warning', field, detail: strangerDetail(stranger) }];
}

export function attemptsOf({ content }: SignatureFacts, stamps: readonly StampResult[]): Attempt[] {
  const tokens = content.kind === 'cms' ? content.timeStamps : [];
  return stamps.flatMap((stamp, index) => {
    const token = tokens[index];
    if (stamp.kind === 'proven' || token?.kind !== 'token') return [];
    return [{ time: new Date(token.time), reason: stamp.reason, detail: stamp.detail }];
  });
}
