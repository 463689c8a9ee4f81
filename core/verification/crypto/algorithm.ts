/** Which hash and which key a signature needs, read from its AlgorithmIdentifier. */

import { type HashName, hashes, oids, signatureAlgorithms } from '../der/oids.ts';
import { DerError, type DerValue, sequence, Tag } from '../der/reader.ts';
import { oidOf, smallInteger } from '../der/values.ts';

export type SignatureScheme =
  | { readonly kind: 'rsa'; readonly hash: HashName }
  | { readonly kind: 'rsa-pss'; readonly hash: HashName; readonly saltLength: number }
  | { readonly kind: 'ec'; readonly hash: HashName };

/** Hashes for which forgers can make collisions: no policy may rely on them for revocation data. */
export function isBroken(hash: HashName): boolean {
  return hash === 'md5' || hash === 'sha1';
}

export function hashOf(algorithm: DerValue, place: string): HashName {
  const parts = sequence(algorithm, place);
  const oid = oidOf(parts.take(Tag.oid, place));
  const hash = hashes[oid];
  if (hash === undefined) throw new DerError(`${place}: unknown hash ${oid}`);
  const parameters = parts.takeIf(Tag.null);
  if (parameters === undefined) parts.finish(place);
  return hash;
}

/**
 * `outerHash` is the hash named beside it (CMS digestAlgorithm), for algorithms such as rsaEncryption that name none;
 * when both name one they have to agree.
 */
export function schemeOf(algorithm: DerValue, place: string, outerHash?: HashName): SignatureScheme {
  const parts = sequence(algorithm, place);
  const oid = oidOf(parts.take(Tag.oid, place));
  const scheme = namedScheme(oid, parts.rest[0], place, outerHash);
  if (outerHash !== undefined && scheme.hash !== outerHash) {
    throw new DerError(`${place}: the signature uses ${scheme.hash}, the digest ${outerHash}`);
  }
  return scheme;
}

function namedScheme(
  oid: string,
  parameters: DerValue | undefined,
  place: string,
  outerHash: HashName | undefined,
): SignatureScheme {
  if (oid === oids.rsaEncryption && outerHash !== undefined) return { kind: 'rsa', hash: outerHash };
  if (oid === oids.rsaPss) return pssScheme(parameters, place);
  const known = signatureAlgorithms[oid];
  if (known === undefined) throw new DerError(`${place}: unknown signature algorithm ${oid}`);
  return { kind: known.key, hash: known.hash };
}

/** RFC 4055, 3.1; the mask's hash has to be the message's. */
function pssScheme(parameters: DerValue | undefined, place: string): SignatureScheme {
  if (parameters === undefined) return { kind: 'rsa-pss', hash: 'sha1', saltLength: 20 };
  const parts = sequence(parameters, place);
  const inner = (value: DerValue | undefined) =>
    value === undefined ? undefined : sequence(value, place, value.tag).takeAny(place);
  const hashField = inner(parts.takeIf(Tag.context(0)));
  const maskField = inner(parts.takeIf(Tag.context(1)));
  const saltField = inner(parts.takeIf(Tag.context(2)));
  const hash = hashField === undefined ? 'sha1' : hashOf(hashField, place);
  const mask = maskField === undefined ? undefined : sequence(maskField, place);
  if (mask !== undefined && oidOf(mask.take(Tag.oid, place)) !== oids.mgf1)
    throw new DerError(`${place}: unknown mask`);
  const maskHash = mask === undefined ? 'sha1' : hashOf(mask.takeAny(place), place);
  if (maskHash !== hash) throw new DerError(`${place}: the mask uses another hash`);
  return { kind: 'rsa-pss', hash, saltLength: saltField === undefined ? 20 : smallInteger(saltField) };
}
