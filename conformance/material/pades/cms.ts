/**
 * A second opinion on CAdES: detached SignedData for PDF signatures (ETSI EN 319 122-1, baseline B and T), independent of
 * core/signing, with the choices that the standards leave open made the other way.
 */
import { createHash, type KeyObject, sign as signWithKey } from 'node:crypto';
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  CMSVersion,
  DigestAlgorithmIdentifiers,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  id_data,
  id_signedData,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import { ecdsaWithSHA256 } from '@peculiar/asn1-ecc';
import { id_sha256, rsaEncryption } from '@peculiar/asn1-rsa';
import {
  AsnAnyConverter,
  AsnArray,
  AsnConvert,
  AsnObjectIdentifierConverter,
  AsnProp,
  AsnPropTypes,
  AsnType,
  AsnTypeTypes,
  OctetString,
} from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import * as asn1js from 'asn1js';

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
const sha256 = new AlgorithmIdentifier({ algorithm: id_sha256 });

/** ContentInfo DER. */
export async function signedDataOver(options: SignedDataOptions): Promise<Uint8Array> {
  const { digest, key, certificate, chain, spoil = (value) => value } = options;
  const signedAttrs = inDerOrder([
    attribute(contentType, AsnObjectIdentifierConverter.toASN(id_data).toBER()),
    attribute(messageDigest, AsnConvert.serialize(new OctetString(digest))),
    attribute(signingCertificateV2, signingCertificateOf(certificate)),
  ]);
  // Signed as a SET OF, stored under an implicit tag (RFC 5652 section 5.4).
  const toBeSigned = new Uint8Array(AsnConvert.serialize(new SignedAttributes(signedAttrs)));
  const value = spoil(signWithKey('sha256', toBeSigned, key));
  const token = await options.timeStamp?.(sha256Of(value));
  const signerInfo = new SignerInfo({
    version: CMSVersion.v1,
    sid: new SignerIdentifier({ issuerAndSerialNumber: issuerAndSerialOf(certificate) }),
    digestAlgorithm: sha256,
    signedAttrs,
    signatureAlgorithm: key.asymmetricKeyType === 'ec' ? ecdsaWithSHA256 : rsaEncryption,
    signature: new OctetString(value),
    ...(token && { unsignedAttrs: [attribute(signatureTimeStampToken, bufferOf(token))] }),
  });
  const signedData = new SignedData({
    version: CMSVersion.v1,
    digestAlgorithms: new DigestAlgorithmIdentifiers([sha256]),
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: id_data }),
    certificates: new CertificateSet([certificate, ...chain].map(asItCame)),
    signerInfos: new SignerInfos([signerInfo]),
  });
  return new Uint8Array(AsnConvert.serialize(new SignedContentInfo(signedData)));
}

/** ContentInfo; the library's own takes its content as bytes, and reads all of it once more. */
class SignedContentInfo {
  readonly contentType = id_signedData;
  readonly content: SignedData;
  constructor(content = new SignedData()) {
    this.content = content;
  }
}
AsnProp({ type: AsnPropTypes.ObjectIdentifier })(SignedContentInfo.prototype, 'contentType');
AsnProp({ type: SignedData, context: 0 })(SignedContentInfo.prototype, 'content');

class SignedAttributes extends AsnArray<Attribute> {}
AsnType({ type: AsnTypeTypes.Set, itemType: Attribute })(SignedAttributes);

function attribute(attrType: string, value: ArrayBuffer): Attribute {
  return new Attribute({ attrType, attrValues: [value] });
}

/** The library writes a SET as it is given, DER wants its members sorted (X.690 section 11.6). */
function inDerOrder(attributes: readonly Attribute[]): Attribute[] {
  const encoded = (one: Attribute) => new Uint8Array(AsnConvert.serialize(one));
  return attributes.toSorted((a, b) => Buffer.compare(encoded(a), encoded(b)));
}

/** SigningCertificateV2 with one ESSCertIDv2 of nothing but the hash (RFC 5035); no library describes it. */
function signingCertificateOf(certificate: Uint8Array): ArrayBuffer {
  const hash = new asn1js.OctetString({ valueHex: sha256Of(certificate) });
  const id = new asn1js.Sequence({ value: [hash] });
  const ids = new asn1js.Sequence({ value: [id] });
  return new asn1js.Sequence({ value: [ids] }).toBER();
}

function issuerAndSerialOf(certificate: Uint8Array): IssuerAndSerialNumber {
  const { issuer, serialNumber } = AsnConvert.parse(certificate, Certificate).tbsCertificate;
  return new IssuerAndSerialNumber({ issuer, serialNumber });
}

/** A certificate whose bytes are passed on; the library would write what it understood of them. */
function asItCame(der: Uint8Array): CertificateChoices {
  const block = AsnAnyConverter.toASN(bufferOf(der));
  const itself = { toASN: () => block, fromASN: () => block };
  return new CertificateChoices({ certificate: Object.assign(new Certificate(), itself) });
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

function sha256Of(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
