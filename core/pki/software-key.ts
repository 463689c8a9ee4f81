/** Keys of authorities and services: software keys, made once and kept in a file that only its owner reads. */
import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign,
  type webcrypto,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { signatureAlgorithm } from '../asn1/algorithms.ts';
import type { SignatureScheme } from '../asn1/signature-scheme.ts';
import type { RsaPadding, SoftwareKeyType } from './description/description.ts';

export interface SoftwareKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** SubjectPublicKeyInfo DER. */
  readonly spki: Uint8Array;
  /** What its signatures bear. */
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly scheme: SignatureScheme;
  /** The hash that its signatures are made with: SHA-384 for P-384, SHA-256 for all others. */
  readonly digest: 'sha256' | 'sha384';
}

const generate = promisify(generateKeyPair) as (
  type: string,
  options: object,
) => Promise<{ readonly privateKey: KeyObject }>;

export async function generateSoftwareKey(type: SoftwareKeyType, padding: RsaPadding): Promise<SoftwareKey> {
  const { privateKey } = type.startsWith('rsa-')
    ? await generate('rsa', { modulusLength: Number(type.slice(4)) })
    : await generate('ec', { namedCurve: type.toUpperCase() });
  return softwareKey(privateKey, padding);
}

/** `padding` is how an RSA key signs: the file does not say. */
export function readSoftwareKey(path: string, padding: RsaPadding): SoftwareKey {
  return softwareKey(createPrivateKey(readFileSync(path)), padding);
}

export function writeSoftwareKey(path: string, key: SoftwareKey): void {
  writeFileDurably(path, key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
}

/** Signs with the key's hash; ECDSA signatures come as DER. */
export function signWith(key: SoftwareKey, data: Uint8Array): Uint8Array {
  const { scheme, digest, privateKey } = key;
  if (scheme !== 'rsa-pss-sha256') return sign(digest, data, privateKey);
  return sign(digest, data, { key: privateKey, ...pss });
}

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

/** The key as the X.509 library takes it, with the algorithm to name beside it. */
export function signingCryptoKey(key: SoftwareKey): {
  readonly signingKey: CryptoKey;
  readonly signingAlgorithm: EcdsaParams & Algorithm;
} {
  const hash = key.digest === 'sha384' ? 'SHA-384' : 'SHA-256';
  const algorithm = isRsa(key.privateKey)
    ? { name: key.scheme === 'rsa-pss-sha256' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash }
    : { name: 'ECDSA', namedCurve: hash === 'SHA-384' ? 'P-384' : 'P-256', hash };
  const signingKey: webcrypto.CryptoKey = key.privateKey.toCryptoKey(algorithm, false, ['sign']);
  const salt = algorithm.name === 'RSA-PSS' ? { saltLength: pss.saltLength } : {};
  return { signingKey: signingKey as CryptoKey, signingAlgorithm: { name: algorithm.name, hash, ...salt } };
}

function softwareKey(privateKey: KeyObject, padding: RsaPadding): SoftwareKey {
  const publicKey = createPublicKey(privateKey);
  const scheme = schemeOf(privateKey, padding);
  return Object.freeze({
    privateKey,
    publicKey,
    spki: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    scheme,
    signatureAlgorithm: signatureAlgorithm(scheme),
    digest: digestOf(privateKey),
  });
}

function isRsa(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'rsa';
}

function digestOf(key: KeyObject): 'sha256' | 'sha384' {
  return key.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'sha384' : 'sha256';
}

function schemeOf(key: KeyObject, padding: RsaPadding): SignatureScheme {
  if (isRsa(key)) return padding === 'pss' ? 'rsa-pss-sha256' : 'rsa-pkcs1-sha256';
  return `ecdsa-${digestOf(key)}`;
}
