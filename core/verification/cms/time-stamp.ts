/** RFC 3161 time-stamp tokens: what was stamped, when, and whether the token holds together. */

import { hashOf, type SignatureScheme } from '../crypto/algorithm.ts';
import { bytesOf, type SignedBytes } from '../crypto/signed-bytes.ts';
import { type HashName, oids } from '../der/oids.ts';
import { contentOf, DerError, type DerValue, readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { integerHex, oidOf, smallInteger, timeOf } from '../der/values.ts';
import { accuracyOf } from './accuracy.ts';
import { type Certificate, extensionsOf } from './certificate.ts';
import { checkSignedData, type SignedDataCheck } from './check.ts';
import { type RevocationInside, revocationInside } from './revocation-inside.ts';
import { parseSignedData } from './signed-data.ts';
import { namesAuthority } from './stamp-authority.ts';

export interface TimeStamp {
  readonly time: Date;
  /**
   * Milliseconds that the time may be off in either direction. Undefined when the token does not say: that counts as none,
   * which is our policy; RFC 3161, 2.4.2, leaves it to the authority's policy, and EN 319 422 wants it said.
   */
  readonly accuracy: number | undefined;
  readonly serial: string;
  readonly policy: string;
  readonly hash: HashName;
  /** The imprint is the hash of the stamped bytes. */
  readonly imprintFits: boolean;
  /** An extension that nobody may pass over (RFC 5280, 4.2): none is known here. Its object identifier. */
  readonly criticalExtension: string | undefined;
  /** Whether the name that the token gives its authority is another than the certificate's (RFC 3161, 2.4.2). */
  readonly namesAnother: boolean;
  /** Of the token's own signature. `ess` has to be `fits` (RFC 3161, 2.4.2). */
  readonly check: SignedDataCheck;
  readonly signatureHash: HashName;
  readonly scheme: SignatureScheme;
  readonly certificates: readonly Certificate[];
  /** See SignedData. */
  readonly broken: number;
  readonly revocation: RevocationInside | undefined;
  readonly wasBer: boolean;
}

/** Throws DerError for something that is not a token. */
export function parseTimeStamp(token: Uint8Array, stamped: SignedBytes): TimeStamp {
  const data = parseSignedData(token);
  if (data.contentType !== oids.tstInfo || data.content === undefined)
    throw new DerError('not a time-stamp token');
  const info = sequence(readOnlyDer(data.content), 'TSTInfo');
  const version = smallInteger(info.take(Tag.integer, 'version'));
  if (version !== 1) throw new DerError(`TSTInfo of an unknown version, ${version}`);
  const policy = oidOf(info.take(Tag.oid, 'policy'));
  const imprint = sequence(info.take(Tag.sequence, 'messageImprint'), 'messageImprint');
  const hash = hashOf(imprint.take(Tag.sequence, 'hashAlgorithm'), 'hashAlgorithm');
  const imprinted = contentOf(imprint.take(Tag.octetString, 'hashedMessage'));
  const serial = integerHex(info.take(Tag.integer, 'serialNumber'));
  const time = timeOf(info.take(Tag.generalizedTime, 'genTime'));
  const accuracy = info.takeIf(Tag.sequence);
  info.takeIf(Tag.boolean);
  info.takeIf(Tag.integer);
  const tsa = info.takeIf(Tag.context(0));
  const extensions = info.takeIf(Tag.context(1));
  info.finish('TSTInfo');
  const check = checkSignedData(data, bytesOf(data.content));
  return {
    time,
    accuracy: accuracy === undefined ? undefined : accuracyOf(accuracy),
    serial,
    policy,
    hash,
    imprintFits: Buffer.compare(stamped.digest(hash), imprinted) === 0,
    criticalExtension: extensions === undefined ? undefined : criticalIn(extensions),
    namesAnother: tsa !== undefined && check.signer !== undefined && !namesAuthority(tsa, check.signer),
    check,
    signatureHash: data.signer.hash,
    scheme: data.signer.scheme,
    certificates: data.certificates,
    broken: data.broken,
    revocation: revocationInside(data.signer.revocationArchival, data.revocationChoices),
    wasBer: data.wasBer,
  };
}

/** Extensions under an implicit [1]. */
function criticalIn(value: DerValue): string | undefined {
  return extensionsOf({ ...value, tag: Tag.sequence }).find(({ critical }) => critical)?.oid;
}
