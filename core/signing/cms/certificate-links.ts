/** Which of several certificates lead up from a signer's. */
import { X509Certificate } from 'node:crypto';

/** Whether the bytes are one certificate and nothing else. */
export function isCertificate(der: Uint8Array): boolean {
  try {
    return new X509Certificate(der).raw.equals(der);
  } catch {
    return false;
  }
}

/**
 * Those of `others` (DER, certificates all) that issued the signer's certificate, or one that did, in their order. By name and
 * key identifier: whether a signature of an authority holds is for verification to say.
 */
export function leadingUp(signer: Uint8Array, others: readonly Uint8Array[]): readonly Uint8Array[] {
  const rest = new Map(others.map((der) => [der, new X509Certificate(der)]));
  const found = new Set<Uint8Array>();
  const below = [new X509Certificate(signer)];
  for (const one of below) {
    for (const [der, authority] of rest) {
      if (!one.checkIssued(authority)) continue;
      found.add(der);
      rest.delete(der);
      below.push(authority);
    }
  }
  return others.filter((der) => found.has(der));
}
