/**
 * Whether a signature is right by a key that no policy here accepts: Ed25519, Ed448, Brainpool and other curves of at least
 * 256 bits. It only says more about a refused signature; no path, list or response is ever checked this way.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { oids } from '../der/oids.ts';
import { DerError, readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { oidOf } from '../der/values.ts';
import type { SignatureScheme } from './algorithm.ts';
import { AlgorithmError, edwards, otherCurveBits } from './algorithm-error.ts';
import { publicKeyOf, signatureFits } from './key.ts';

/** `spki` is a SubjectPublicKeyInfo. Undefined where it could not be tried, as with a key that is weak or of an unknown kind. */
export function fitsUnaccepted(
  scheme: SignatureScheme,
  spki: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): boolean | undefined {
  try {
    const value = readOnlyDer(spki);
    if (!isTried(spki)) return signatureFits(scheme, publicKeyOf(value), data, signature);
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return fits(scheme, key, data, signature);
  } catch (error) {
    if (error instanceof DerError || isNodesOwn(error)) return undefined;
    throw error;
  }
}

function isTried(spki: Uint8Array): boolean {
  const algorithm = sequence(
    sequence(readOnlyDer(spki), 'subjectPublicKeyInfo').take(Tag.sequence, 'algorithm'),
    'algorithm',
  );
  const oid = oidOf(algorithm.take(Tag.oid, 'algorithm'));
  if (edwards[oid] !== undefined) return true;
  if (oid !== oids.ecPublicKey) return false;
  const bits = otherCurveBits(oidOf(algorithm.take(Tag.oid, 'curve')));
  return bits !== undefined && bits >= 256;
}

function fits(scheme: SignatureScheme, key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  const { asymmetricKeyType: kind } = key;
  if (scheme.kind === 'eddsa') return kind === scheme.curve && verify(null, data, key, signature);
  return scheme.kind === 'ec' && kind === 'ec' && verify(scheme.hash, data, key, signature);
}

/** OpenSSL does not know the curve, or takes no such point. */
function isNodesOwn(error: unknown): boolean {
  return error instanceof Error && 'code' in error && !(error instanceof AlgorithmError);
}
