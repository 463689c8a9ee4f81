/** Which hash and which key a signature needs, read from its AlgorithmIdentifier. */

import { type HashName, hashes, oids, signatureAlgorithms } from '../der/oids.ts';
import { DerError, type DerValue, encoded, sequence, Tag } from '../der/reader.ts';
import { oidOf, smallInteger } from '../der/values.ts';
import { edwards, unknownAlgorithm } from './algorithm-error.ts';
import { type PssParameters, pssParameters } from './pss.ts';

export type SignatureScheme =
  | { readonly kind: 'rsa'; readonly hash: HashName }
  | ({
      readonly kind: 'rsa-pss';
      /** DER of the AlgorithmIdentifier, where the mask uses another hash than the message. */
      readonly masked?: Uint8Array;
    } & PssParameters)
  /** `unnamed`: named as a key only (id-ecPublicKey), the hash is the one beside it. */
  | { readonly kind: 'ec'; readonly hash: HashName; readonly unnamed?: true }
  | { readonly kind: 'dsa'; readonly hash: HashName }
  /** Only read of a signer, and never accepted. `hash` is that of the content; the signature needs none. */
  | { readonly kind: 'eddsa'; readonly hash: HashName; readonly curve: 'ed25519' | 'ed448' };

export function hashOf(algorithm: DerValue, place: string): HashName {
  const parts = sequence(algorithm, place);
  const oid = oidOf(parts.take(Tag.oid, place));
  const length = oid === oids.shake256WithLength ? parts.take(Tag.integer, place) : undefined;
  const hash = length === undefined || smallInteger(length) === 512 ? hashes[oid] : undefined;
  if (hash === undefined) throw unknownAlgorithm(oid, place);
  parts.takeIf(Tag.null);
  parts.finish(place);
  return hash;
}

/**
 * `outerHash` is the hash named beside it (CMS digestAlgorithm), for algorithms such as rsaEncryption that name none;
 * when both name one they have to agree. id-ecPublicKey (RFC 5480) is no signature algorithm, but iText 5 writes it for one. Throws DerError, also for parameters that the algorithm does not have
 * (RFC 4055, 5; RFC 5758, 3).
 */
export function schemeOf(algorithm: DerValue, place: string, outerHash?: HashName): SignatureScheme {
  const parts = sequence(algorithm, place);
  const oid = oidOf(parts.take(Tag.oid, place));
  const scheme = namedScheme(oid, parts.rest, place, outerHash, algorithm);
  if (outerHash !== undefined && scheme.hash !== outerHash) {
    throw new DerError(`${place}: the signature uses ${scheme.hash}, the digest ${outerHash}`);
  }
  return scheme;
}

function namedScheme(
  oid: string,
  parameters: readonly DerValue[],
  place: string,
  outerHash: HashName | undefined,
  algorithm: DerValue,
): SignatureScheme {
  const edward = edwards[oid];
  if (edward !== undefined && outerHash !== undefined) {
    if (parameters.length > 0) throw new DerError(`${place}: unexpected parameters`);
    return { kind: 'eddsa', hash: outerHash, curve: edward.curve };
  }
  if (oid === oids.rsaPss) {
    const pss = pssParameters(parameters, place);
    const masked = pss.mask === pss.hash ? {} : { masked: Uint8Array.from(encoded(algorithm)) };
    return { kind: 'rsa-pss', ...pss, ...masked };
  }
  const known: { key: 'rsa' | 'ec' | 'dsa'; hash: HashName } | undefined =
    oid === oids.rsaEncryption && outerHash !== undefined
      ? { key: 'rsa', hash: outerHash }
      : signatureAlgorithms[oid];
  const asKey = oid === oids.ecPublicKey ? outerHash : undefined;
  const [only, more] = parameters;
  const isNull = only?.tag === Tag.null && only.content === only.end && more === undefined;
  if (asKey !== undefined) {
    // As iText writes it, or as a key names its curve.
    if (only !== undefined && !isNull && !isCurve(only, more))
      throw new DerError(`${place}: unexpected parameters`);
    return { kind: 'ec', hash: asKey, unnamed: true };
  }
  if (known === undefined) throw unknownAlgorithm(oid, place);
  if (only !== undefined && !(isNull && known.key === 'rsa')) {
    throw new DerError(`${place}: unexpected parameters`);
  }
  return { kind: known.key, hash: known.hash };
}

const isCurve = (only: DerValue, more: DerValue | undefined): boolean =>
  only.tag === Tag.oid && more === undefined;
