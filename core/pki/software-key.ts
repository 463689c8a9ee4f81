/** Keys of authorities and services: software keys, made once and kept in a file that only its owner reads. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign,
  type webcrypto,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { ecdsaWithSHA256, ecdsaWithSHA384 } from '@peculiar/asn1-ecc';
import type { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { sha256WithRsa } from '../asn1/algorithms.ts';
import type { SoftwareKeyType } from './description/description.ts';

export interface SoftwareKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** SubjectPublicKeyInfo DER. */
  readonly spki: Uint8Array;
  /** What its signatures bear. */
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** The hash that its signatures are made with: SHA-384 for P-384, SHA-256 for all others. */
  readonly digest: 'sha256' | 'sha384';
}

const generate = promisify(generateKeyPair) as (
  type: string,
  options: object,
) => Promise<{ readonly privateKey: KeyObject }>;

export async function generateSoftwareKey(type: SoftwareKeyType): Promise<SoftwareKey> {
  const { privateKey } = type.startsWith('rsa-')
    ? await generate('rsa', { modulusLength: Number(type.slice(4)) })
    : await generate('ec', { namedCurve: type.toUpperCase() });
  return softwareKey(privateKey);
}

export function readSoftwareKey(path: string): SoftwareKey {
  return softwareKey(createPrivateKey(readFileSync(path)));
}

export function writeSoftwareKey(path: string, key: SoftwareKey): void {
  writeFileDurably(path, key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
}

/** Signs with the key's hash; ECDSA signatures come as DER. */
export function signWith(key: SoftwareKey, data: Uint8Array): Uint8Array {
  return sign(key.digest, data, key.privateKey);
}

/** The key as the X.509 library takes it, with the algorithm to name beside it. */
export function signingCryptoKey(key: SoftwareKey): {
  readonly signingKey: CryptoKey;
  readonly signingAlgorithm: EcdsaParams & Algorithm;
} {
  const hash = key.digest === 'sha384' ? 'SHA-384' : 'SHA-256';
  const algorithm = isRsa(key.privateKey)
    ? { name: 'RSASSA-PKCS1-v1_5', hash }
    : { name: 'ECDSA', namedCurve: hash === 'SHA-384' ? 'P-384' : 'P-256', hash };
  const signingKey: webcrypto.CryptoKey = key.privateKey.toCryptoKey(algorithm, false, ['sign']);
  return { signingKey: signingKey as CryptoKey, signingAlgorithm: { name: algorithm.name, hash } };
}

function softwareKey(privateKey: KeyObject): SoftwareKey {
  const publicKey = createPublicKey(privateKey);
  return Object.freeze({
    privateKey,
    publicKey,
    spki: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    signatureAlgorithm: signatureAlgorithmOf(privateKey),
    digest: digestOf(privateKey),
  });
}

function isRsa(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'rsa';
}

function digestOf(key: KeyObject): 'sha256' | 'sha384' {
  return key.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'sha384' : 'sha256';
}

function signatureAlgorithmOf(key: KeyObject): AlgorithmIdentifier {
  if (isRsa(key)) return sha256WithRsa;
  return digestOf(key) === 'sha384' ? ecdsaWithSHA384 : ecdsaWithSHA256;
}
