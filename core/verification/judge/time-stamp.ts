/** Whether a time-stamp token proves its time under the policy (RFC 3161, 2.3 and 2.4.2). */
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import { oids } from '../der/oids.ts';
import type { TimeStampContent } from '../facts/facts.ts';
import type { Path } from '../path/build.ts';
import { type AlgorithmPolicy, defaultAlgorithms, type Policy } from '../policy/policy.ts';
import type { ReasonCode } from '../reasons.ts';
import type { SubIndication } from '../report.ts';
import { judgeChain, type Material } from './chain.ts';

export type StampResult =
  | { readonly kind: 'proven'; readonly time: Date; readonly signer: Certificate; readonly path: Path }
  | {
      readonly kind: 'unproven';
      readonly reason: ReasonCode;
      readonly subIndication: SubIndication;
      readonly detail: string;
      readonly signer: Certificate | undefined;
    };

/** The authority's own certificate is judged at the time of verification: nothing proves the token's age. */
export function judgeTimeStamp(content: TimeStampContent, policy: Policy, material: Material): StampResult {
  const no = (
    reason: ReasonCode,
    subIndication: SubIndication,
    detail: string,
    signer?: Certificate,
  ): StampResult => ({
    kind: 'unproven',
    reason,
    subIndication,
    detail,
    signer,
  });
  if (content.kind === 'unreadable') return no('TIME_STAMP_INVALID', 'FORMAT_FAILURE', content.detail);
  const { cms } = content;
  const certificates = cms.certificates.map((text) => parseCertificate(Buffer.from(text, 'base64')));
  const signer = certificates.find(({ id }) => id === cms.signer);
  if (!content.imprintFits)
    return no('TIME_STAMP_INVALID', 'HASH_FAILURE', 'it stamps something else', signer);
  if (!cms.digestFits || !cms.contentTypeFits) {
    return no('TIME_STAMP_INVALID', 'HASH_FAILURE', 'its content was altered', signer);
  }
  if (signer === undefined)
    return no('TIME_STAMP_INVALID', 'NO_SIGNING_CERTIFICATE_FOUND', 'no certificate inside');
  if (!cms.signatureFits)
    return no('TIME_STAMP_INVALID', 'SIG_CRYPTO_FAILURE', 'its signature is wrong', signer);
  if (cms.ess !== 'fits') {
    return no(
      'TIME_STAMP_INVALID',
      'SIG_CONSTRAINTS_FAILURE',
      `signing-certificate attribute ${cms.ess}`,
      signer,
    );
  }
  const algorithms: AlgorithmPolicy = policy.algorithms ?? defaultAlgorithms;
  for (const hash of [cms.hash, content.imprintHash]) {
    if (!algorithms.hashes.includes(hash)) {
      return no('TIME_STAMP_INVALID', 'CRYPTO_CONSTRAINTS_FAILURE', `uses ${hash}`, signer);
    }
  }
  if (!isForTimeStamping(signer)) {
    return no(
      'TIME_STAMP_INVALID',
      'CHAIN_CONSTRAINTS_FAILURE',
      'its certificate is not for time stamps only',
      signer,
    );
  }
  const time = new Date(content.time);
  if (time > policy.at)
    return no('TIME_STAMP_INVALID', 'SIG_CONSTRAINTS_FAILURE', 'it lies in the future', signer);
  const chain = judgeChain(signer, certificates, material, algorithms, policy.at);
  if (chain.kind === 'good') return { kind: 'proven', time, signer, path: chain.path };
  if (chain.kind === 'no-path')
    return no('TIME_STAMP_INVALID', 'NO_CERTIFICATE_CHAIN_FOUND', 'no trusted root', signer);
  if (chain.kind === 'problem') {
    return no(
      'TIME_STAMP_INVALID',
      'CHAIN_CONSTRAINTS_FAILURE',
      `its certificate: ${chain.problem.kind}`,
      signer,
    );
  }
  return no('TIME_STAMP_INVALID', 'TRY_LATER', `its certificate: revocation ${chain.status.status}`, signer);
}

/** The extended key usage has to be there, critical, and say this one thing. */
function isForTimeStamping(certificate: Certificate): boolean {
  const extension = certificate.extensions.find(({ oid }) => oid === oids.extendedKeyUsage);
  const uses = certificate.extendedKeyUsage;
  return extension?.critical === true && uses?.length === 1 && uses[0] === oids.timeStamping;
}
