/** The CMS of a PAdES signature (RFC 5652, RFC 5035, ETSI EN 319 122-1). */
import { id_data } from '@peculiar/asn1-cms';
import { digestAlgorithm, signatureAlgorithm } from '../../asn1/algorithms.ts';
import { hashOf, type SignatureScheme } from '../../asn1/signature-scheme.ts';
import { attribute, signedAttributes as attributesToSign, signedData } from '../../asn1/signed-data.ts';
import type { SignerCertificate } from './certificate.ts';

const signatureTimeStamp = '1.2.840.113549.1.9.16.2.14';

/**
 * The signed attributes as a SET, which is what gets signed (RFC 5652 section 5.4): content type, digest,
 * signing-certificate-v2 with issuer and serial. `signingTime` for CAdES only: PAdES keeps the claimed time in /M.
 */
export function signedAttributes(
  digest: Uint8Array,
  certificate: SignerCertificate,
  signingTime?: Date,
): Uint8Array {
  return attributesToSign({ contentType: id_data, digest, certificate, ...(signingTime && { signingTime }) });
}

/** ContentInfo with SignedData. `signature` is that of the scheme; of ECDSA a DER SEQUENCE of r and s. */
export function signedDataOf(parts: {
  readonly scheme: SignatureScheme;
  readonly attributes: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: SignerCertificate;
  /** DER, without the signer's own. */
  readonly chain: readonly Uint8Array[];
  /** TimeStampToken over the signature. */
  readonly timeStamp?: Uint8Array;
}): Uint8Array {
  const { scheme, attributes, signature, certificate, chain, timeStamp } = parts;
  return signedData({
    contentType: id_data,
    certificate,
    certificates: [certificate.der, ...chain],
    digestAlgorithm: digestAlgorithm(hashOf(scheme)),
    signatureAlgorithm: signatureAlgorithm(scheme),
    attributes,
    signature,
    ...(timeStamp && { unsignedAttributes: [attribute(signatureTimeStamp, timeStamp)] }),
  });
}
