/** RFC 3161 time-stamp tokens: what was stamped, when, and whether the token holds together. */

import { hashOf, type SignatureScheme } from '../crypto/algorithm.ts';
import { bytesOf, type SignedBytes } from '../crypto/signed-bytes.ts';
import { type HashName, oids } from '../der/oids.ts';
import { contentOf, DerError, readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { integerHex, oidOf, timeOf } from '../der/values.ts';
import type { Certificate } from './certificate.ts';
import { checkSignedData, parseSignedData, type SignedDataCheck } from './signed-data.ts';

export interface TimeStamp {
  readonly time: Date;
  readonly serial: string;
  readonly policy: string;
  readonly hash: HashName;
  /** The imprint is the hash of the stamped bytes. */
  readonly imprintFits: boolean;
  /** Of the token's own signature. `ess` has to be `fits` (RFC 3161, 2.4.2). */
  readonly check: SignedDataCheck;
  readonly signatureHash: HashName;
  readonly scheme: SignatureScheme['kind'];
  readonly certificates: readonly Certificate[];
}

/** Throws DerError for something that is not a token. */
export function parseTimeStamp(token: Uint8Array, stamped: SignedBytes): TimeStamp {
  const data = parseSignedData(token);
  if (data.contentType !== oids.tstInfo || data.content === undefined)
    throw new DerError('not a time-stamp token');
  const info = sequence(readOnlyDer(data.content), 'TSTInfo');
  info.take(Tag.integer, 'version');
  const policy = oidOf(info.take(Tag.oid, 'policy'));
  const imprint = sequence(info.take(Tag.sequence, 'messageImprint'), 'messageImprint');
  const hash = hashOf(imprint.take(Tag.sequence, 'hashAlgorithm'), 'hashAlgorithm');
  const imprinted = contentOf(imprint.take(Tag.octetString, 'hashedMessage'));
  const serial = integerHex(info.take(Tag.integer, 'serialNumber'));
  const time = timeOf(info.take(Tag.generalizedTime, 'genTime'));
  return {
    time,
    serial,
    policy,
    hash,
    imprintFits: Buffer.compare(stamped.digest(hash), imprinted) === 0,
    check: checkSignedData(data, bytesOf(data.content)),
    signatureHash: data.signer.hash,
    scheme: data.signer.scheme.kind,
    certificates: data.certificates,
  };
}
