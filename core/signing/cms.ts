/** The CMS of a PAdES signature (RFC 5652, RFC 5035, ETSI EN 319 122-1). */
import { id_data } from '@peculiar/asn1-cms';
import { ecdsaWithSHA256 } from '@peculiar/asn1-ecc';
import type { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { sha256WithNull, sha256WithRsa } from '../asn1/algorithms.ts';
import { attribute, signedAttributes as attributesToSign, signedData } from '../asn1/signed-data.ts';
import type { SignerCertificate } from './certificate.ts';
import { fail } from './errors.ts';

const signatureTimeStamp = '1.2.840.113549.1.9.16.2.14';

/**
 * The signed attributes as a SET, which is what gets signed (RFC 5652 section 5.4): content type, digest,
 * signing-certificate-v2 with issuer and serial. No signing-time: PAdES keeps the claimed time in /M.
 */
export function signedAttributes(digest: Uint8Array, certificate: SignerCertificate): Uint8Array {
  return attributesToSign({ contentType: id_data, digest, certificate });
}

/** ContentInfo with SignedData. `signature` is PKCS#1 v1.5, or a DER SEQUENCE of r and s. */
export function signedDataOf(parts: {
  readonly attributes: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: SignerCertificate;
  /** DER, without the signer's own. */
  readonly chain: readonly Uint8Array[];
  /** TimeStampToken over the signature. */
  readonly timeStamp?: Uint8Array;
}): Uint8Array {
  const { attributes, signature, certificate, chain, timeStamp } = parts;
  return signedData({
    contentType: id_data,
    certificate,
    certificates: [certificate.der, ...chain],
    digestAlgorithm: sha256WithNull,
    signatureAlgorithm: signatureAlgorithm(certificate),
    attributes,
    signature,
    ...(timeStamp && { unsignedAttributes: [attribute(signatureTimeStamp, timeStamp)] }),
  });
}

function signatureAlgorithm({ x509 }: SignerCertificate): AlgorithmIdentifier {
  const type = x509.publicKey.asymmetricKeyType;
  if (type === 'rsa') return sha256WithRsa;
  if (type === 'ec') return ecdsaWithSHA256;
  throw fail('SIGN_ALGORITHM_UNSUPPORTED', { algorithm: String(type) });
}
