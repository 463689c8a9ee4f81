/** One signing adds one sound digital signature, made with the certificate of the token that was given. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';
import { signaturesIn } from './signature-facts.ts';

/** `certificate`: DER of the one that must have been used. */
export async function signatureIsSound(
  bench: Workbench,
  order: SigningOrder,
  certificate: Uint8Array,
): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order), (signed) => {
    const earlier = new Set(signaturesIn(signed.before).signatures.map(({ facts: { field } }) => field));
    const added = signaturesIn(signed.after).signatures.filter(({ facts: { field } }) => !earlier.has(field));
    const [only, ...others] = added;
    const facts = {
      signaturesAdded: added.length,
      sound: only?.sound ?? false,
      madeWithTheToken: only?.certificate !== undefined && Buffer.from(certificate).equals(only.certificate),
    };
    const finding = {
      sent: signed.sent,
      expected: { signaturesAdded: 1, sound: true, madeWithTheToken: true },
      seen: facts,
      evidence: signed.evidence,
    };
    if (only === undefined || others.length > 0) return failed('SIGNATURE_COUNT_WRONG', finding);
    if (!facts.sound) return failed('SIGNATURE_NOT_SOUND', finding);
    return facts.madeWithTheToken
      ? pass(facts, signed.evidence)
      : failed('CERTIFICATE_NOT_OF_SIGNER', finding);
  });
}
