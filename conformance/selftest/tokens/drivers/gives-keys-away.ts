/** A token that makes its keys so that they can be read. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { ck } from '../../../../core/pkcs11/index.ts';
import type { Driver } from '../../../checks/token/application-process.ts';

export const driver: Driver = (session) => ({
  ...session,
  generateKeyPair: ({ label }) => {
    const id = randomBytes(20);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const parts = privateKey.export({ format: 'jwk' });
    const bytes = (part: string | undefined) => Buffer.from(part ?? '', 'base64url');
    const shared = [
      { type: ck.CKA_TOKEN, value: true },
      { type: ck.CKA_KEY_TYPE, value: ck.CKK_RSA },
      { type: ck.CKA_ID, value: id },
      { type: ck.CKA_LABEL, value: label },
      { type: ck.CKA_MODULUS, value: bytes(parts.n) },
      { type: ck.CKA_PUBLIC_EXPONENT, value: bytes(parts.e) },
    ];
    session.createObject([
      ...shared,
      { type: ck.CKA_CLASS, value: ck.CKO_PUBLIC_KEY },
      { type: ck.CKA_VERIFY, value: true },
    ]);
    session.createObject([
      ...shared,
      { type: ck.CKA_CLASS, value: ck.CKO_PRIVATE_KEY },
      { type: ck.CKA_PRIVATE, value: true },
      { type: ck.CKA_SENSITIVE, value: false },
      { type: ck.CKA_EXTRACTABLE, value: true },
      { type: ck.CKA_SIGN, value: true },
      { type: ck.CKA_PRIVATE_EXPONENT, value: bytes(parts.d) },
      { type: ck.CKA_PRIME_1, value: bytes(parts.p) },
      { type: ck.CKA_PRIME_2, value: bytes(parts.q) },
      { type: ck.CKA_EXPONENT_1, value: bytes(parts.dp) },
      { type: ck.CKA_EXPONENT_2, value: bytes(parts.dq) },
      { type: ck.CKA_COEFFICIENT, value: bytes(parts.qi) },
    ]);
    return session.key({ id });
  },
});
