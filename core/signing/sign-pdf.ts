/** Signs a PDF: checks, place, appearance, revision, CMS. */

import type { PDFRef } from 'pdf-lib';
import type { Clock } from '../../foundation/clock.ts';
import { hashOf } from '../asn1/signature-scheme.ts';
import {
  addSignatureField,
  fillByteRange,
  fillContents,
  freeFieldName,
  openForWriting,
  pdfTime,
  type Revision,
  rangeDigest,
  signatureDictionary,
  startRevision,
} from '../pdf/writing/index.ts';
import type { Appearance } from './appearance.ts';
import { certificateOf, type SignerCertificate } from './certificate.ts';
import { signedAttributes, signedDataOf } from './cms.ts';
import { refuseBrokenSignatures } from './earlier-signatures.ts';
import { fail } from './errors.ts';
import { type ExistingSignature, existingSignatures, kindOf } from './existing-signatures.ts';
import { readImage, type SignatureImage } from './image.ts';
import { imageAppearance } from './image-appearance.ts';
import { type Place, personalPlace, sealPlace, textPlace } from './placement.ts';
import { regimeOf, type SigningRegime } from './regimes/index.ts';
import { signatureFits } from './scheme.ts';
import { textAppearance, textBlock, vietnameseTime } from './text-appearance.ts';
import { timeStampFor } from './time-stamp.ts';
import type { TokenSigner } from './token-signer.ts';
import { type SigningWarning, warningsFor } from './warnings.ts';

export interface SignOptions {
  readonly pdf: Uint8Array;
  readonly signer: TokenSigner;
  readonly appearance: Appearance;
  /** Id of a regime, as `hai-phong-2025`. */
  readonly regulation: string;
  readonly clock: Clock;
  /** RFC 3161 server: the signature becomes PAdES B-T. */
  readonly timeStamp?: { readonly url: string };
  /** A free name is chosen when none is given. */
  readonly fieldName?: string;
}

export interface SignedPdf {
  readonly pdf: Uint8Array;
  readonly warnings: readonly SigningWarning[];
}

/** As `signPdfWithWarnings`, for callers with nobody to warn. */
export async function signPdf(options: SignOptions): Promise<Uint8Array> {
  return (await signPdfWithWarnings(options)).pdf;
}

/**
 * The signed file: the input's bytes and one revision more, PAdES B-B, or B-T with `timeStamp`. Only an unsigned file
 * with a damaged or hybrid structure is rewritten first. Throws SIGN_… , PDF_… and what the signer throws.
 */
export async function signPdfWithWarnings(options: SignOptions): Promise<SignedPdf> {
  const regime = regimeOf(options.regulation);
  const at = options.clock.now();
  const certificate = certificateOf(options.signer.certificate);
  refuseCertificate(certificate, options.appearance, at, regime);
  const document = await openForWriting(options.pdf);
  if (document.version < regime.pdfVersion) {
    throw fail('SIGN_PDF_VERSION', { found: document.version, wanted: regime.pdfVersion });
  }
  const signatures = existingSignatures(document, regime);
  if (regime.order.earlierMustHold && signatures.length > 0) {
    refuseBrokenSignatures(options.pdf, signatures.length, at);
  }
  refuseOrder(signatures, options.appearance, regime);
  const revision = startRevision(document);
  const shown = await drawn(revision, options.appearance, signatures, at, regime);
  const dictionary = signatureDictionary({
    subFilter: 'ETSI.CAdES.detached',
    claimedTime: pdfTime(at),
    signerName: certificate.name,
    room: roomFor(options),
  });
  addSignatureField(revision, {
    name: freeFieldName(document, options.fieldName),
    page: shown.place.page,
    rectangle: shown.place.rectangle,
    signature: revision.add(dictionary.object),
    appearance: shown.form,
  });
  const file = revision.finish();
  const holes = fillByteRange(file, dictionary, document.bytes.length);
  fillContents(
    file,
    holes,
    await cmsFor(rangeDigest(file, holes, hashOf(options.signer.scheme)), certificate, options),
  );
  return Object.freeze({
    pdf: file,
    warnings: warningsFor(options.appearance, certificate, signatures),
  });
}

/** Hai Phong 2025, article 15.1: in its term, a person's for a person, the agency's for the agency. */
function refuseCertificate(
  certificate: SignerCertificate,
  appearance: Appearance,
  at: Date,
  regime: SigningRegime,
): void {
  const { name, notBefore, notAfter } = certificate;
  if (regime.certificates.mustBeInTerm) {
    const now = vietnameseTime(at, regime);
    if (at < notBefore) {
      throw fail('SIGN_CERTIFICATE_NOT_YET_VALID', { name, from: vietnameseTime(notBefore, regime), now });
    }
    if (at > notAfter) {
      throw fail('SIGN_CERTIFICATE_EXPIRED', { name, until: vietnameseTime(notAfter, regime), now });
    }
  }
  const wanted = regime.certificates.kindFor[appearance.kind];
  const found = kindOf(certificate, regime);
  if (wanted !== undefined && wanted !== found) {
    throw fail('SIGN_CERTIFICATE_KIND', {
      as: appearance.kind,
      expected: described[wanted],
      name,
      found: described[found],
    });
  }
}

const described = { person: 'a person', agency: 'an agency', unknown: 'neither a person nor an agency' };

function refuseOrder(
  signatures: readonly ExistingSignature[],
  { kind }: Appearance,
  { order }: SigningRegime,
): void {
  const sealed = signatures.some((signature) => signature.kind === 'agency' && signature.place !== undefined);
  if (kind === 'personal' && sealed && order.personalBeforeAgency) throw fail('SIGN_AGENCY_ALREADY_SIGNED');
}

async function drawn(
  revision: Revision,
  appearance: Appearance,
  signatures: readonly ExistingSignature[],
  at: Date,
  regime: SigningRegime,
): Promise<{ place: Place; form: PDFRef }> {
  const { document } = revision;
  if (appearance.kind === 'personal') {
    const image = readImage(
      appearance.image,
      appearance.kind,
      regime.images.personal,
      regime.images.largestPixels,
    );
    const place = await personalPlace(document, appearance, image, regime);
    return { place, form: imageAppearance(revision, place.page, image, sizeOf(place)) };
  }
  if (appearance.kind === 'agency') {
    const image = readImage(
      appearance.image,
      appearance.kind,
      regime.images.agency,
      regime.images.largestPixels,
    );
    refuseSealSize(image, appearance.sizeMm, regime);
    const place = sealPlace(document, appearance, signatures, regime);
    return { place, form: imageAppearance(revision, place.page, image, sizeOf(place)) };
  }
  const block = await textBlock(appearance, at, regime);
  const place = await textPlace(document, block, regime);
  return { place, form: await textAppearance(revision, place.page, block, regime) };
}

function refuseSealSize(
  image: SignatureImage,
  { width, height }: { readonly width: number; readonly height: number },
  { seal }: SigningRegime,
): void {
  if (!(Math.min(width, height) >= seal.leastMm && Math.max(width, height) <= seal.mostMm)) {
    throw fail('SIGN_SEAL_SIZE', { width, height, least: seal.leastMm, most: seal.mostMm });
  }
  const [drawnAs, real] = [image.width / image.height, width / height];
  if (Math.abs(drawnAs / real - 1) > seal.proportionTolerance) {
    throw fail('SIGN_IMAGE_PROPORTION', { image: drawnAs.toFixed(2), size: real.toFixed(2) });
  }
}

function sizeOf({ rectangle: { left, right, bottom, top } }: Place) {
  return { width: right - left, height: top - bottom };
}

/** Certificates are known; a time stamp brings its own chain, which is not. */
function roomFor({ signer, timeStamp }: SignOptions): number {
  const certificates = [signer.certificate, ...signer.chain].reduce((sum, der) => sum + der.length, 0);
  return Math.max(16_384, certificates + 4096 + (timeStamp === undefined ? 0 : 12_288));
}

async function cmsFor(
  digest: Uint8Array,
  certificate: SignerCertificate,
  { signer, timeStamp }: SignOptions,
): Promise<Uint8Array> {
  const attributes = signedAttributes(digest, certificate);
  const signature = await signer.sign(attributes);
  // A damaged token, or a certificate stored beside the wrong key, would otherwise be found by the recipient.
  if (!signatureFits(signer.scheme, certificate.x509.publicKey, attributes, signature)) {
    throw fail('SIGN_KEY_MISMATCH', { name: certificate.name });
  }
  const parts = { scheme: signer.scheme, attributes, signature, certificate, chain: signer.chain };
  if (timeStamp === undefined) return signedDataOf(parts);
  const hash = hashOf(signer.scheme);
  return signedDataOf({ ...parts, timeStamp: await timeStampFor(signature, { ...timeStamp, hash }) });
}
