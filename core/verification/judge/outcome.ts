/** Makes a verdict that is not a pass. */
import type { ReasonCode } from '../reasons.ts';
import type { Judgement, SubIndication, Verdict } from '../report.ts';

export function outcome(
  verdict: Verdict,
  subIndication: SubIndication,
  reason: ReasonCode,
  detail: string,
): Judgement {
  return { verdict, subIndication, reason, detail };
}
