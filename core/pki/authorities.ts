/** The authorities and services of a PKI: their keys and certificates, made once and read back from the folder. */
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../foundation/clock.ts';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { derParts } from '../pkcs11/certificate-parts.ts';
import { makeCertificate, yearsAfter } from './certificate.ts';
import type { CertificateKind } from './certificate-profile.ts';
import type { AuthoritySubject, Period, PkiDescription, RsaPadding } from './description/description.ts';
import { pointersTo } from './pointers.ts';
import { generateSoftwareKey, readSoftwareKey, type SoftwareKey, writeSoftwareKey } from './software-key.ts';
import { authorityName } from './subject-name.ts';
import { x509 } from './x509.ts';

export type AuthorityId = 'root' | 'sub' | 'ocsp' | 'tsa' | 'untrusted';

export interface Authority {
  readonly id: AuthorityId;
  readonly key: SoftwareKey;
  readonly certificate: Uint8Array;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly name: x509.Name;
  /** The Name's DER, as it stands in the certificate. */
  readonly subjectDer: Uint8Array;
  /** Content of the subject key identifier. */
  readonly keyIdentifier: Uint8Array;
  readonly notAfter: Date;
}

export interface Authorities {
  readonly root: Authority;
  readonly sub: Authority;
  readonly ocsp: Authority;
  readonly tsa: Authority;
}

/** Makes root, sub CA, OCSP signer and TSA, and writes keys (0600) and certificates into the folder. */
export async function makeAuthorities(
  description: PkiDescription,
  dir: string,
  clock: Clock,
): Promise<Authorities> {
  mkdirSync(join(dir, 'keys'), { mode: 0o700 });
  mkdirSync(join(dir, 'authorities'));
  const { keys, validity, baseUrl } = description;
  const make = async (
    id: AuthorityId & CertificateKind,
    subject: AuthoritySubject,
    key: SoftwareKey,
    issuer: Authority | undefined,
    pointers: ReturnType<typeof pointersTo> = {},
  ) => {
    const name = authorityName(subject);
    const period = id === 'root' || id === 'sub' ? validity.authorities : validity.services;
    const { der } = await makeCertificate({
      kind: id,
      subject: name,
      publicKey: key.spki,
      issuer: issuer ?? { name, key },
      ...span(period, clock),
      pointers,
    });
    writeSoftwareKey(keyFile(dir, id), key);
    writeFileDurably(certificateFile(dir, id), pem(der), 0o644);
    return describedAuthority(id, key, der);
  };
  const [rootKey, subKey, ocspKey, tsaKey] = await Promise.all([
    generateSoftwareKey(keys.authorities, keys.padding),
    generateSoftwareKey(keys.authorities, keys.padding),
    generateSoftwareKey(keys.services, keys.padding),
    generateSoftwareKey(keys.services, keys.padding),
  ]);
  const root = await make('root', description.root.subject, rootKey, undefined);
  const fromRoot = pointersTo(baseUrl, 'root', { ocsp: false });
  const sub = await make('sub', description.sub.subject, subKey, root, fromRoot);
  const fromSub = pointersTo(baseUrl, 'sub', { ocsp: true });
  const ocsp = await make('ocsp', description.ocsp.subject, ocspKey, sub);
  const tsa = await make('tsa', description.tsa.subject, tsaKey, sub, fromSub);
  return Object.freeze({ root, sub, ocsp, tsa });
}

export function readAuthorities(dir: string): Authorities {
  const read = (id: AuthorityId) => readAuthority(dir, id);
  return Object.freeze({ root: read('root'), sub: read('sub'), ocsp: read('ocsp'), tsa: read('tsa') });
}

/** A root that nobody trusts, with the same name as the sub CA: made the first time something broken is wanted from it. */
export async function untrustedAuthority(
  description: PkiDescription,
  dir: string,
  clock: Clock,
): Promise<Authority> {
  try {
    return readAuthority(dir, 'untrusted');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { authorities: type, padding } = description.keys;
  const key = await generateSoftwareKey(type, padding);
  const name = authorityName(description.sub.subject);
  const { der } = await makeCertificate({
    kind: 'root',
    subject: name,
    publicKey: key.spki,
    issuer: { name, key },
    ...span(description.validity.authorities, clock),
    pointers: {},
  });
  writeSoftwareKey(keyFile(dir, 'untrusted'), key);
  writeFileDurably(certificateFile(dir, 'untrusted'), pem(der), 0o644);
  return describedAuthority('untrusted', key, der);
}

export function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function readAuthority(dir: string, id: AuthorityId): Authority {
  const certificate = new X509Certificate(readFileSync(certificateFile(dir, id)));
  const key = readSoftwareKey(keyFile(dir, id), paddingIn(dir));
  return describedAuthority(id, key, Uint8Array.from(certificate.raw));
}

/** The root's own signature shows how all RSA keys of the folder sign: a description may be edited. */
function paddingIn(dir: string): RsaPadding {
  const { signatureAlgorithmOid } = new X509Certificate(readFileSync(certificateFile(dir, 'root')));
  return signatureAlgorithmOid === '1.2.840.113549.1.1.10' ? 'pss' : 'pkcs1';
}

function describedAuthority(id: AuthorityId, key: SoftwareKey, certificate: Uint8Array): Authority {
  const parsed = new x509.X509Certificate(Uint8Array.from(certificate));
  const identifier = parsed.getExtension(x509.SubjectKeyIdentifierExtension);
  return Object.freeze({
    id,
    key,
    certificate,
    serial: parsed.serialNumber.replace(/^0+(?=.)/, ''),
    name: parsed.subjectName,
    subjectDer: Uint8Array.from(derParts(certificate).subject),
    keyIdentifier: Uint8Array.from(Buffer.from(identifier?.keyId ?? '', 'hex')),
    notAfter: parsed.notAfter,
  });
}

function span({ since, years }: Period, clock: Clock): { readonly notBefore: Date; readonly notAfter: Date } {
  const notBefore = since === undefined ? clock.now() : new Date(since);
  return { notBefore, notAfter: yearsAfter(notBefore, years) };
}

function keyFile(dir: string, id: AuthorityId): string {
  return join(dir, 'keys', `${id}.key`);
}

function certificateFile(dir: string, id: AuthorityId): string {
  return join(dir, 'authorities', `${id}.crt`);
}
