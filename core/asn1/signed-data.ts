/** CMS signatures with one signer (RFC 5652), as PAdES and RFC 3161 want them. */
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  CMSVersion,
  ContentInfo,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  id_data,
  id_signedData,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import {
  AsnArray,
  AsnConvert,
  AsnProp,
  AsnPropTypes,
  AsnType,
  AsnTypeTypes,
  OctetString,
} from '@peculiar/asn1-schema';
import { type AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import { type CertificateId, issuerAndSerialNumber } from './certificate-id.ts';
import { derOf, inDerOrder, objectIdentifier, time } from './encoding.ts';
import { signingCertificateV2, signingCertificateV2Oid } from './ess.ts';
import { verbatim } from './verbatim.ts';

const contentTypeOid = '1.2.840.113549.1.9.3';
const messageDigestOid = '1.2.840.113549.1.9.4';
const signingTimeOid = '1.2.840.113549.1.9.5';

/**
 * The signed attributes as a SET, which is what gets signed (RFC 5652 section 5.4): content type, digest,
 * signing-certificate-v2. In DER order: BouncyCastle rejects attributes in another.
 */
export function signedAttributes(parts: {
  readonly contentType: string;
  readonly digest: Uint8Array;
  readonly certificate: CertificateId;
  /** Of CAdES; PAdES keeps the claimed time in the dictionary. */
  readonly signingTime?: Date;
}): Uint8Array {
  return derOf(
    new Attributes(
      inDerOrder([
        attribute(contentTypeOid, objectIdentifier(parts.contentType)),
        attribute(messageDigestOid, derOf(new OctetString(parts.digest))),
        attribute(signingCertificateV2Oid, derOf(signingCertificateV2(parts.certificate))),
        ...(parts.signingTime === undefined
          ? []
          : [attribute(signingTimeOid, derOf(time(parts.signingTime)))]),
      ]),
    ),
  );
}

/** ContentInfo with SignedData. Certificates stand as they came. */
export function signedData(parts: {
  readonly contentType: string;
  /** Absent for a detached signature. */
  readonly content?: Uint8Array;
  readonly certificate: CertificateId;
  readonly certificates: readonly Uint8Array[];
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** From `signedAttributes`. */
  readonly attributes: Uint8Array;
  readonly signature: Uint8Array;
  readonly unsignedAttributes?: readonly Attribute[];
}): Uint8Array {
  const { contentType, content, certificates, digestAlgorithm, unsignedAttributes } = parts;
  const signer = new SignerInfo({
    version: CMSVersion.v1,
    sid: new SignerIdentifier({ issuerAndSerialNumber: issuerAndSerialNumber(parts.certificate) }),
    digestAlgorithm,
    signedAttrs: AsnConvert.parse(parts.attributes, Attributes),
    signatureAlgorithm: parts.signatureAlgorithm,
    signature: new OctetString(parts.signature),
    ...(unsignedAttributes === undefined ? {} : { unsignedAttrs: [...unsignedAttributes] }),
  });
  const signed = new SignedData({
    version: contentType === id_data ? CMSVersion.v1 : CMSVersion.v3,
    digestAlgorithms: new DigestAlgorithmIdentifiers([digestAlgorithm]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: contentType,
      // A primitive OCTET STRING: a constructed one is legal BER, and several verifiers cannot read it.
      ...(content && { eContent: new EncapsulatedContent({ single: new OctetString(content) }) }),
    }),
    ...(certificates.length > 0 && { certificates: certificateSet(certificates) }),
    signerInfos: new SignerInfos([signer]),
  });
  return derOf(new SignedContentInfo(signed));
}

/** An attribute with one value, given in DER. */
export function attribute(type: string, value: Uint8Array): Attribute {
  return verbatim(Attribute, derOf(new AttributeOfOne(type, value)));
}

/** An attribute whose value is repeated as it came: of a time-stamp token, not a bit may be spelled otherwise. */
class AttributeOfOne {
  readonly attrType: string;
  readonly attrValues: readonly object[];
  constructor(type = '', value: Uint8Array = new Uint8Array()) {
    this.attrType = type;
    this.attrValues = [verbatim(ContentInfo, value)];
  }
}
AsnProp({ type: AsnPropTypes.ObjectIdentifier })(AttributeOfOne.prototype, 'attrType');
AsnProp({ type: ContentInfo, repeated: 'set' })(AttributeOfOne.prototype, 'attrValues');

/** ContentInfo; the library's own takes its content as bytes and reads them again before it writes them. */
class SignedContentInfo {
  readonly contentType = id_signedData;
  readonly content: SignedData;
  constructor(content = new SignedData()) {
    this.content = content;
  }
}
AsnProp({ type: AsnPropTypes.ObjectIdentifier })(SignedContentInfo.prototype, 'contentType');
AsnProp({ type: SignedData, context: 0 })(SignedContentInfo.prototype, 'content');

class Attributes extends AsnArray<Attribute> {}
AsnType({ type: AsnTypeTypes.Set, itemType: Attribute })(Attributes);

function certificateSet(certificates: readonly Uint8Array[]): CertificateSet {
  return new CertificateSet(
    // In the order of DER, as every SET OF.
    certificates
      .toSorted(Buffer.compare)
      .map((der) => new CertificateChoices({ certificate: verbatim(Certificate, der) })),
  );
}
