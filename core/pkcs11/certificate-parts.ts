/** The three parts of a certificate that PKCS#11 wants as attributes of their own, cut out unchanged. */
import * as asn1js from 'asn1js';
import { fail } from './errors.ts';

export interface CertificateParts {
  /** DER of the Name. */
  readonly subject: Buffer;
  readonly issuer: Buffer;
  /** DER of the INTEGER. */
  readonly serial: Buffer;
}

/** @throws PKCS11_CERTIFICATE_INVALID when the bytes are not a certificate (RFC 5280 section 4.1). */
export function derParts(der: Uint8Array): CertificateParts {
  const parsed = asn1js.fromBER(Uint8Array.from(der));
  const fields = children(children(parsed.result)[0]);
  // The version is left out of version 1 certificates.
  const [serial, , issuer, , subject] = fields[0] instanceof asn1js.Integer ? fields : fields.slice(1);
  if (parsed.offset < 0 || !(serial instanceof asn1js.Integer)) throw fail('PKCS11_CERTIFICATE_INVALID');
  if (!(issuer instanceof asn1js.Sequence && subject instanceof asn1js.Sequence)) {
    throw fail('PKCS11_CERTIFICATE_INVALID');
  }
  return Object.freeze({ subject: encoded(subject), issuer: encoded(issuer), serial: encoded(serial) });
}

function children(block: unknown): readonly unknown[] {
  return block instanceof asn1js.Sequence ? block.valueBlock.value : [];
}

function encoded(block: asn1js.BaseBlock): Buffer {
  return Buffer.from(block.valueBeforeDecodeView);
}
