/** The signing-certificate attributes (RFC 5035, RFC 2634): the signer's own word on which certificate it used. */
import { hash } from 'node:crypto';
import { hashOf } from '../crypto/algorithm.ts';
import type { HashName } from '../der/oids.ts';
import { children, contentOf, DerError, type DerValue, sequence, Tag } from '../der/reader.ts';
import { integerHex } from '../der/values.ts';
import type { Certificate } from './certificate.ts';
import { nameOf } from './name.ts';

export interface EssReference {
  readonly version: 1 | 2;
  /** Whether the first reference means this certificate: hash, and issuer and serial if given. */
  names(certificate: Certificate): boolean;
}

/** Version 2 wins when both are there. Undefined when neither is. */
export function essReferenceOf(v2: DerValue | undefined, v1: DerValue | undefined): EssReference | undefined {
  const attribute = v2 ?? v1;
  if (attribute === undefined) return undefined;
  const version = v2 === undefined ? 1 : 2;
  const ids = sequence(sequence(attribute, 'SigningCertificate').take(Tag.sequence, 'certs'), 'certs').rest;
  const [first] = ids;
  if (first === undefined) throw new DerError('SigningCertificate names no certificate');
  const parts = sequence(first, 'ESSCertID');
  const algorithm = version === 2 ? parts.takeIf(Tag.sequence) : undefined;
  const name =
    version === 1 ? 'sha1' : algorithm === undefined ? 'sha256' : hashOf(algorithm, 'hashAlgorithm');
  const digest = contentOf(parts.take(Tag.octetString, 'certHash'));
  const issuerSerial = parts.takeIf(Tag.sequence);
  const wanted = issuerSerial === undefined ? undefined : issuerSerialOf(issuerSerial);
  return {
    version,
    names(certificate) {
      if (hashOfCertificate(certificate, name) !== Buffer.from(digest).toString('hex')) return false;
      return (
        wanted === undefined ||
        (wanted.serial === certificate.serial && wanted.issuer === certificate.issuer.key)
      );
    },
  };
}

function hashOfCertificate({ id, der }: Certificate, name: HashName): string {
  return name === 'sha256' ? id : hash(name, der, 'hex');
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
