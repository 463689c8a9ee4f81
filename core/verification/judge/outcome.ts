/** Makes a verdict that is not a pass. */
import type { Detail } from '../details/index.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Judgement, SubIndication, Verdict } from '../report.ts';

export function outcome(
  verdict: Verdict,
  subIndication: SubIndication,
  reason: ReasonCode,
  detail: Detail,
): Required<Judgement> {
  return { verdict, subIndication, reason, detail };
}
