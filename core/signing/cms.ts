/** The CMS of a PAdES signature (RFC 5652, RFC 5035, ETSI EN 319 122-1), written as DER from fixed parts. */
import { createHash } from 'node:crypto';
import type { SignerCertificate } from './certificate.ts';
import {
  element,
  nothing,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tagged,
  unsignedInteger,
} from './der.ts';
import { fail } from './errors.ts';

const oid = {
  data: objectIdentifier('1.2.840.113549.1.7.1'),
  signedData: objectIdentifier('1.2.840.113549.1.7.2'),
  contentType: objectIdentifier('1.2.840.113549.1.9.3'),
  messageDigest: objectIdentifier('1.2.840.113549.1.9.4'),
  signingCertificateV2: objectIdentifier('1.2.840.113549.1.9.16.2.47'),
  signatureTimeStamp: objectIdentifier('1.2.840.113549.1.9.16.2.14'),
  sha256: objectIdentifier('2.16.840.1.101.3.4.2.1'),
  sha256WithRsa: objectIdentifier('1.2.840.113549.1.1.11'),
  ecdsaWithSha256: objectIdentifier('1.2.840.10045.4.3.2'),
};

const sha256Algorithm = sequence(oid.sha256, nothing);
const one = unsignedInteger(Buffer.from([1]));

/**
 * The signed attributes as a SET, which is what gets signed (RFC 5652 section 5.4): content type, digest,
 * signing-certificate-v2 with issuer and serial. No signing-time: PAdES keeps the claimed time in /M.
 */
export function signedAttributes(digest: Uint8Array, certificate: SignerCertificate): Uint8Array {
  return setOf(
    attribute(oid.contentType, oid.data),
    attribute(oid.messageDigest, octetString(digest)),
    attribute(oid.signingCertificateV2, signingCertificateV2(certificate)),
  );
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
  const { certificate, signature, timeStamp } = parts;
  const signerInfo = sequence(
    one,
    sequence(certificate.issuer, certificate.serial),
    sha256Algorithm,
    retagged(parts.attributes, 0xa0),
    signatureAlgorithm(certificate),
    octetString(signature),
    ...(timeStamp === undefined ? [] : [tagged(1, attribute(oid.signatureTimeStamp, timeStamp))]),
  );
  const signedData = sequence(
    one,
    setOf(sha256Algorithm),
    sequence(oid.data),
    element(0xa0, ...[certificate.der, ...parts.chain].sort(Buffer.compare)),
    setOf(signerInfo),
  );
  return sequence(oid.signedData, tagged(0, signedData));
}

function attribute(type: Uint8Array, value: Uint8Array): Uint8Array {
  return sequence(type, setOf(value));
}

/** The hash algorithm is left out: SHA-256 is the default, and DER forbids writing a default (RFC 5035 section 4). */
function signingCertificateV2({ der, issuer, serial }: SignerCertificate): Uint8Array {
  const hash = createHash('sha256').update(der).digest();
  const issuerSerial = sequence(sequence(tagged(4, issuer)), serial);
  return sequence(sequence(sequence(octetString(hash), issuerSerial)));
}

function signatureAlgorithm({ x509 }: SignerCertificate): Uint8Array {
  const type = x509.publicKey.asymmetricKeyType;
  if (type === 'rsa') return sequence(oid.sha256WithRsa, nothing);
  if (type === 'ec') return sequence(oid.ecdsaWithSha256);
  throw fail('SIGN_ALGORITHM_UNSUPPORTED', { algorithm: String(type) });
}

function retagged(bytes: Uint8Array, tag: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[0] = tag;
  return copy;
}
