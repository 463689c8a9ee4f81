/**
 * A second opinion on CAdES: detached SignedData for PDF signatures (ETSI EN 319 122-1, baseline B and T), independent of
 * core/signing: built by PKI.js, with the choices that the standards leave open made the other way.
 */
import { createHash, type KeyObject, sign as signWithKey } from 'node:crypto';
import { type BaseBlock, fromBER, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';

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

const contentType = '1.2.840.113549.1.9.3';
const messageDigest = '1.2.840.113549.1.9.4';
const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47';
const signatureTimeStampToken = '1.2.840.113549.1.9.16.2.14';
const sha256 = new AlgorithmIdentifier({ algorithmId: '2.16.840.1.101.3.4.2.1' });
const rsaEncryption = new AlgorithmIdentifier({
  algorithmId: '1.2.840.113549.1.1.1',
  algorithmParams: new Null(),
});
const ecdsaWithSha256 = new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' });

/** ContentInfo DER. */
export async function signedDataOver(options: SignedDataOptions): Promise<Uint8Array> {
  const { digest, key, chain, spoil = (value) => value } = options;
  const certificate = Certificate.fromBER(Uint8Array.from(options.certificate));
  const signedAttrs = attributesOf(0, [
    attribute(contentType, new ObjectIdentifier({ value: ContentInfo.DATA })),
    attribute(messageDigest, octets(digest)),
    attribute(signingCertificateV2, nested(3, octets(sha256Of(options.certificate)))),
  ]);
  const value = spoil(signWithKey('sha256', toBeSigned(signedAttrs), key));
  const token = await options.timeStamp?.(sha256Of(value));
  const signerInfo = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    digestAlgorithm: sha256,
    signedAttrs,
    signatureAlgorithm: key.asymmetricKeyType === 'ec' ? ecdsaWithSha256 : rsaEncryption,
    signature: octets(value),
    ...(token && { unsignedAttrs: attributesOf(1, [attribute(signatureTimeStampToken, parsed(token))]) }),
  });
  const signedData = new SignedData({
    version: 1,
    digestAlgorithms: [sha256],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: ContentInfo.DATA }),
    certificates: [certificate, ...chain.map((one) => Certificate.fromBER(Uint8Array.from(one)))],
    signerInfos: [signerInfo],
  });
  const content = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signedData.toSchema() });
  return new Uint8Array(content.toSchema().toBER());
}

/** Signed (0) or unsigned (1) attributes, in DER order. */
function attributesOf(type: number, attributes: readonly Attribute[]): SignedAndUnsignedAttributes {
  const encoded = (one: Attribute) => new Uint8Array(one.toSchema().toBER());
  const sorted = attributes.toSorted((a, b) => Buffer.compare(encoded(a), encoded(b)));
  return new SignedAndUnsignedAttributes({ type, attributes: sorted });
}

/** Signed as a SET OF, stored under an implicit tag (RFC 5652 section 5.4). */
function toBeSigned(attributes: SignedAndUnsignedAttributes): Uint8Array {
  const bytes = new Uint8Array(attributes.toSchema().toBER());
  bytes[0] = 0x31;
  return bytes;
}

function attribute(type: string, value: BaseBlock): Attribute {
  return new Attribute({ type, values: [value] });
}

function octets(bytes: Uint8Array): OctetString {
  return new OctetString({ valueHex: Uint8Array.from(bytes) });
}

/** In that many SEQUENCEs. */
function nested(depth: number, value: BaseBlock): BaseBlock {
  return depth === 0 ? value : new Sequence({ value: [nested(depth - 1, value)] });
}

function parsed(der: Uint8Array): BaseBlock {
  return fromBER(Uint8Array.from(der)).result;
}

function sha256Of(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
