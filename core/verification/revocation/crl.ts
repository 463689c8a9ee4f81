/** Certificate revocation lists taken apart (RFC 5280, 5). */

import { type Extension, extensionsOf } from '../cms/certificate.ts';
import { nameOf } from '../cms/name.ts';
import { type SignatureScheme, schemeOf } from '../crypto/algorithm.ts';
import { keptByBytes } from '../der/kept.ts';
import { oids } from '../der/oids.ts';
import {
  contentOf,
  DerError,
  type DerValue,
  encoded,
  readDer,
  readOnlyDer,
  sequence,
  Tag,
} from '../der/reader.ts';
import { integerHex, smallInteger, timeOf, wholeBits } from '../der/values.ts';
import { authorityName } from './authority-name.ts';
import { type CrlEntries, crlEntriesOf } from './crl-entries.ts';
import { everything, type IssuingPoint, issuingPointOf } from './issuing-point.ts';
import type { Strange } from './strange.ts';

export interface Crl {
  readonly id: string;
  readonly issuerKey: string;
  readonly issuer: string;
  /** For people: the common name or the organisation. */
  readonly issuerName: string;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly entries: CrlEntries;
  readonly point: IssuingPoint;
  /** A critical extension, of the list or of an entry, that we do not know: the list is of no use. */
  readonly strange: Strange | undefined;
  readonly number: bigint | undefined;
  /** Of a delta list: the number of the complete list on which it stands. */
  readonly baseNumber: bigint | undefined;
  readonly authorityKeyId: string | undefined;
  /** Since when entries of expired certificates are kept. */
  readonly keepsExpiredSince: Date | undefined;
  readonly scheme: SignatureScheme;
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
}

/** Lists of a large authority have some megabytes each, and take ten times as much when they are read. */
const mostListBytes = 16 * 1024 * 1024;

/** Throws DerError. Lists already read are kept by their hash. */
export const parseCrl: (der: Uint8Array) => Crl = keptByBytes(600, (der) => der, readCrl, mostListBytes);

function readCrl(der: Uint8Array, id: string): Crl {
  const outer = sequence(readOnlyDer(der), 'CertificateList');
  const tbs = outer.take(Tag.sequence, 'tbsCertList');
  const algorithm = outer.take(Tag.sequence, 'signatureAlgorithm');
  const signature = wholeBits(outer.take(Tag.bitString, 'signatureValue'));
  outer.finish('CertificateList');

  const fields = sequence(tbs, 'tbsCertList');
  const version = fields.takeIf(Tag.integer);
  if (version !== undefined && smallInteger(version) !== 1) throw new DerError('CRL: an unknown version');
  if (Buffer.compare(encoded(fields.take(Tag.sequence, 'signature')), encoded(algorithm)) !== 0) {
    throw new DerError('CRL: the two signature algorithms differ');
  }
  const issuer = nameOf(fields.take(Tag.sequence, 'issuer'), 'issuer');
  const thisUpdate = timeOf(fields.takeAny('thisUpdate'));
  const next = fields.takeIf(Tag.utcTime) ?? fields.takeIf(Tag.generalizedTime);
  const list = fields.takeIf(Tag.sequence);
  const extensionField = fields.takeIf(Tag.context(0));
  fields.finish('tbsCertList');
  if (extensionField !== undefined && version === undefined) {
    throw new DerError('extensions in a version 1 list');
  }
  const extensions = extensionField === undefined ? [] : extensionsOf(readDer(der, extensionField.content));
  const value = (oid: string) => extensions.find((extension) => extension.oid === oid)?.value;
  const point = value(oids.issuingDistributionPoint);
  const scope = point === undefined ? everything : issuingPointOf(point);
  const entries = crlEntriesOf(list, issuer.key, scope.indirect);
  const keepsExpired = value(oids.expiredCertsOnCrl);
  return Object.freeze({
    id,
    issuerKey: issuer.key,
    issuer: issuer.text,
    issuerName: authorityName({ subject: issuer }),
    thisUpdate,
    nextUpdate: next === undefined ? undefined : timeOf(next),
    entries,
    point: scope,
    strange: strangeExtension(extensions) ?? entries.strange,
    number: numberOf(value(oids.crlNumber)),
    baseNumber: numberOf(value(oids.deltaCrlIndicator)),
    authorityKeyId: authorityKeyIdOf(value(oids.authorityKeyIdentifier)),
    keepsExpiredSince: keepsExpired === undefined ? undefined : timeOf(readOnlyDer(keepsExpired)),
    scheme: schemeOf(algorithm, 'signatureAlgorithm'),
    tbs: encoded(tbs),
    signature,
  });
}

const understood: readonly string[] = [
  oids.issuingDistributionPoint,
  oids.deltaCrlIndicator,
  oids.crlNumber,
  oids.authorityKeyIdentifier,
  oids.freshestCrl,
  oids.expiredCertsOnCrl,
];

function strangeExtension(extensions: readonly Extension[]): Strange | undefined {
  const unknown = extensions.find(({ oid, critical }) => critical && !understood.includes(oid));
  return unknown === undefined ? undefined : { code: 'LIST_EXTENSION_UNKNOWN', values: { oid: unknown.oid } };
}

function numberOf(extension: Uint8Array | undefined): bigint | undefined {
  if (extension === undefined) return undefined;
  const hex = integerHex(integer(readOnlyDer(extension)));
  if (hex.startsWith('-') || hex.length > 80) throw new DerError('CRL: a number out of range');
  return BigInt(`0x${hex}`);
}

function integer(value: DerValue): DerValue {
  if (value.tag !== Tag.integer) throw new DerError('CRL: expected a number');
  return value;
}

function authorityKeyIdOf(extension: Uint8Array | undefined): string | undefined {
  if (extension === undefined) return undefined;
  const id = sequence(readOnlyDer(extension), 'authorityKeyIdentifier').takeIf(Tag.contextPrimitive(0));
  return id === undefined ? undefined : Buffer.from(contentOf(id)).toString('hex');
}
