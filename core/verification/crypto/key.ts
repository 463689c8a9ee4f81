/** Public keys from a SubjectPublicKeyInfo, imported the cheap way and kept by their bytes. */
import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { keptByBytes } from '../der/kept.ts';
import { curves, oids } from '../der/oids.ts';
import { DerError, type DerValue, encoded, readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { integerHex, oidOf, wholeBits } from '../der/values.ts';
import { wrapDer } from '../der/wrap.ts';
import type { SignatureScheme } from './algorithm.ts';
import { AlgorithmError, unknownAlgorithm, unknownCurve } from './algorithm-error.ts';
import { type DsaKey, type DsaWithoutParameters, dsaKeyOf } from './dsa.ts';
import { type PssParameters, pssParameters } from './pss.ts';

export type PublicKey = UsableKey | DsaWithoutParameters;

export type UsableKey =
  | { readonly kind: 'rsa'; readonly bits: number; readonly key: KeyObject }
  | {
      /** Certified for PSS signatures only (RFC 4055, 1.2), perhaps with these parameters only. */
      readonly kind: 'rsa-pss';
      readonly bits: number;
      readonly key: KeyObject;
      readonly only: PssParameters | undefined;
    }
  /** `bits` is the size of the field. */
  | { readonly kind: 'ec'; readonly bits: number; readonly key: KeyObject }
  | DsaKey;

/** Throws DerError for a key that is malformed or of an unknown kind. */
export const publicKeyOf: (spki: DerValue) => PublicKey = keptByBytes(2_000, encoded, readKey);

function readKey(spki: DerValue): PublicKey {
  const parts = sequence(spki, 'subjectPublicKeyInfo');
  const algorithm = sequence(parts.take(Tag.sequence, 'algorithm'), 'algorithm');
  const field = parts.take(Tag.bitString, 'subjectPublicKey');
  parts.finish('subjectPublicKeyInfo');
  const bits = wholeBits(field);
  const oid = oidOf(algorithm.take(Tag.oid, 'algorithm'));
  if (oid === oids.rsaEncryption) {
    algorithm.takeIf(Tag.null);
    algorithm.finish('algorithm');
    return Object.freeze({ kind: 'rsa', ...rsaKey(bits) });
  }
  if (oid === oids.rsaPss) {
    const { rest } = algorithm;
    const only = rest.length === 0 ? undefined : pssParameters(rest, 'algorithm');
    return Object.freeze({ kind: 'rsa-pss', ...rsaKey(bits), only });
  }
  if (oid === oids.dsa) return dsaKeyOf(spki, algorithm.rest, field);
  if (oid !== oids.ecPublicKey) throw unknownAlgorithm(oid, 'subjectPublicKey');
  const curve = oidOf(algorithm.take(Tag.oid, 'curve'));
  algorithm.finish('algorithm');
  return Object.freeze(ecKey(curve, bits));
}

/** A larger modulus would make one check cost as much as hundreds. */
const mostRsaBits = 8_192;
/** In hexadecimal digits: 64 bits, and 32 for keys of more than 4,096 bits. */
const longestExponent = (modulus: string) => (modulus.length > 1_024 ? 8 : 16);

/** `createPublicKey` takes 188 us from SPKI, but 6 us from the PKCS#1 inside. */
function rsaKey(bits: Uint8Array): { readonly bits: number; readonly key: KeyObject } {
  const parts = sequence(readOnlyDer(bits), 'RSAPublicKey');
  const modulus = integerHex(parts.take(Tag.integer, 'modulus'));
  const exponent = integerHex(parts.take(Tag.integer, 'publicExponent'));
  parts.finish('RSAPublicKey');
  if (modulus.startsWith('-') || exponent.startsWith('-')) throw new DerError('a negative number in a key');
  if (modulus.length * 4 > mostRsaBits) {
    const message = `a modulus of more than ${mostRsaBits} bits`;
    throw new AlgorithmError('unsupported', `RSA, ${modulus.length * 4} bits`, message);
  }
  // An even exponent or 1 is no RSA key; a long one costs as a long modulus does.
  if (exponent.length > longestExponent(modulus) || exponent === '01' || !/[13579bdf]$/.test(exponent)) {
    const problem = exponent === '01' ? 'weak' : 'unsupported';
    throw new AlgorithmError(problem, `RSA, e = 0x${exponent.slice(0, 20)}`, 'an unusual public exponent');
  }
  const key = imported(() => createPublicKey({ key: Buffer.from(bits), format: 'der', type: 'pkcs1' }));
  return { bits: BigInt(`0x${modulus}`).toString(2).length, key };
}

function ecKey(curveOid: string, bits: Uint8Array): UsableKey {
  const curve = curves[curveOid];
  if (curve === undefined) throw unknownCurve(curveOid);
  if (bits[0] !== 4 || bits.length !== 1 + 2 * curve.bytes)
    throw new DerError('a point that is not uncompressed');
  const part = (from: number) => Buffer.from(bits.subarray(from, from + curve.bytes)).toString('base64url');
  const jwk = { kty: 'EC', crv: curve.name, x: part(1), y: part(1 + curve.bytes) };
  return { kind: 'ec', bits: curve.bits, key: imported(() => createPublicKey({ key: jwk, format: 'jwk' })) };
}

function imported(make: () => KeyObject): KeyObject {
  try {
    return make();
  } catch (error) {
    throw new DerError('a key that cannot be imported', { cause: error });
  }
}

/** Whether `signature` over `data` is right. A key of another kind than the scheme's is never right. */
export function signatureFits(
  scheme: SignatureScheme,
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key.kind === 'dsa-without-parameters' || !suits(scheme, key)) return false;
  try {
    if (scheme.kind === 'rsa-pss') {
      const { saltLength, masked } = scheme;
      const own = masked === undefined ? key.key : maskedKey(masked, key.key);
      const options = { key: own, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
      return verify(scheme.hash, data, options, signature);
    }
    return verify(scheme.hash, data, key.key, signature);
  } catch {
    return false;
  }
}

/**
 * `verify` has no option for the hash of the mask, but takes it from a key that is certified for one (RFC 4055, 1.2): so the
 * same key again, with the parameters that the signature states.
 */
function maskedKey(algorithm: Uint8Array, key: KeyObject): KeyObject {
  const parts = sequence(readOnlyDer(key.export({ type: 'spki', format: 'der' })), 'subjectPublicKeyInfo');
  parts.take(Tag.sequence, 'algorithm');
  const bits = encoded(parts.take(Tag.bitString, 'subjectPublicKey'));
  return createPublicKey({ key: wrapDer(Tag.sequence, algorithm, bits), format: 'der', type: 'spki' });
}

/** A key for PSS only may fix the hash and the shortest salt (RFC 4055, 3.3). */
function suits(scheme: SignatureScheme, key: UsableKey): boolean {
  if (scheme.kind !== 'rsa-pss') return scheme.kind === key.kind;
  if (key.kind !== 'rsa-pss') return key.kind === 'rsa';
  const { only } = key;
  return (
    only === undefined ||
    (only.hash === scheme.hash && only.mask === scheme.mask && only.saltLength <= scheme.saltLength)
  );
}
