/** DSA keys, which a certificate may leave without parameters: then those of its issuer hold (RFC 3279, 2.3.2). */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { DerError, type DerValue, encoded, sequence, Tag } from '../der/reader.ts';
import { integerHex } from '../der/values.ts';
import { wrapDer } from '../der/wrap.ts';

/** A DSA key whose parameters stand in the issuer's certificate; it can check nothing by itself. */
export interface DsaWithoutParameters {
  readonly kind: 'dsa-without-parameters';
  readonly bits: 0;
  /** DER of the BIT STRING with the public number. */
  readonly number: Uint8Array;
}

export interface DsaKey {
  readonly kind: 'dsa';
  /** Length of the prime p. */
  readonly bits: number;
  readonly key: KeyObject;
  /** DER of the AlgorithmIdentifier, parameters included. */
  readonly algorithm: Uint8Array;
}

/** OpenSSL's own bound. */
const mostBits = 10_000;

/** `parameters` is what follows the algorithm's OID. Throws DerError. */
export function dsaKeyOf(
  spki: DerValue,
  parameters: readonly DerValue[],
  number: DerValue,
): DsaKey | DsaWithoutParameters {
  const [only] = parameters;
  if (only === undefined || only.tag === Tag.null) {
    return Object.freeze({
      kind: 'dsa-without-parameters',
      bits: 0,
      number: Uint8Array.from(encoded(number)),
    });
  }
  const algorithm = sequence(spki, 'subjectPublicKeyInfo').take(Tag.sequence, 'algorithm');
  const prime = integerHex(sequence(only, 'parameters').take(Tag.integer, 'p'));
  if (prime.startsWith('-') || prime.length * 4 > mostBits) throw new DerError('an unusual DSA prime');
  return imported(encoded(algorithm), encoded(number), BigInt(`0x${prime}`).toString(2).length);
}

/** The key completed with its issuer's parameters; undefined when the issuer's key is not a DSA key. */
export function withParametersOf(
  key: DsaWithoutParameters,
  issuer: { readonly kind: string },
): DsaKey | undefined {
  if (!isDsa(issuer)) return undefined;
  try {
    return imported(issuer.algorithm, key.number, issuer.bits);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function isDsa(key: { readonly kind: string }): key is DsaKey {
  return key.kind === 'dsa';
}

function imported(algorithm: Uint8Array, number: Uint8Array, bits: number): DsaKey {
  const spki = wrapDer(Tag.sequence, algorithm, number);
  try {
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return Object.freeze({ kind: 'dsa', bits, key, algorithm: Uint8Array.from(algorithm) });
  } catch (error) {
    throw new DerError('a key that cannot be imported', { cause: error });
  }
}
