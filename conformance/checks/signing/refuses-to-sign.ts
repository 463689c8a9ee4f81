/** The product refuses to sign in one situation, and signs in the same situation with the one thing put right. */
import { existsSync } from 'node:fs';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import type { Bilingual } from '../../regulations/record.ts';
import type { CheckReason } from '../reasons.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';

export interface Refusal {
  /** Must be signed: otherwise the refusal below would prove nothing. */
  readonly right: SigningOrder;
  /** Differs from `right` in one thing. */
  readonly wrong: SigningOrder;
  /** What differs, for the report. */
  readonly because: Bilingual;
  /** Reason code when the product signs all the same. */
  readonly reason: CheckReason;
}

export async function refusesToSign(bench: Workbench, refusal: Refusal): Promise<CheckResult> {
  return whenSigned(performSigning(bench, refusal.right), async () => {
    const signing = await performSigning(bench, refusal.wrong);
    switch (signing.kind) {
      case 'over':
        return signing.result;
      case 'refused':
        return pass({ because: refusal.because, refused: { code: signing.code, detail: signing.detail } });
      case 'signed':
        return failed(refusal.reason, {
          sent: signing.signed.sent,
          expected: { refused: refusal.because },
          seen: { signed: existsSync(signing.signed.path) },
          evidence: signing.signed.evidence,
        });
    }
  });
}
