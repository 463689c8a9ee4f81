/** Reads of a CMS what signing must know: who signed it, and the fields of its only SignerInfo (RFC 5652 section 5.3). */
import { certificateOf, type SignerCertificate } from './certificate.ts';
import { childAt, type Element, readElements } from './der.ts';

export interface ReadSigner {
  readonly certificate: SignerCertificate;
  /** OID of the digest algorithm, encoded. */
  readonly digestAlgorithm: Uint8Array;
  /** [0] IMPLICIT SET, as encoded. */
  readonly attributes: Element;
  readonly signature: Uint8Array;
}

/** The first signer of a SignedData, if its certificate is enclosed and it has signed attributes. Throws RangeError. */
export function signerIn(signedData: Element): ReadSigner | undefined {
  const parts = readElements(signedData.content);
  const certificates = parts.find((part) => part.tag === 0xa0);
  const signerInfos = parts.at(-1);
  if (certificates === undefined || signerInfos === undefined) return undefined;
  const [, id, digest, attributes, , signature] = readElements(childAt(signerInfos, 0).content);
  if (id === undefined || digest === undefined || attributes?.tag !== 0xa0 || signature === undefined) {
    return undefined;
  }
  const certificate = readElements(certificates.content)
    .filter((item) => item.tag === 0x30)
    .map((item) => certificateOf(item.bytes))
    .find(({ issuer, serial }) => Buffer.concat([issuer, serial]).equals(id.content));
  if (certificate === undefined) return undefined;
  return { certificate, digestAlgorithm: childAt(digest, 0).bytes, attributes, signature: signature.content };
}
