/** The agency's signing is an addition: the bytes that the person signed stay, and the person's signature stays sound. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';
import { signaturesIn } from './signature-facts.ts';

export async function earlierSignatureSurvives(bench: Workbench, order: SigningOrder): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order), (signed) => {
    const before = signaturesIn(signed.before).signatures;
    const { facts, signatures } = signaturesIn(signed.after);
    const earlier = before.map(({ facts: { field } }) => {
      const again = signatures.find((one) => one.facts.field === field);
      return { field, sound: again?.sound ?? false };
    });
    const seen = {
      earlier,
      signatures: signatures.length,
      bytesKept: Buffer.from(signed.after.subarray(0, signed.before.length)).equals(signed.before),
      changesNotVouchedFor: facts.changes.filter(({ vouched }) => !vouched),
    };
    const kept =
      earlier.length > 0 && earlier.every(({ sound }) => sound) && signatures.length === earlier.length + 1;
    if (kept && seen.bytesKept && seen.changesNotVouchedFor.length === 0) return pass(seen, signed.evidence);
    return failed('EARLIER_SIGNATURE_BROKEN', {
      sent: signed.sent,
      expected: { earlierSound: true, bytesKept: true, changesNotVouchedFor: [] },
      seen,
      evidence: signed.evidence,
    });
  });
}
