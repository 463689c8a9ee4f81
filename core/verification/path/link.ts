/** One link of a path: whether a certificate names and is signed by another. */
import type { Certificate } from '../cms/certificate.ts';
import { type PublicKey, signatureFits } from '../crypto/key.ts';

/** Checked signatures, by the two certificates' hashes: chains repeat in every document of an agency. */
const checked = new Map<string, boolean>();
const most = 20_000;

export function isNamedBy(issuer: Certificate, subject: Certificate): boolean {
  return issuer.subject.key === subject.issuer.key;
}

export function isSignedBy(issuer: Certificate, subject: Certificate): boolean {
  const id = `${issuer.id}:${subject.id}`;
  const kept = checked.get(id);
  if (kept !== undefined) return kept;
  const fits = isSignedWith(issuer.key, subject);
  if (checked.size >= most) checked.clear();
  checked.set(id, fits);
  return fits;
}

export function isSignedWith(key: PublicKey, { scheme, tbs, signature }: Certificate): boolean {
  return signatureFits(scheme, key, tbs, signature);
}

/**
 * Whether the signature may be right, for a search from below: a DSA key that takes its parameters from its own issuer
 * is not known yet, so only the kind of key is compared.
 */
export function mayBeSignedBy(issuer: Certificate, subject: Certificate): boolean {
  return issuer.key.kind === 'dsa-without-parameters'
    ? subject.scheme.kind === 'dsa'
    : isSignedBy(issuer, subject);
}

/** Names itself as issuer and is signed with its own key. */
export function isSelfSigned(certificate: Certificate): boolean {
  return certificate.subject.key === certificate.issuer.key && isSignedBy(certificate, certificate);
}
