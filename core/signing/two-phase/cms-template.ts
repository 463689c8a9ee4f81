/**
 * The CMS of one signer as bytes with three holes: digest, signed attributes, signature. Everything else is the same in
 * every signature of a batch, and building it anew takes longer than all of RSA around it.
 */
import { randomBytes } from 'node:crypto';
import { hashLength, hashOf, methodOf } from '../../asn1/signature-scheme.ts';
import { certificateOf } from '../cms/certificate.ts';
import { signedAttributes, signedDataOf } from '../cms/cms.ts';
import type { SignerIdentity } from '../token/token-signer.ts';

export interface CmsTemplate {
  /** What is signed, for a digest of the document. */
  attributesFor(digest: Uint8Array): Uint8Array;
  /** Undefined when a signature has another length than usual: then the CMS is built as usual. */
  cmsFor(attributes: Uint8Array, signature: Uint8Array): Uint8Array | undefined;
}

const known = new WeakMap<Uint8Array, { readonly signer: SignerIdentity; readonly template: CmsTemplate }>();

/** Kept with the signer's certificate. */
export function cmsTemplateOf(signer: SignerIdentity): CmsTemplate {
  const kept = known.get(signer.certificate);
  if (kept?.signer.scheme === signer.scheme && kept.signer.chain === signer.chain) return kept.template;
  const template = templateOf(signer);
  known.set(signer.certificate, { signer, template });
  return template;
}

function templateOf(signer: SignerIdentity): CmsTemplate {
  const { scheme, chain } = signer;
  const certificate = certificateOf(signer.certificate);
  const digest = randomBytes(hashLength(hashOf(scheme)));
  const attributes = Buffer.from(signedAttributes(digest, certificate));
  const digestAt = onlyPlace(attributes, digest);
  const length = signatureLength(signer, certificate.x509.publicKey.asymmetricKeyDetails?.modulusLength);
  const signature = randomBytes(length ?? 0);
  const cms =
    length === undefined
      ? undefined
      : Buffer.from(signedDataOf({ scheme, attributes, signature, certificate, chain }));
  // In the SignerInfo the attributes bear the tag [0] instead of SET.
  const attributesAt = cms === undefined ? -1 : onlyPlace(cms, attributes.subarray(1));
  const signatureAt = cms === undefined ? -1 : onlyPlace(cms, signature);
  return Object.freeze({
    attributesFor: (wanted: Uint8Array) => {
      const made = Buffer.from(attributes);
      made.set(wanted, digestAt);
      return made;
    },
    cmsFor: (signed: Uint8Array, value: Uint8Array) => {
      if (cms === undefined || value.length !== length || signed.length !== attributes.length)
        return undefined;
      const made = Buffer.from(cms);
      made.set(signed.subarray(1), attributesAt);
      made.set(value, signatureAt);
      return made;
    },
  });
}

/** RSA signatures are as long as the modulus; the DER of an ECDSA signature varies. */
function signatureLength({ scheme }: SignerIdentity, bits: number | undefined): number | undefined {
  return methodOf(scheme) === 'ecdsa' || bits === undefined ? undefined : Math.ceil(bits / 8);
}

function onlyPlace(bytes: Buffer, part: Uint8Array): number {
  const at = bytes.indexOf(part);
  if (at < 0 || bytes.indexOf(part, at + 1) >= 0)
    throw new TypeError('the template does not hold its own parts');
  return at;
}
