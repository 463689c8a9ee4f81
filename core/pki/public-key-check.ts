/** Which public keys this PKI certifies. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { both } from '../../foundation/bilingual.ts';
import { fail } from './errors.ts';

/** @throws PKI_PUBLIC_KEY_INVALID unless the key is RSA of at least 2048 bits or EC on P-256 or P-384. */
export function checkPublicKey(spki: Uint8Array, choices: { readonly allowWeak: boolean }): void {
  const key = parsed(spki);
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  const rsa = key.asymmetricKeyType === 'rsa';
  const ec = key.asymmetricKeyType === 'ec';
  if (!rsa && !ec)
    throw fail('PKI_PUBLIC_KEY_INVALID', {
      reason: both(`a key of type ${key.asymmetricKeyType}`, `khóa loại ${key.asymmetricKeyType}`),
    });
  if (choices.allowWeak) return;
  if (rsa && modulusLength < 2048) {
    throw fail('PKI_PUBLIC_KEY_INVALID', {
      reason: both(`an RSA key of ${modulusLength} bits`, `khóa RSA ${modulusLength} bit`),
    });
  }
  if (ec && !['prime256v1', 'secp384r1'].includes(namedCurve)) {
    throw fail('PKI_PUBLIC_KEY_INVALID', {
      reason: both(`the curve ${namedCurve}`, `đường cong ${namedCurve}`),
    });
  }
}

function parsed(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch (error) {
    throw fail(
      'PKI_PUBLIC_KEY_INVALID',
      { reason: both('it is not SubjectPublicKeyInfo DER', 'không phải SubjectPublicKeyInfo dạng DER') },
      error,
    );
  }
}
