/** Why a signature does not fit the certificate, as far as it can be told: by a token, or by whoever signed a digest. */

import { constants, hash, publicDecrypt, verify } from 'node:crypto';
import { both } from '../../../foundation/bilingual.ts';
import type { CongvuError } from '../../../foundation/error.ts';
import { hashOf } from '../../asn1/signature-scheme.ts';
import { certificateOf } from '../cms/certificate.ts';
import { fail } from '../errors.ts';
import type { PreparedSignature } from './prepare.ts';

export function tokenMismatch(name: string): CongvuError {
  const next = both(
    'The token is damaged, or holds the certificate beside another key: have it checked.',
    'Token bị hư hỏng, hoặc chứa chứng thư số bên cạnh một khóa khác: đưa token đi kiểm tra.',
  );
  return fail('SIGN_KEY_MISMATCH', { name, next });
}

type Signed = Pick<PreparedSignature, 'signer' | 'attributes'>;

/** Of a signature that came from elsewhere, over what `prepare` printed. */
export function valueMismatch(prepared: Signed, signature: Uint8Array, name: string): CongvuError {
  const next = isBareValues(prepared, signature)
    ? both(
        'It is right, but r and s stand side by side, as CKM_ECDSA gives them: in a CMS they are a DER SEQUENCE of two INTEGERs (RFC 3279, 2.2.3). Encode the value so and complete it again.',
        'Giá trị đúng, nhưng r và s đặt liền nhau như CKM_ECDSA trả về: trong CMS phải là SEQUENCE gồm hai INTEGER theo DER (RFC 3279, 2.2.3). Mã hóa lại giá trị như vậy rồi chạy lại complete.',
      )
    : isBareDigest(prepared, signature)
      ? both(
          'The bare digest was signed: RSA PKCS#1 v1.5 signs it inside a DigestInfo (openssl pkeyutl -pkeyopt digest:…; CKM_RSA_PKCS signs what it is given).',
          'Giá trị băm trần đã được ký: RSA PKCS#1 v1.5 ký giá trị băm nằm trong DigestInfo (openssl pkeyutl -pkeyopt digest:…; CKM_RSA_PKCS ký đúng những gì được đưa).',
        )
      : both(
          'Usual causes: the value is of another prepared file, by another key or scheme than was printed, the digest was hashed once more or signed without its DigestInfo, or the file holds text instead of the bytes.',
          'Nguyên nhân thường gặp: giá trị là của tệp chuẩn bị khác, do khóa khác hoặc cách ký khác với cách đã in ra, giá trị băm bị băm thêm lần nữa hoặc được ký không có DigestInfo, hoặc tệp chứa chữ thay vì dữ liệu.',
        );
  return fail('SIGN_KEY_MISMATCH', { name, next });
}

/** What tokens give for ECDSA. */
function isBareValues({ signer, attributes }: Signed, signature: Uint8Array): boolean {
  if (!signer.scheme.startsWith('ecdsa')) return false;
  const key = certificateOf(signer.certificate).x509.publicKey;
  try {
    return verify(hashOf(signer.scheme), attributes, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

function isBareDigest({ signer, attributes }: Signed, signature: Uint8Array): boolean {
  if (!signer.scheme.startsWith('rsa-pkcs1')) return false;
  const key = certificateOf(signer.certificate).x509.publicKey;
  try {
    const inside = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return inside.equals(hash(hashOf(signer.scheme), attributes, 'buffer'));
  } catch {
    return false;
  }
}
