/** ECDSA signatures between PKCS#11 (r and s side by side) and X.509 or CMS (SEQUENCE of INTEGER r, s: RFC 3279 section 2.2.3). */
import * as asn1js from 'asn1js';
import { both } from '../../foundation/bilingual.ts';
import { fail } from './errors.ts';

/** @throws PKCS11_ANSWER_INVALID when the length is odd or zero. */
export function ecdsaSignatureDer(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  if (raw.length === 0 || !Number.isInteger(half)) {
    throw fail('PKCS11_ANSWER_INVALID', {
      call: 'C_Sign',
      reason: both(`an ECDSA signature of ${raw.length} bytes`, `chữ ký ECDSA dài ${raw.length} byte`),
    });
  }
  const value = [integer(raw.subarray(0, half)), integer(raw.subarray(half))];
  return new Uint8Array(new asn1js.Sequence({ value }).toBER());
}

function integer(bytes: Uint8Array): asn1js.Integer {
  return asn1js.Integer.fromBigInt(BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}
