/** Certificates and keys in software for the tests of this folder: a root, an issuing CA, people and agencies. */
import 'reflect-metadata';
import { constants, createPrivateKey, type KeyObject, sign, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { projectRoot } from '../../foundation/paths.ts';
import { hashLength, hashOf, methodOf, type SignatureScheme } from '../asn1/signature-scheme.ts';
import { certificateOf } from './cms/certificate.ts';
import { type SchemeWish, schemeFor } from './cms/scheme.ts';
import type { TokenSigner } from './token/token-signer.ts';

export type TestKey = 'rsa' | 'rsa-1024' | 'rsa-3072' | 'rsa-4096' | 'p-256' | 'p-384' | 'p-521';

export interface TestSubject {
  readonly name: string;
  readonly uid: string;
  readonly organisation?: string;
  readonly key?: TestKey;
  readonly scheme?: SchemeWish;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** For signing documents, unless said otherwise. */
  readonly keyUsage?: 'encipherment';
}

export interface TestPki {
  readonly rootPem: string;
  readonly rootDer: Uint8Array;
  readonly issuerPem: string;
  signer(subject: TestSubject): Promise<TokenSigner>;
}

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const algorithmOf = (key: TestKey) =>
  key.startsWith('rsa')
    ? { ...rsa, modulusLength: Number(key.slice('rsa-'.length)) || 2048 }
    : { name: 'ECDSA', namedCurve: key.toUpperCase(), hash: 'SHA-256' };
const uid = '0.9.2342.19200300.100.1.1';

/** Keys are made anew: nothing of them is kept. */
export async function testPki(): Promise<TestPki> {
  x509.cryptoProvider.set(webcrypto as unknown as Crypto);
  const rootKeys = await keys(rsa);
  const issuerKeys = await keys(rsa);
  const ca = [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  ];
  const rootName = [{ C: ['VN'] }, { CN: ['Test root'] }];
  const issuerName = [{ C: ['VN'] }, { CN: ['Test issuing authority'] }];
  const root = await issued('01', rootName, rootName, rootKeys.publicKey, rootKeys.privateKey, ca);
  const issuer = await issued('02', issuerName, rootName, issuerKeys.publicKey, rootKeys.privateKey, ca);
  let serial = 16;
  return Object.freeze({
    rootPem: root.toString('pem'),
    rootDer: der(root),
    issuerPem: issuer.toString('pem'),
    signer: async (subject: TestSubject) => {
      const pair = await keys(algorithmOf(subject.key ?? 'rsa'));
      serial += 1;
      const certificate = await issued(
        serial.toString(16),
        [
          { C: ['VN'] },
          ...(subject.organisation === undefined ? [] : [{ O: [subject.organisation] }]),
          { CN: [subject.name] },
          { [uid]: [subject.uid] },
        ],
        issuerName,
        pair.publicKey,
        issuerKeys.privateKey,
        [
          new x509.KeyUsagesExtension(
            subject.keyUsage === 'encipherment'
              ? x509.KeyUsageFlags.keyEncipherment
              : x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
            true,
          ),
        ],
        subject,
      );
      const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey));
      const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
      return softwareSigner(key, der(certificate), [der(issuer), der(root)], subject.scheme);
    },
  });
}

export function softwareSigner(
  key: KeyObject,
  certificate: Uint8Array,
  chain: readonly Uint8Array[],
  wish: SchemeWish = {},
): TokenSigner {
  const scheme = schemeFor(certificateOf(certificate), wish);
  return Object.freeze({
    certificate,
    chain,
    scheme,
    sign: async (data: Uint8Array) => softwareSignature(scheme, data, key),
    close: () => {},
  });
}

function softwareSignature(scheme: SignatureScheme, data: Uint8Array, key: KeyObject): Uint8Array {
  const hash = hashOf(scheme);
  if (methodOf(scheme) !== 'rsa-pss') return sign(hash, data, key);
  const saltLength = hashLength(hash);
  return sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
}

export const fixturePath = (...parts: readonly string[]) => join(projectRoot, 'fixtures', ...parts);
export const fixture = (...parts: readonly string[]): Uint8Array => readFileSync(fixturePath(...parts));

export interface FixtureDocument {
  readonly file: string;
  readonly pages: number;
  readonly signer: { readonly title: string; readonly name: string };
  readonly agency: string;
  readonly documentNumber: string;
}

/** A letter with blanks for number ("/SKTS-HCTH" is printed) and date (the year 2025 is). */
export const waitingDocument = Object.freeze({
  file: 'cong-van-cho-so.pdf',
  signer: { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' },
  agency: 'Sở Kỹ thuật số',
});

export const fixtureDocuments: readonly FixtureDocument[] = (
  JSON.parse(Buffer.from(fixture('documents', 'documents.json')).toString()) as {
    documents: FixtureDocument[];
  }
).documents;

async function keys(algorithm: ReturnType<typeof algorithmOf>): Promise<webcrypto.CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
}

async function issued(
  serialNumber: string,
  subject: x509.JsonName,
  issuer: x509.JsonName,
  publicKey: webcrypto.CryptoKey,
  signingKey: webcrypto.CryptoKey,
  extensions: x509.Extension[],
  term: { readonly notBefore?: string; readonly notAfter?: string } = {},
): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    serialNumber,
    subject: new x509.Name(subject).toString(),
    issuer: new x509.Name(issuer).toString(),
    publicKey: publicKey as unknown as CryptoKey,
    signingKey: signingKey as unknown as CryptoKey,
    signingAlgorithm: rsa,
    notBefore: new Date(term.notBefore ?? '2025-01-01T00:00:00Z'),
    notAfter: new Date(term.notAfter ?? '2029-12-31T00:00:00Z'),
    extensions,
  });
}

function der(certificate: x509.X509Certificate): Uint8Array {
  return new Uint8Array(certificate.rawData);
}
