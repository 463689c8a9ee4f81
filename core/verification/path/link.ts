/** One link of a path: whether a certificate names and is signed by another. */

import type { Certificate } from '../cms/certificate.ts';
import { signatureFits } from '../crypto/key.ts';

/** Checked signatures, by the two certificates' hashes: chains repeat in every document of an agency. */
const checked = new Map<string, boolean>();
const most = 20_000;

export function isNamedBy(issuer: Certificate, subject: Certificate): boolean {
  if (issuer.subject.key !== subject.issuer.key) return false;
  const [wanted, own] = [subject.authorityKeyId, issuer.subjectKeyId];
  return wanted === undefined || own === undefined || wanted === own;
}

export function isSignedBy(issuer: Certificate, subject: Certificate): boolean {
  const id = `${issuer.id}:${subject.id}`;
  const kept = checked.get(id);
  if (kept !== undefined) return kept;
  const fits = signatureFits(subject.scheme, issuer.key, subject.tbs, subject.signature);
  if (checked.size >= most) checked.clear();
  checked.set(id, fits);
  return fits;
}

/** Names itself as issuer and is signed with its own key. */
export function isSelfIssued(certificate: Certificate): boolean {
  return certificate.subject.key === certificate.issuer.key && isSignedBy(certificate, certificate);
}
