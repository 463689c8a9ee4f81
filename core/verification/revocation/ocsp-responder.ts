/** Who may answer for an issuer: itself, or a responder that it certified for just that (RFC 6960, 4.2.2.2). */
import { hash as digest } from 'node:crypto';
import type { Certificate } from '../cms/certificate.ts';
import { oids } from '../der/oids.ts';
import { unknownExtension } from '../path/certificate-checks.ts';
import { isNamedBy, isSignedBy } from '../path/link.ts';
import type { RevocationHelp } from './help.ts';
import type { OcspResponse, ResponderId } from './ocsp-response.ts';

export function isResponder(
  signer: Certificate,
  { responder, producedAt }: OcspResponse,
  subject: Certificate,
  issuer: Certificate,
  at: Date,
  help: RevocationHelp,
): boolean {
  if (!isNamed(responder, signer)) return false;
  if (signer.id === issuer.id) return true;
  return (
    signer.id !== subject.id &&
    signer.extendedKeyUsage?.includes(oids.ocspSigning) === true &&
    (signer.keyUsage === undefined ||
      signer.keyUsage.has('digitalSignature') ||
      signer.keyUsage.has('nonRepudiation')) &&
    signer.notBefore <= producedAt &&
    producedAt <= signer.notAfter &&
    help.hashes.includes(signer.scheme.hash) &&
    !isStrange(signer) &&
    isNamedBy(issuer, signer) &&
    help.work.spend('signature') &&
    isSignedBy(issuer, signer) &&
    isUnrevoked(signer, issuer, at, help)
  );
}

function isNamed(responder: ResponderId, { subject, keyBits }: Certificate): boolean {
  return responder.kind === 'name'
    ? responder.key === subject.key
    : responder.hash === digest('sha1', keyBits, 'hex');
}

function isStrange(signer: Certificate): boolean {
  return unknownExtension(signer) !== undefined;
}

/**
 * The issuer may say that it is not to be asked about (4.2.2.2.1). Where it names places to ask, the answer has to be
 * good; where it does neither, the standard leaves it to the verifier: then only a known revocation counts.
 */
function isUnrevoked(signer: Certificate, issuer: Certificate, at: Date, help: RevocationHelp): boolean {
  if (signer.extensions.some(({ oid }) => oid === oids.ocspNoCheck)) return true;
  const status = help.statusOf(signer, issuer, at);
  const hasPlaces = signer.extensions.some(
    ({ oid }) => oid === oids.crlDistributionPoints || oid === oids.authorityInfoAccess,
  );
  return status === 'good' || (!hasPlaces && status !== 'revoked');
}
