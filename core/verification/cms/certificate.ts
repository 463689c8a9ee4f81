/** An X.509 certificate taken apart (RFC 5280, 4.1): what path validation and reports ask of it. */
import { type SignatureScheme, schemeOf } from '../crypto/algorithm.ts';
import { type PublicKey, publicKeyOf } from '../crypto/key.ts';
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
import { bitsOf, booleanOf, integerHex, oidOf, smallInteger, timeOf, wholeBits } from '../der/values.ts';
import { type DistributionPoint, distributionPointsOf } from './distribution-point.ts';
import { type DistinguishedName, nameOf } from './name.ts';

export type KeyUse =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign';

const keyUses: readonly KeyUse[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
];

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

export interface Certificate {
  readonly der: Uint8Array;
  /** SHA-256 of the whole certificate, hex: its identity here. */
  readonly id: string;
  readonly version: 1 | 2 | 3;
  readonly serial: string;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly issuerDer: Uint8Array;
  readonly subjectDer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly key: PublicKey;
  /** The key's bits, as hashed by OCSP. */
  readonly keyBits: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | undefined } | undefined;
  /** Undefined when the certificate does not limit its key. */
  readonly keyUsage: ReadonlySet<KeyUse> | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly subjectKeyId: string | undefined;
  readonly authorityKeyId: string | undefined;
  /** Which lists this certificate would stand in; empty when it does not say. */
  readonly distributionPoints: readonly DistributionPoint[];
}

/** Throws DerError. Certificates already read are kept by their bytes. */
export const parseCertificate: (der: Uint8Array) => Certificate = keptByBytes(
  5_000,
  (der) => der,
  (der: Uint8Array, id) => readCertificate(Uint8Array.from(der), id),
);

/** Honest ones have a few thousand bytes; what is in them is gone over for each path on which they stand. */
const mostBytes = 65_536;

function readCertificate(der: Uint8Array, id: string): Certificate {
  if (der.length > mostBytes) throw new DerError(`a certificate of more than ${mostBytes} bytes`);
  const outer = sequence(readOnlyDer(der), 'certificate');
  const tbs = outer.take(Tag.sequence, 'tbsCertificate');
  const outerAlgorithm = outer.take(Tag.sequence, 'signatureAlgorithm');
  const signature = wholeBits(outer.take(Tag.bitString, 'signatureValue'));
  outer.finish('certificate');

  const fields = sequence(tbs, 'tbsCertificate');
  const version = versionOf(fields.takeIf(Tag.context(0)));
  const serial = integerHex(fields.take(Tag.integer, 'serialNumber'));
  const innerAlgorithm = fields.take(Tag.sequence, 'signature');
  if (Buffer.compare(encoded(outerAlgorithm), encoded(innerAlgorithm)) !== 0) {
    throw new DerError('certificate: the two signature algorithms differ');
  }
  const issuer = fields.take(Tag.sequence, 'issuer');
  const validity = sequence(fields.take(Tag.sequence, 'validity'), 'validity');
  const subject = fields.take(Tag.sequence, 'subject');
  const spki = fields.take(Tag.sequence, 'subjectPublicKeyInfo');
  const uniqueIds = [fields.takeIf(Tag.contextPrimitive(1)), fields.takeIf(Tag.contextPrimitive(2))];
  const extensionField = fields.takeIf(Tag.context(3));
  fields.finish('tbsCertificate');
  if (extensionField !== undefined && version !== 3) {
    throw new DerError(`extensions in a version ${version} certificate`);
  }
  if (uniqueIds.some((id) => id !== undefined) && version === 1) {
    throw new DerError('unique identifiers in a version 1 certificate');
  }
  const extensions = extensionField === undefined ? [] : extensionsOf(readDer(der, extensionField.content));
  const find = (oid: string) => extensions.find((extension) => extension.oid === oid)?.value;

  return Object.freeze({
    der,
    id,
    version,
    serial,
    issuer: nameOf(issuer, 'issuer'),
    subject: nameOf(subject, 'subject'),
    issuerDer: encoded(issuer),
    subjectDer: encoded(subject),
    notBefore: timeOf(validity.takeAny('notBefore')),
    notAfter: timeOf(validity.takeAny('notAfter')),
    key: publicKeyOf(spki),
    keyBits: wholeBits(sequence(spki, 'spki').rest[1] ?? spki),
    scheme: schemeOf(outerAlgorithm, 'signatureAlgorithm'),
    tbs: encoded(tbs),
    signature,
    extensions,
    basicConstraints: basicConstraintsOf(find(oids.basicConstraints)),
    keyUsage: keyUsageOf(find(oids.keyUsage)),
    extendedKeyUsage: extendedKeyUsageOf(find(oids.extendedKeyUsage)),
    subjectKeyId: subjectKeyIdOf(find(oids.subjectKeyIdentifier)),
    authorityKeyId: authorityKeyIdOf(find(oids.authorityKeyIdentifier)),
    distributionPoints: distributionPointsOf(find(oids.crlDistributionPoints)),
  });
}

/** RFC 5280, 4.1.2.1; the default is not written in DER. */
function versionOf(field: DerValue | undefined): Certificate['version'] {
  if (field === undefined) return 1;
  const parts = sequence(field, 'version', Tag.context(0));
  const number = smallInteger(parts.take(Tag.integer, 'version'));
  parts.finish('version');
  if (number === 1) return 2;
  if (number === 2) return 3;
  throw new DerError(`an unknown version ${number} of certificates`);
}

/** Extensions of a certificate, CRL or CRL entry; the same one twice is refused. */
export function extensionsOf(value: DerValue): Extension[] {
  const extensions = sequence(value, 'extensions').rest.map((item) => {
    const parts = sequence(item, 'extension');
    const oid = oidOf(parts.take(Tag.oid, 'extnID'));
    const flag = parts.takeIf(Tag.boolean);
    const octets = parts.take(Tag.octetString, 'extnValue');
    parts.finish('extension');
    return { oid, critical: flag !== undefined && booleanOf(flag), value: contentOf(octets) };
  });
  if (new Set(extensions.map(({ oid }) => oid)).size !== extensions.length)
    throw new DerError('an extension twice');
  return extensions;
}

function basicConstraintsOf(value: Uint8Array | undefined): Certificate['basicConstraints'] {
  if (value === undefined) return undefined;
  const parts = sequence(readOnlyDer(value), 'basicConstraints');
  const flag = parts.takeIf(Tag.boolean);
  const length = parts.takeIf(Tag.integer);
  parts.finish('basicConstraints');
  return {
    ca: flag !== undefined && booleanOf(flag),
    pathLength: length === undefined ? undefined : smallInteger(length),
  };
}

function keyUsageOf(value: Uint8Array | undefined): ReadonlySet<KeyUse> | undefined {
  if (value === undefined) return undefined;
  const bits = readOnlyDer(value);
  if (bits.tag !== Tag.bitString) throw new DerError('keyUsage: expected a bit string');
  const has = bitsOf(contentOf(bits));
  return new Set(keyUses.filter((_, index) => has(index)));
}

function extendedKeyUsageOf(value: Uint8Array | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : sequence(readOnlyDer(value), 'extKeyUsage').rest.map(oidOf);
}

export function subjectKeyIdOf(value: Uint8Array | undefined): string | undefined {
  return value === undefined ? undefined : Buffer.from(contentOf(readOnlyDer(value))).toString('hex');
}

function authorityKeyIdOf(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  const id = sequence(readOnlyDer(value), 'authorityKeyIdentifier').takeIf(Tag.contextPrimitive(0));
  return id === undefined ? undefined : Buffer.from(contentOf(id)).toString('hex');
}
