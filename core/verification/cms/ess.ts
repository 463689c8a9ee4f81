/** The signing-certificate attributes (RFC 5035, RFC 2634): the signer's own word on which certificate it used. */

import { hashOf } from '../crypto/algorithm.ts';
import { digestOf } from '../crypto/digest.ts';
import { keptByBytes } from '../der/kept.ts';
import type { HashName } from '../der/oids.ts';
import {
  children,
  contentOf,
  DerError,
  type DerValue,
  encoded,
  ifReadable,
  sequence,
  Tag,
} from '../der/reader.ts';
import { integerHex } from '../der/values.ts';
import type { Certificate } from './certificate.ts';
import { nameOf } from './name.ts';

/** One ESSCertID or ESSCertIDv2. */
export interface CertificateReference {
  readonly hash: HashName;
  /** Hex. */
  readonly digest: string;
  readonly issuerSerial?: { readonly issuer: string; readonly serial: string };
}

export interface EssReference {
  /** Whether the first reference of each attribute means this certificate. */
  names(certificate: Certificate): boolean;
  /** The further ones of each attribute that has any: they limit the certificates of the path (RFC 2634, 5.4, as RFC 5035, 2, replaces it). */
  readonly limits: readonly (readonly CertificateReference[])[];
}

/** An attribute names the signer's certificate first; others behind it are seldom more than a path's length. */
const mostReferences = 100;

/**
 * Where both are there, each has to be right for itself: RFC 5035, 2, evaluates them independently. Undefined when neither is.
 */
export function essReferenceOf(v2: DerValue | undefined, v1: DerValue | undefined): EssReference | undefined {
  if (v1 === undefined) return v2 === undefined ? undefined : keptReference(v2);
  return referenceIn([...(v2 === undefined ? [] : [referencesOf(v2, 2)]), referencesOf(v1, 1)]);
}

/** A signer sends the same with every signature. */
const keptReference = keptByBytes(5_000, encoded, (v2) => referenceIn([referencesOf(v2, 2)]));

function referenceIn(lists: readonly References[]): EssReference {
  return {
    names: (certificate) => lists.every(({ first }) => isReferenceTo(first, certificate)),
    limits: lists.flatMap(({ others }) => (others === undefined ? [] : [others])),
  };
}

interface References {
  readonly first: CertificateReference;
  readonly others: readonly CertificateReference[] | undefined;
}

function referencesOf(attribute: DerValue, version: 1 | 2): References {
  const ids = sequence(sequence(attribute, 'SigningCertificate').take(Tag.sequence, 'certs'), 'certs').rest;
  const [first, ...others] = ids;
  if (first === undefined) throw new DerError('SigningCertificate names no certificate');
  if (ids.length > mostReferences) throw new DerError(`more than ${mostReferences} certificates named`);
  return {
    first: referenceOf(first, version),
    // One that cannot be read names none, but the list still is one.
    others:
      others.length === 0 ? undefined : others.flatMap((id) => ifReadable(() => referenceOf(id, version))),
  };
}

function referenceOf(id: DerValue, version: 1 | 2): CertificateReference {
  const parts = sequence(id, 'ESSCertID');
  const algorithm = version === 2 ? parts.takeIf(Tag.sequence) : undefined;
  const name =
    version === 1 ? 'sha1' : algorithm === undefined ? 'sha256' : hashOf(algorithm, 'hashAlgorithm');
  const digest = Buffer.from(contentOf(parts.take(Tag.octetString, 'certHash'))).toString('hex');
  const issuerSerial = parts.takeIf(Tag.sequence);
  return {
    hash: name,
    digest,
    ...(issuerSerial === undefined ? {} : { issuerSerial: issuerSerialOf(issuerSerial) }),
  };
}

/** By the hash, and by issuer and serial number if given. */
export function isReferenceTo(
  { hash: name, digest, issuerSerial }: CertificateReference,
  certificate: Certificate,
): boolean {
  if (hashOfCertificate(certificate, name) !== digest) return false;
  return (
    issuerSerial === undefined ||
    (issuerSerial.serial === certificate.serial && issuerSerial.issuer === certificate.issuer.key)
  );
}

function hashOfCertificate({ id, der }: Certificate, name: HashName): string {
  return name === 'sha256' ? id : digestOf(name, der);
}

function issuerSerialOf(value: DerValue): { issuer: string; serial: string } {
  const parts = sequence(value, 'IssuerSerial');
  const directory = children(parts.take(Tag.sequence, 'issuer')).find(({ tag }) => tag === Tag.context(4));
  if (directory === undefined) throw new DerError('IssuerSerial: expected a directory name');
  const issuer = nameOf(
    sequence(directory, 'issuer', Tag.context(4)).take(Tag.sequence, 'issuer'),
    'issuer',
  ).key;
  return { issuer, serial: integerHex(parts.take(Tag.integer, 'serialNumber')) };
}
