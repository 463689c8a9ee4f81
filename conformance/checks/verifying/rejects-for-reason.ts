/** The product does not accept a document with one fault, and says that this fault is why. */
import type { TrustKind } from '../../material/trust-folders.ts';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import type { ReasonKind } from '../../sut/index.ts';
import type { CheckReason } from '../reasons.ts';
import { failed, pass } from '../result.ts';
import { notAccepted } from '../wording.ts';
import { performVerifying, whenAnswered } from './perform-verifying.ts';

export interface Fault {
  /** The file with the fault. */
  readonly path: string;
  /** What was done to it, for the report. */
  readonly made: unknown;
  readonly trust?: TrustKind;
  /** Any of these words names the fault. */
  readonly named: readonly ReasonKind[];
  /** Reason code when the product accepts all the same; when it refuses for another reason, `FAULT_NOT_NAMED`. */
  readonly reason: CheckReason;
}

export async function rejectsForReason(bench: Workbench, fault: Fault): Promise<CheckResult> {
  return whenAnswered(
    performVerifying(bench, fault.path, fault.trust),
    ({ said, reasons, sent, evidence }) => {
      const kinds = [...new Set(reasons.map(({ kind }) => kind))];
      const facts = { outcome: said.outcome, reasons: kinds };
      const finding = {
        sent: { ...sent, made: fault.made },
        expected: { outcome: notAccepted, oneOfTheReasons: fault.named },
        seen: said,
        evidence,
      };
      if (said.outcome === 'accepted') return failed(fault.reason, finding);
      if (kinds.some((kind) => fault.named.includes(kind))) return pass(facts, evidence);
      return failed('FAULT_NOT_NAMED', finding);
    },
  );
}
