/** The new signature covers the whole file as it stands: every byte from the first to the last but its own value. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';
import { signaturesIn } from './signature-facts.ts';

export async function signatureCoversDocument(bench: Workbench, order: SigningOrder): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order), (signed) => {
    const { facts, signatures } = signaturesIn(signed.after);
    const last = signatures.at(-1);
    const [start, first = 0, second = 0, rest = 0] = last?.facts.byteRange ?? [];
    const seen = {
      byteRange: last?.facts.byteRange,
      coverage: last?.facts.coverage,
      fileSize: signed.after.length,
      bytesAfterEnd: facts.bytesAfterEnd.count,
    };
    const whole = start === 0 && second > first && second + rest === signed.after.length;
    const broken = last?.facts.coverage.kind !== 'revision';
    if (whole && !broken) return pass(seen, signed.evidence);
    return failed('SIGNATURE_NOT_OVER_WHOLE_FILE', {
      sent: signed.sent,
      expected: {
        from: 0,
        to: signed.after.length,
        hole: { en: 'the signature value', vi: 'giá trị chữ ký' },
      },
      seen,
      evidence: signed.evidence,
    });
  });
}
