/**
 * SigningCertificateV2 (RFC 5035 section 4), which the ASN.1 libraries lack: described with their decorators, called as
 * functions. (`IssuerSerial` of asn1-x509-attr writes an empty issuerUID, so it is not used.)
 */
import { createHash } from 'node:crypto';
import { AsnIntegerArrayBufferConverter, AsnProp, AsnPropTypes, OctetString } from '@peculiar/asn1-schema';
import { GeneralName, GeneralNames, Name } from '@peculiar/asn1-x509';
import { type CertificateId, integerContentOf } from './certificate-id.ts';
import { verbatim } from './verbatim.ts';

export const signingCertificateV2Oid = '1.2.840.113549.1.9.16.2.47';

/** Binds a signature to one certificate: by SHA-256, issuer and serial number. */
export function signingCertificateV2({ der, issuer, serial }: CertificateId): object {
  const id = new EssCertIdV2();
  id.certHash = new OctetString(createHash('sha256').update(der).digest());
  id.issuerSerial.issuer = new GeneralNames([new GeneralName({ directoryName: verbatim(Name, issuer) })]);
  id.issuerSerial.serialNumber = integerContentOf(serial);
  const signingCertificate = new SigningCertificateV2();
  signingCertificate.certs = [id];
  return signingCertificate;
}

class IssuerSerial {
  issuer = new GeneralNames();
  serialNumber = new ArrayBuffer(0);
}
AsnProp({ type: GeneralNames })(IssuerSerial.prototype, 'issuer');
AsnProp({ type: AsnPropTypes.Integer, converter: AsnIntegerArrayBufferConverter })(
  IssuerSerial.prototype,
  'serialNumber',
);

/** Without hashAlgorithm: SHA-256 is its default, and DER forbids writing a default. */
class EssCertIdV2 {
  certHash = new OctetString();
  issuerSerial = new IssuerSerial();
}
AsnProp({ type: OctetString })(EssCertIdV2.prototype, 'certHash');
AsnProp({ type: IssuerSerial })(EssCertIdV2.prototype, 'issuerSerial');

class SigningCertificateV2 {
  certs: EssCertIdV2[] = [];
}
AsnProp({ type: EssCertIdV2, repeated: 'sequence' })(SigningCertificateV2.prototype, 'certs');
