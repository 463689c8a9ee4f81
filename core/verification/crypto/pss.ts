/** RSASSA-PSS parameters (RFC 4055, 3.1), of a signature or of a key that is certified for PSS only. */
import { type HashName, hashes, oids } from '../der/oids.ts';
import { DerError, type DerValue, sequence, Tag } from '../der/reader.ts';
import { oidOf, smallInteger } from '../der/values.ts';
import { AlgorithmError, unknownAlgorithm } from './algorithm-error.ts';

export interface PssParameters {
  readonly hash: HashName;
  /** Of the mask (MGF1). It hides nothing and need not be free of collisions: SHA-1 does no harm there. */
  readonly mask: HashName;
  /** Bytes. */
  readonly saltLength: number;
}

/** Beside the message's own: those that OpenSSL takes from the parameters of a key. */
const otherMasks: readonly HashName[] = [
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'sha512-224',
  'sha512-256',
];

/** `fields` is what follows the algorithm's OID. The mask's hash may be another than the message's (RFC 8017, A.2.3), the trailer is 0xbc. */
export function pssParameters(fields: readonly DerValue[], place: string): PssParameters {
  const [only, more] = fields;
  if (only === undefined) return { hash: 'sha1', mask: 'sha1', saltLength: 20 };
  if (more !== undefined) throw new DerError(`${place}: unexpected parameters`);
  const parts = sequence(only, place);
  const inner = (value: DerValue | undefined) => {
    if (value === undefined) return undefined;
    const wrapped = sequence(value, place, value.tag);
    const inside = wrapped.takeAny(place);
    wrapped.finish(place);
    return inside;
  };
  const hashField = inner(parts.takeIf(Tag.context(0)));
  const maskField = inner(parts.takeIf(Tag.context(1)));
  const saltField = inner(parts.takeIf(Tag.context(2)));
  const trailerField = inner(parts.takeIf(Tag.context(3)));
  parts.finish(place);
  const hash = hashField === undefined ? 'sha1' : namedHash(hashField, place);
  const mask = maskHash(maskField, place);
  if (mask !== hash && !otherMasks.includes(mask)) {
    const name = `RSA-PSS, ${hash}, MGF1 ${mask}`;
    throw new AlgorithmError('unsupported', name, `${place}: a mask of MGF1 over ${mask}`);
  }
  if (trailerField !== undefined && smallInteger(trailerField) !== 1) {
    throw new DerError(`${place}: unknown trailer`);
  }
  return { hash, mask, saltLength: saltField === undefined ? 20 : smallInteger(saltField) };
}

function maskHash(field: DerValue | undefined, place: string): HashName {
  if (field === undefined) return 'sha1';
  const mask = sequence(field, place);
  const generation = oidOf(mask.take(Tag.oid, place));
  if (generation !== oids.mgf1) throw unknownAlgorithm(generation, place);
  const hash = namedHash(mask.takeAny(place), place);
  mask.finish(place);
  return hash;
}

function namedHash(algorithm: DerValue, place: string): HashName {
  const parts = sequence(algorithm, place);
  const oid = oidOf(parts.take(Tag.oid, place));
  parts.takeIf(Tag.null);
  parts.finish(place);
  const hash = hashes[oid];
  if (hash === undefined) throw unknownAlgorithm(oid, place);
  return hash;
}
