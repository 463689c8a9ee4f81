/** The public half of a token key as SubjectPublicKeyInfo (RFC 5280 section 4.1, RFC 3279, RFC 5480). */
import { createPublicKey, type JsonWebKey, X509Certificate } from 'node:crypto';
import { both } from '../../foundation/bilingual.ts';
import type { SessionContext } from './context.ts';
import { fail } from './errors.ts';
import { curves, type TokenKey } from './keys.ts';
import { ck, type Handle } from './native.ts';
import { attribute, findObjects } from './objects.ts';

/**
 * SPKI DER of the key's public half: from the public key object with the same CKA_ID, or for RSA from the private
 * key's public attributes, or from the certificate beside it.
 * @throws PKCS11_PUBLIC_KEY_MISSING, PKCS11_KEY_UNSUPPORTED, PKCS11_ANSWER_INVALID
 */
export function publicKeySpki(context: SessionContext, key: TokenKey): Uint8Array {
  const [publicKey] = sameId(context, key, ck.CKO_PUBLIC_KEY);
  const spki =
    key.type === 'rsa'
      ? rsaSpki(context, publicKey ?? key.handle)
      : publicKey && ecSpki(context, publicKey, key);
  const found = spki ?? certificateSpki(context, key);
  if (found === undefined) {
    throw fail('PKCS11_PUBLIC_KEY_MISSING', { token: context.label, key: key.id.toString('hex') });
  }
  return found;
}

function rsaSpki(context: SessionContext, object: Handle): Uint8Array | undefined {
  const modulus = attribute(context, object, ck.CKA_MODULUS);
  const exponent = attribute(context, object, ck.CKA_PUBLIC_EXPONENT);
  if (!modulus?.length || !exponent?.length) return undefined;
  return spkiOf({ kty: 'RSA', n: modulus.toString('base64url'), e: exponent.toString('base64url') });
}

function ecSpki(context: SessionContext, object: Handle, key: TokenKey): Uint8Array | undefined {
  if (key.type !== 'ec')
    throw fail('PKCS11_KEY_UNSUPPORTED', {
      kind: both('neither RSA nor EC', 'không phải RSA, cũng không phải EC'),
    });
  const parameters = attribute(context, object, ck.CKA_EC_PARAMS);
  const point = attribute(context, object, ck.CKA_EC_POINT);
  if (!parameters?.length || !point?.length) return undefined;
  const curve = Object.values(curves).find((known) => parameters.equals(known.parameters));
  if (curve === undefined)
    throw fail('PKCS11_KEY_UNSUPPORTED', {
      kind: both('an EC curve other than P-256 and P-384', 'đường cong EC khác P-256 và P-384'),
    });
  const coordinates = uncompressedPoint(point, curve).subarray(1);
  const [x, y] = [coordinates.subarray(0, curve.bytes), coordinates.subarray(curve.bytes)];
  return spkiOf({ kty: 'EC', crv: curve.name, x: x.toString('base64url'), y: y.toString('base64url') });
}

/** The standard wraps the point in an OCTET STRING; some modules give it bare. */
function uncompressedPoint(
  point: Buffer,
  { name, bytes }: { readonly name: string; readonly bytes: number },
): Buffer {
  const length = 1 + 2 * bytes;
  if (point.length === length && point[0] === 0x04) return point;
  if (point.length === length + 2 && point[0] === 0x04 && point[1] === length && point[2] === 0x04)
    return point.subarray(2);
  throw fail('PKCS11_ANSWER_INVALID', {
    call: 'C_GetAttributeValue',
    reason: both(
      `CKA_EC_POINT is not an uncompressed ${name} point (${point.length} bytes)`,
      `CKA_EC_POINT không phải là điểm ${name} dạng không nén (${point.length} byte)`,
    ),
  });
}

function certificateSpki(context: SessionContext, key: TokenKey): Uint8Array | undefined {
  const [certificate] = sameId(context, key, ck.CKO_CERTIFICATE);
  const der = certificate && attribute(context, certificate, ck.CKA_VALUE);
  if (!der?.length) return undefined;
  return new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' });
}

function sameId(context: SessionContext, key: TokenKey, objectClass: number): readonly Handle[] {
  return findObjects(context, [
    { type: ck.CKA_CLASS, value: objectClass },
    { type: ck.CKA_ID, value: key.id },
  ]);
}

function spkiOf(key: JsonWebKey): Uint8Array {
  try {
    return createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'der' });
  } catch (error) {
    const values = {
      call: 'C_GetAttributeValue',
      reason: both(
        'the attributes are not those of a public key',
        'các thuộc tính không phải của khóa công khai',
      ),
    };
    throw fail('PKCS11_ANSWER_INVALID', values, error);
  }
}
