/** Who may answer for an issuer: itself, or a responder that it certified for just that (RFC 6960, 4.2.2.2). */
import { hash as digest } from 'node:crypto';
import type { Certificate } from '../cms/certificate.ts';
import { oids } from '../der/oids.ts';
import type { DetailValues } from '../details/detail.ts';
import type { UnusableCode } from '../details/unusable.ts';
import { unknownCritical } from '../path/certificate-checks.ts';
import { isNamedBy, isSignedBy } from '../path/link.ts';
import type { RevocationHelp } from './help.ts';
import type { OcspResponse, ResponderId } from './ocsp-response.ts';

/** Undefined for whoever may answer; else why its answer counts for nothing. Its name has been compared. */
export function responderFault(
  signer: Certificate,
  { producedAt }: OcspResponse,
  subject: Certificate,
  issuer: Certificate,
  at: Date,
  help: RevocationHelp,
): ResponderFault | undefined {
  if (signer.id === issuer.id) return undefined;
  if (signer.id === subject.id) return { code: 'RESPONSE_OF_ITSELF' };
  const { notBefore, notAfter, scheme } = signer;
  if (signer.extendedKeyUsage?.includes(oids.ocspSigning) !== true) return unentitled('OCSPSigning');
  if (!signs(signer)) return unentitled('digitalSignature');
  if (producedAt < notBefore || producedAt > notAfter) {
    const values = { from: notBefore.toISOString(), until: notAfter.toISOString() };
    return { code: 'RESPONSE_SIGNER_OUT_OF_TERM', values };
  }
  if (!help.hashes.includes(scheme.hash)) {
    return { code: 'RESPONSE_SIGNER_HASH_REFUSED', values: { hash: scheme.hash } };
  }
  const strange = unknownCritical(signer);
  if (strange !== undefined) return { code: 'RESPONSE_SIGNER_EXTENSION', values: { oid: strange.oid } };
  if (!isNamedBy(issuer, signer)) return { code: 'RESPONSE_SIGNER_FOREIGN' };
  if (!help.work.spend('signature')) return { code: 'RESPONSE_NOT_EXAMINED' };
  if (!isSignedBy(issuer, signer)) return { code: 'RESPONSE_SIGNER_FOREIGN' };
  return statusFault(signer, issuer, at, help);
}

export interface ResponderFault {
  readonly code: UnusableCode;
  readonly values?: DetailValues;
}

/** `missing`: the purpose that the certificate does not name. */
function unentitled(missing: string): ResponderFault {
  return { code: 'RESPONSE_SIGNER_UNENTITLED', values: { missing } };
}

function signs({ keyUsage }: Certificate): boolean {
  return keyUsage === undefined || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation');
}

export function isNamed(responder: ResponderId, { subject, keyBits }: Certificate): boolean {
  return responder.kind === 'name'
    ? responder.key === subject.key
    : responder.hash === digest('sha1', keyBits, 'hex');
}

/**
 * The issuer may say that it is not to be asked about (4.2.2.2.1). Where it names places to ask, the answer has to be
 * good; where it does neither, the standard leaves it to the verifier: then only a known revocation counts.
 */
function statusFault(
  signer: Certificate,
  issuer: Certificate,
  at: Date,
  help: RevocationHelp,
): ResponderFault | undefined {
  if (signer.extensions.some(({ oid }) => oid === oids.ocspNoCheck)) return undefined;
  const status = help.statusOf(signer, issuer, at);
  if (status === 'revoked') return { code: 'RESPONSE_SIGNER_REVOKED' };
  const hasPlaces = signer.extensions.some(
    ({ oid }) => oid === oids.crlDistributionPoints || oid === oids.authorityInfoAccess,
  );
  return status === 'good' || !hasPlaces ? undefined : { code: 'RESPONSE_SIGNER_UNSETTLED' };
}
