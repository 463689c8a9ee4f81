/** CMSAlgorithmProtection (RFC 6211): the algorithms once more, where the signature protects them. */
import { DerError, type DerValue, encoded, sequence, Tag } from '../der/reader.ts';
import { CmsError } from './cms-error.ts';

/** What the SignerInfo itself says; of `signature` the values inside the AlgorithmIdentifier. */
export interface UsedAlgorithms {
  readonly digest: DerValue;
  readonly signature: DerValue;
}

/** Throws CmsError where the attribute names others (RFC 6211, 3 and 4): then somebody changed one of them. */
export function requireSameAlgorithms(attribute: DerValue, used: UsedAlgorithms): void {
  const parts = sequence(attribute, 'CMSAlgorithmProtection');
  const digest = parts.take(Tag.sequence, 'digestAlgorithm');
  const signature = parts.takeIf(Tag.context(1));
  const others = parts.rest;
  if (signature === undefined || others.length > 0) {
    throw new CmsError('algorithms-differ', 'the protected algorithms are not those of a signature');
  }
  if (!isSame(digest, used.digest, Tag.sequence) || !isSame(signature, used.signature, Tag.context(1))) {
    throw new CmsError('algorithms-differ', 'the algorithms used are not those that the signer protected');
  }
}

/** No parameters and NULL mean the same (RFC 6211, 3). */
function isSame(stated: DerValue, used: DerValue, tag: number): boolean {
  const [one, other] = [sequence(stated, 'algorithm', tag), sequence(used, 'algorithm')].map(({ rest }) => {
    const [oid, ...parameters] = rest.map((value) => Buffer.from(encoded(value)).toString('hex'));
    if (oid === undefined) throw new DerError('an algorithm without name');
    return [oid, ...parameters.filter((value) => value !== '0500')].join(' ');
  });
  return one === other;
}
