/** Which way of signing a certificate's key allows, and which keys are too weak to sign with. */
import { constants, type KeyObject, verify } from 'node:crypto';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import {
  hashLength,
  hashOf,
  methodOf,
  type SignatureHash,
  type SignatureScheme,
  signatureHashes,
} from '../../asn1/signature-scheme.ts';
import { parseCertificate } from '../../verification/cms/certificate.ts';
import { DerError } from '../../verification/der/reader.ts';
import { fail } from '../errors.ts';
import { expected } from '../words/wording.ts';
import type { SignerCertificate } from './certificate.ts';

export interface SchemeWish {
  /** SHA-256 unless said otherwise; SHA-384 with a key on P-384; the key's own where it is certified for one alone. */
  readonly hash?: SignatureHash;
  /** Of RSA; PKCS#1 v1.5 unless said otherwise or the key is certified for PSS alone. */
  readonly padding?: 'pkcs1' | 'pss';
}

const leastRsaBits = 2048;
const strong: readonly string[] = signatureHashes;
const curves: readonly string[] = ['prime256v1', 'secp384r1'];

/** Throws SIGN_ALGORITHM_UNSUPPORTED, SIGN_ALGORITHM_WEAK, SIGN_HASH_UNSUITABLE. */
export function schemeFor(certificate: SignerCertificate, wish: SchemeWish = {}): SignatureScheme {
  const key = certificate.x509.publicKey;
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  const weak = (what: Bilingual) => fail('SIGN_ALGORITHM_WEAK', { name: certificate.name, what });
  const certifiedWith = hashOfCertificate(certificate);
  if (certifiedWith !== undefined && !strong.includes(certifiedWith)) {
    throw weak(
      both(
        `a certificate that was signed with ${certifiedWith}`,
        `chứng thư số được ký bằng ${certifiedWith}`,
      ),
    );
  }
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss': {
      if (modulusLength < leastRsaBits)
        throw weak(both(`an RSA key of ${modulusLength} bits`, `khóa RSA ${modulusLength} bit`));
      if (key.asymmetricKeyType === 'rsa-pss') return `rsa-pss-${pssHash(certificate, wish)}`;
      return `${wish.padding === 'pss' ? 'rsa-pss' : 'rsa-pkcs1'}-${wish.hash ?? 'sha256'}`;
    }
    case 'ec': {
      if (!curves.includes(namedCurve))
        throw unsupported(both(`a key on the curve ${namedCurve}`, `khóa trên đường cong ${namedCurve}`));
      if (wish.padding === 'pss')
        throw unsupported(both('an EC key, which knows no PSS', 'khóa EC, không dùng được PSS'));
      return `ecdsa-${wish.hash ?? (namedCurve === 'secp384r1' ? 'sha384' : 'sha256')}`;
    }
    default:
      throw unsupported(both(`a ${key.asymmetricKeyType} key`, `khóa ${key.asymmetricKeyType}`));
  }
}

/** The key may be certified for one hash and a least salt (RFC 4055, 1.2 and 3.1); the salt here is as long as the hash. */
function pssHash({ name, x509 }: SignerCertificate, wish: SchemeWish): SignatureHash {
  const {
    hashAlgorithm: only,
    mgf1HashAlgorithm: mask,
    saltLength = 0,
  } = x509.publicKey.asymmetricKeyDetails ?? {};
  if (only === undefined) return wish.hash ?? 'sha256';
  const own = signatureHashes.find((hash) => hash === only);
  if (own === undefined) throw fail('SIGN_ALGORITHM_WEAK', { name, what: only });
  if (wish.hash !== undefined && wish.hash !== own)
    throw fail('SIGN_HASH_UNSUITABLE', { name, only: own, wanted: wish.hash });
  if (mask !== own || saltLength > hashLength(own)) {
    throw unsupported(
      both(
        `an RSA-PSS key for ${own}, the mask ${mask} and a salt of ${saltLength} bytes or more`,
        `khóa RSA-PSS dành cho ${own}, mặt nạ ${mask} và muối từ ${saltLength} byte`,
      ),
    );
  }
  return own;
}

/** Whether the certificate's key signs in this way. */
export function signsWith(certificate: SignerCertificate, scheme: SignatureScheme): boolean {
  const padding = methodOf(scheme) === 'rsa-pss' ? 'pss' : 'pkcs1';
  const isEc = certificate.x509.publicKey.asymmetricKeyType === 'ec';
  const wish = { hash: hashOf(scheme), ...(isEc ? {} : ({ padding } as const)) };
  return schemeFor(certificate, wish) === scheme;
}

/** A hash by its name as the command takes it. Throws SIGN_ALGORITHM_WEAK, SIGN_OPTION_INVALID. */
export function hashNamed(name: string): SignatureHash {
  const plain = name.toLowerCase().replace(/^sha-?/, 'sha');
  const known = signatureHashes.find((hash) => hash === plain);
  if (known !== undefined) return known;
  if (/^(md5|sha1|sha224)$/.test(plain)) {
    throw fail('SIGN_ALGORITHM_WEAK', { name: '--hash', what: name });
  }
  const reason = expected(signatureHashes.join(', '), name);
  throw fail('SIGN_OPTION_INVALID', { option: '--hash', reason });
}

/** Whether the signature over the data is one of the key, made in this way. */
export function signatureFits(
  scheme: SignatureScheme,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const hash = hashOf(scheme);
  if (methodOf(scheme) !== 'rsa-pss') return verify(hash, data, key, signature);
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: hashLength(hash) };
  return verify(hash, data, { key, ...padding }, signature);
}

/** Of the issuer's signature under it; undefined when it is spelled in a way that the strict reader does not take. */
function hashOfCertificate({ der }: SignerCertificate) {
  try {
    return parseCertificate(der).scheme.hash;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function unsupported(algorithm: Bilingual) {
  return fail('SIGN_ALGORITHM_UNSUPPORTED', { algorithm });
}
