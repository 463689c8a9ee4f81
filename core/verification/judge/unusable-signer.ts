/** The verdict where the signer's certificate is in the file and cannot be used: it is not missing, and its holder is named. */
import { type UnusableCertificate, unusableCertificate } from '../cms/unusable-certificate.ts';
import { plainName } from '../details/holder.ts';
import { detail } from '../details/index.ts';
import type { CmsFacts } from '../facts/facts.ts';
import type { Judgement } from '../report.ts';
import { outcome } from './outcome.ts';

export function unusableSignerOf(cms: CmsFacts | undefined): UnusableCertificate | undefined {
  const text = cms?.unusableSigner;
  return text === undefined ? undefined : unusableCertificate(Buffer.from(text, 'base64'));
}

/**
 * An algorithm that is weak or that nobody here knows: CRYPTO_CONSTRAINTS_FAILURE (EN 319 102-1, 5.2.8), since it is not
 * among those that the policy relies on. A certificate against RFC 5280: CHAIN_CONSTRAINTS_FAILURE, as for any other fault of a path.
 * `fits`: whether the signature is right by its key, where that could be tried.
 */
export function unusableJudgement(
  { subject, serial, why }: UnusableCertificate,
  fits: boolean | undefined,
): Required<Judgement> {
  const holder = { name: plainName(subject), serial };
  if (why.kind === 'unreadable') {
    const what = detail('SIGNER_CERTIFICATE_FAULT', { ...holder, said: why.said });
    return outcome('INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', 'SIGNER_CERTIFICATE_UNREADABLE', what);
  }
  if (fits === false) {
    return outcome('TOTAL-FAILED', 'SIG_CRYPTO_FAILURE', 'SIGNATURE_INVALID', detail('KEY_DIFFERS', holder));
  }
  const values = { ...holder, algorithm: why.algorithm };
  if (fits === true) {
    const what = detail('KEY_NOT_ACCEPTED', values);
    return outcome('INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE', 'ALGORITHM_NOT_ACCEPTED', what);
  }
  return why.kind === 'weak'
    ? outcome(
        'INDETERMINATE',
        'CRYPTO_CONSTRAINTS_FAILURE',
        'SIGNER_KEY_WEAK',
        detail('SIGNER_KEY_WEAK', values),
      )
    : outcome(
        'INDETERMINATE',
        'CRYPTO_CONSTRAINTS_FAILURE',
        'ALGORITHM_UNSUPPORTED',
        detail('SIGNER_KEY_UNSUPPORTED', values),
      );
}
