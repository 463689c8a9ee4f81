/** Whether a time-stamp token proves its time under the policy (RFC 3161, 2.3 and 2.4.2). */
import type { ChainResult } from '../chain/chain.ts';
import type { Certificate } from '../cms/certificate.ts';
import { certificateFromText } from '../cms/certificate-text.ts';
import { oids } from '../der/oids.ts';
import { holderOf } from '../details/holder.ts';
import { type Detail, detail } from '../details/index.ts';
import type { TimeStampContent } from '../facts/facts.ts';
import { type AlgorithmPolicy, defaultAlgorithms, type Policy } from '../policy/policy.ts';
import type { ReasonCode } from '../reasons.ts';
import type { SubIndication } from '../report.ts';
import { judgeChain, type Material } from './chain.ts';
import { problemDetail, revocationJudgement } from './chain-judgement.ts';
import { unnamedInPath } from './named-path.ts';
import { firstProven, type ProvenTime, provenTimeOf, worstAccuracy } from './proven-time.ts';
import { unusableJudgement, unusableSignerOf } from './unusable-signer.ts';

export type StampResult =
  | {
      readonly kind: 'proven';
      readonly proof: ProvenTime;
      readonly signer: Certificate;
      readonly chain: Exclude<ChainResult, { readonly kind: 'no-path' }>;
    }
  | {
      readonly kind: 'unproven';
      readonly reason: ReasonCode;
      readonly subIndication: SubIndication;
      readonly detail: Detail;
      readonly signer: Certificate | undefined;
      /** Of the authority's certificate, where it was looked at. */
      readonly chain?: ChainResult;
    };

/**
 * The authority's own certificate is judged at the time of verification, or else at the earliest moment by which a later
 * document time stamp proves that the token was there (EN 319 102-1, 5.6.2): so an archive outlives its authorities.
 */
export function judgeTimeStamp(
  content: TimeStampContent,
  policy: Policy,
  material: Material,
  provenBefore: readonly ProvenTime[] = [],
): StampResult {
  const no = (
    reason: ReasonCode,
    subIndication: SubIndication,
    what: Detail,
    signer?: Certificate,
  ): StampResult => ({
    kind: 'unproven',
    reason,
    subIndication,
    detail: what,
    signer,
  });
  if (content.kind === 'unreadable')
    return no('TIME_STAMP_INVALID', 'FORMAT_FAILURE', detail('STAMP_UNREADABLE', { said: content.detail }));
  const { cms } = content;
  const certificates = cms.certificates.map(certificateFromText);
  const signer = certificates.find(({ id }) => id === cms.signer);
  if (!content.imprintFits)
    return no('TIME_STAMP_INVALID', 'HASH_FAILURE', detail('STAMP_OF_SOMETHING_ELSE'), signer);
  if (!cms.digestFits || !cms.contentTypeFits) {
    return no('TIME_STAMP_INVALID', 'HASH_FAILURE', detail('STAMP_ALTERED'), signer);
  }
  const unusable = signer === undefined ? unusableSignerOf(cms) : undefined;
  if (unusable !== undefined) {
    const { subIndication, detail: what } = unusableJudgement(unusable, cms.unusableSignerFits);
    return no('TIME_STAMP_INVALID', subIndication, what);
  }
  if (signer === undefined)
    return no('TIME_STAMP_INVALID', 'NO_SIGNING_CERTIFICATE_FOUND', detail('STAMP_CERTIFICATE_MISSING'));
  if (!cms.signatureFits)
    return no('TIME_STAMP_INVALID', 'SIG_CRYPTO_FAILURE', detail('STAMP_SIGNATURE_WRONG'), signer);
  if (cms.ess !== 'fits') {
    return no('TIME_STAMP_INVALID', 'SIG_CONSTRAINTS_FAILURE', detail('STAMP_CERTIFICATE_ATTRIBUTE'), signer);
  }
  const algorithms: AlgorithmPolicy = policy.algorithms ?? defaultAlgorithms;
  for (const hash of [cms.hash, content.imprintHash]) {
    if (!algorithms.hashes.includes(hash)) {
      return no(
        'TIME_STAMP_INVALID',
        'CRYPTO_CONSTRAINTS_FAILURE',
        detail('STAMP_HASH_WEAK', { hash }),
        signer,
      );
    }
  }
  const otherPurpose = otherPurposeOf(signer);
  if (otherPurpose !== undefined) {
    return no('TIME_STAMP_INVALID', 'CHAIN_CONSTRAINTS_FAILURE', otherPurpose, signer);
  }
  const { accuracy, criticalExtension } = content;
  if (criticalExtension !== undefined) {
    const what = detail('STAMP_EXTENSION_UNKNOWN', { oid: criticalExtension });
    return no('TIME_STAMP_INVALID', 'SIG_CONSTRAINTS_FAILURE', what, signer);
  }
  if (content.namesAnother === true) {
    const what = detail('STAMP_NAMES_ANOTHER', holderOf(signer));
    return no('TIME_STAMP_INVALID', 'SIG_CONSTRAINTS_FAILURE', what, signer);
  }
  if (accuracy !== undefined && accuracy > worstAccuracy) {
    const what = detail('STAMP_INACCURATE', { seconds: accuracy / 1_000 });
    return no('TIME_STAMP_INVALID', 'SIG_CONSTRAINTS_FAILURE', what, signer);
  }
  const time = new Date(content.time);
  if (time > policy.at)
    return no(
      'TIME_STAMP_AHEAD',
      'SIG_CONSTRAINTS_FAILURE',
      detail('STAMP_AHEAD', { at: content.time, asked: policy.at.toISOString() }),
      signer,
    );
  const chainAt = (at: Date) =>
    judgeChain(signer, certificates, material, algorithms, at, [oids.timeStamping]);
  const now = chainAt(policy.at);
  const then = firstProven(provenBefore)?.latest;
  const chain = now.kind === 'good' || then === undefined ? now : chainAt(then);
  const unnamed = unnamedInPath(cms, chain);
  if (chain.kind === 'good' && unnamed !== undefined)
    return no('TIME_STAMP_INVALID', 'SIG_CONSTRAINTS_FAILURE', unnamed, signer);
  if (chain.kind === 'good') {
    const proof = provenTimeOf(time, accuracy, policy.at);
    if (proof.latest >= signer.notBefore) return { kind: 'proven', proof, signer, chain };
    const from = signer.notBefore.toISOString();
    const what = detail('STAMP_BEFORE_CERTIFICATE', { ...holderOf(signer), at: content.time, from });
    return { ...no('TIME_STAMP_INVALID', 'SIG_CONSTRAINTS_FAILURE', what, signer), chain };
  }
  if (chain.kind === 'no-path')
    return no('TIME_STAMP_INVALID', 'NO_CERTIFICATE_CHAIN_FOUND', detail('STAMP_UNTRUSTED'), signer);
  if (chain.kind === 'problem') {
    const what = problemDetail(chain.problem);
    const { kind } = chain.problem;
    // Outside its term, and nothing proves that it was there within (EN 319 102-1, 5.2.6 and 5.4).
    if (kind === 'expired' || kind === 'not-yet-valid') {
      const reason = kind === 'expired' ? 'CERTIFICATE_EXPIRED' : 'CERTIFICATE_NOT_YET_VALID';
      const ofStamp = detail(kind === 'expired' ? 'STAMP_VALID_UNTIL' : 'STAMP_VALID_FROM', what.values);
      return { ...no(reason, 'OUT_OF_BOUNDS_NO_POE', ofStamp, signer), chain };
    }
    return { ...no('TIME_STAMP_INVALID', 'CHAIN_CONSTRAINTS_FAILURE', what, signer), chain };
  }
  return { kind: 'unproven', ...revocationJudgement(chain, undefined), signer, chain };
}

/**
 * Undefined where it may stamp: the extended key usage has to be there, critical, and say this one thing; where the key is limited it has to be one for
 * signatures (RFC 3161, 2.3; RFC 5280, 4.2.1.3 and 4.2.1.12).
 */
function otherPurposeOf(certificate: Certificate): Detail | undefined {
  const { keyUsage } = certificate;
  const holder = holderOf(certificate);
  const signs = keyUsage === undefined || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation');
  if (!signs) return detail('STAMP_KEY_USAGE_WRONG', { ...holder, usage: [...keyUsage].join(', ') || '0' });
  const extension = certificate.extensions.find(({ oid }) => oid === oids.extendedKeyUsage);
  const uses = certificate.extendedKeyUsage;
  if (extension === undefined || uses === undefined) return detail('STAMP_PURPOSE_MISSING', holder);
  const about = { ...holder, usage: uses.join(', ') };
  if (uses.length !== 1 || uses[0] !== oids.timeStamping) return detail('STAMP_PURPOSE_WRONG', about);
  return extension.critical ? undefined : detail('STAMP_PURPOSE_NOT_CRITICAL', about);
}
