/** A second opinion on CAdES: detached SignedData for PDF signatures (ETSI EN 319 122-1, baseline B and T), independent of core/signing. */
import { createHash, type KeyObject, sign as signWithKey } from 'node:crypto';
import { absent, explicit, integer, issuerAndSerialOf, octets, oid, sequence, setOf } from './der.ts';

export interface SignedDataOptions {
  /** SHA-256 over the signed byte ranges. */
  readonly digest: Uint8Array;
  /** RSA or EC private key. */
  readonly key: KeyObject;
  readonly certificate: Uint8Array;
  /** Further certificates to put in. */
  readonly chain: readonly Uint8Array[];
  /** Asked for a token (ContentInfo DER) over the SHA-256 of the signature value. */
  readonly timeStamp?: (imprint: Uint8Array) => Promise<Uint8Array>;
  /** What to do to the signature value before it is put in: for signatures that must be found false. */
  readonly spoil?: (signature: Uint8Array) => Uint8Array;
}

const data = oid('1.2.840.113549.1.7.1');
const signedData = oid('1.2.840.113549.1.7.2');
const contentType = oid('1.2.840.113549.1.9.3');
const messageDigest = oid('1.2.840.113549.1.9.4');
const signingCertificateV2 = oid('1.2.840.113549.1.9.16.2.47');
const signatureTimeStampToken = oid('1.2.840.113549.1.9.16.2.14');
const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'));
const rsaEncryption = sequence(oid('1.2.840.113549.1.1.1'), absent);
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

/** ContentInfo DER. */
export async function signedDataOver(options: SignedDataOptions): Promise<Uint8Array> {
  const { digest, key, certificate, chain, spoil = (value) => value } = options;
  const attributes = [
    attribute(contentType, data),
    attribute(messageDigest, octets(digest)),
    attribute(signingCertificateV2, sequence(sequence(sequence(octets(sha256Of(certificate)))))),
  ];
  // Signed as a SET OF, stored under an implicit tag (RFC 5652 section 5.4).
  const toBeSigned = setOf(...attributes);
  const value = spoil(signWithKey('sha256', toBeSigned, key));
  const unsigned =
    options.timeStamp && attribute(signatureTimeStampToken, await options.timeStamp(sha256Of(value)));
  const signerInfo = sequence(
    integer(1),
    issuerAndSerialOf(certificate),
    sha256,
    Buffer.concat([Uint8Array.of(0xa0), toBeSigned.subarray(1)]),
    key.asymmetricKeyType === 'ec' ? ecdsaWithSha256 : rsaEncryption,
    octets(value),
    ...(unsigned === undefined ? [] : [explicit(1, unsigned)]),
  );
  return sequence(
    signedData,
    explicit(
      0,
      sequence(
        integer(1),
        setOf(sha256),
        sequence(data),
        explicit(0, certificate, ...chain),
        setOf(signerInfo),
      ),
    ),
  );
}

function attribute(type: Uint8Array, value: Uint8Array): Uint8Array {
  return sequence(type, setOf(value));
}

function sha256Of(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
