/** The ways of signing that are used here: padding or curve arithmetic, and the hash. Weaker ones have no name. */

export type SignatureHash = 'sha256' | 'sha384' | 'sha512';
export type SignatureMethod = 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa';
export type SignatureScheme = `${SignatureMethod}-${SignatureHash}`;

export const signatureHashes: readonly SignatureHash[] = Object.freeze(['sha256', 'sha384', 'sha512']);

export function methodOf(scheme: SignatureScheme): SignatureMethod {
  return scheme.slice(0, scheme.lastIndexOf('-')) as SignatureMethod;
}

export function hashOf(scheme: SignatureScheme): SignatureHash {
  return scheme.slice(scheme.lastIndexOf('-') + 1) as SignatureHash;
}

/** Bytes; of PSS the salt is as long (RFC 4055 section 3.1). */
export function hashLength(hash: SignatureHash): number {
  return { sha256: 32, sha384: 48, sha512: 64 }[hash];
}
