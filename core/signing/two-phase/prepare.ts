/** The first phase of signing a PDF: everything up to the bytes that the key signs. */

import type { Clock } from '../../../foundation/clock.ts';
import { hashOf } from '../../asn1/signature-scheme.ts';
import {
  addSignatureField,
  type Extent,
  fillByteRange,
  freeFieldName,
  openForWriting,
  pdfTime,
  rangeDigest,
  type SignatureHoles,
  signatureDictionary,
  signEmptyField,
  startRevision,
  type WritableDocument,
} from '../../pdf/writing/index.ts';
import type { Appearance } from '../appearance/appearance.ts';
import { drawn } from '../appearance/drawn.ts';
import { refuseCertificate } from '../certificate-rules.ts';
import { certificateOf, type SignerCertificate } from '../cms/certificate.ts';
import { refuseBrokenSignatures } from '../document/earlier-signatures.ts';
import { type ExistingSignature, existingSignatures, kindOf } from '../document/existing-signatures.ts';
import { refusePoorScan } from '../document/scan.ts';
import { refuseOtherDemands } from '../document/seed-values.ts';
import { refuseSecondOfSigner } from '../document/signed-before.ts';
import { refuseWhatFails, refuseWhatIsOutside } from '../document/would-verify.ts';
import { fail } from '../errors.ts';
import type { DocumentBuffers } from '../files/document-buffers.ts';
import { numberingFields } from '../numbering/kept-fields.ts';
import { addNumberingFields } from '../numbering/prepare-fields.ts';
import type { NumberingWish } from '../numbering/wanted-fields.ts';
import { regimeOf, type SigningRegime } from '../regimes/index.ts';
import type { SignerIdentity } from '../token/token-signer.ts';
import type { SigningWarning } from '../warning-rows.ts';
import { emptyNumber, rewritten, sameAgency, warningsFor } from '../warnings.ts';
import { cmsTemplateOf } from './cms-template.ts';

export interface PrepareOptions {
  readonly pdf: Uint8Array;
  readonly signer: SignerIdentity;
  readonly appearance: Appearance;
  /** Id of a regime, as `hai-phong-2025`. */
  readonly regulation: string;
  readonly clock: Clock;
  /** A free name is chosen when none is given. */
  readonly fieldName?: string;
  /** The pages are scanned paper: their resolution and colour are looked at. */
  readonly scanned?: boolean;
  /** Several agencies sign in turn: a person may sign behind the seal of another agency. */
  readonly interAgency?: boolean;
  /** How much of the document is read; everything unless said otherwise. */
  readonly extent?: Extent;
  /** Of a person who signs first: keep fields in which number and date are put in later. None unless said. */
  readonly numbering?: NumberingWish;
  /**
   * The bytes of `pdf` were taken from here and are given back when they have been copied; those of the result are taken
   * from here too, and whoever is done with it gives them back.
   */
  readonly buffers?: DocumentBuffers;
  /** Keep room for a time stamp. */
  readonly timeStamped?: boolean;
}

/** A revision with everything but the signature in it. */
export interface PreparedSignature {
  /** The earlier bytes and the new revision, /ByteRange filled, /Contents still zeros. */
  readonly file: Uint8Array;
  readonly holes: SignatureHoles;
  readonly signer: SignerIdentity;
  /** What the key signs, in the way of the signer's scheme. */
  readonly attributes: Uint8Array;
  readonly warnings: readonly SigningWarning[];
}

/**
 * The first phase: checks, place, appearance, revision, digest. The input's bytes come first; only an unsigned file with
 * a damaged or hybrid structure is rewritten before, which is told as DRAFT_REWRITTEN. Throws SIGN_…, PDF_….
 */
export async function prepareSignature(options: PrepareOptions): Promise<PreparedSignature> {
  const { signer, appearance } = options;
  const regime = regimeOf(options.regulation);
  const at = options.clock.now();
  const certificate = certificateOf(signer.certificate);
  refuseCertificate(certificate, appearance.kind, at, regime);
  const document = await openForWriting(options.pdf, undefined, options.extent);
  if (document.version < regime.pdfVersion) {
    throw fail('SIGN_PDF_VERSION', { found: document.version, wanted: regime.pdfVersion });
  }
  const signatures = existingSignatures(document, regime);
  const odd =
    regime.order.earlierMustHold && signatures.length > 0
      ? refuseBrokenSignatures(options.pdf, signatures.length, at)
      : [];
  if (options.scanned === true) refusePoorScan(document, regime);
  refuseOrder(signatures, appearance, regime, options.interAgency === true ? certificate : undefined);
  const revision = startRevision(document);
  const kept =
    options.numbering !== undefined && appearance.kind === 'personal' && signatures.length === 0
      ? await addNumberingFields(revision, options.numbering, regime)
      : [];
  const shown = await drawn(revision, appearance, { signatures, signerName: certificate.name, at, regime });
  refuseSecondOfSigner(certificate, shown.place, signatures);
  if (shown.field !== undefined) {
    refuseOtherDemands(document.context, shown.field.field, {
      filter: 'Adobe.PPKLite',
      subFilter,
      signer,
      timeStamped: options.timeStamped === true,
    });
  }
  const dictionary = signatureDictionary({
    subFilter,
    claimedTime: pdfTime(at),
    signerName: certificate.name,
    room: roomFor(signer, options.timeStamped === true),
    locked: { data: document.root, fields: appearance.kind === 'agency' ? numberedFields(document) : [] },
  });
  const signed = { signature: revision.add(dictionary.object), appearance: shown.form };
  const field = shown.field?.field.name ?? freeFieldName(document, options.fieldName);
  if (shown.field !== undefined) signEmptyField(revision, shown.field, signed);
  else
    addSignatureField(revision, {
      name: field,
      ...shown.place,
      ...signed,
    });
  const file = revision.finish(options.buffers?.take);
  const holes = fillByteRange(file, dictionary, document.bytes.length);
  const over =
    document.fields.length === 0
      ? refuseWhatIsOutside(document)
      : refuseWhatFails(signatures.length === 0 ? undefined : options.pdf, file, {
          field,
          kind: kindOf(certificate, regime),
        });
  const digest = rangeDigest(file, holes, hashOf(signer.scheme));
  const warnings = [
    ...rewritten(document),
    ...odd,
    ...over,
    ...kept,
    ...warningsFor(appearance, certificate, signatures),
    ...emptyNumber(document, appearance),
  ];
  // Not sooner: of a document that is read where needed, any question may look at its bytes again.
  options.buffers?.give(options.pdf);
  const attributes = cmsTemplateOf(signer).attributesFor(digest);
  return Object.freeze({ file, holes, signer, attributes, warnings });
}

const subFilter = 'ETSI.CAdES.detached';

/** Number and date that the seal closes: the fields kept for them that hold something. */
function numberedFields(document: WritableDocument): readonly string[] {
  return numberingFields(document).flatMap(({ name, filled }) => (filled ? [name] : []));
}

function refuseOrder(
  signatures: readonly ExistingSignature[],
  { kind }: Appearance,
  { order }: SigningRegime,
  inTurn: SignerCertificate | undefined,
): void {
  const sealed = signatures.some(
    ({ kind: who, place, signer }) =>
      who === 'agency' &&
      place !== undefined &&
      (inTurn?.organisation === undefined ||
        signer === undefined ||
        sameAgency(signer.name, inTurn.organisation)),
  );
  if (kind === 'personal' && sealed && order.personalBeforeAgency) throw fail('SIGN_AGENCY_ALREADY_SIGNED');
}

/** Certificates are known; a time stamp brings its own chain, which is not. */
function roomFor(signer: SignerIdentity, timeStamped: boolean): number {
  const certificates = [signer.certificate, ...signer.chain].reduce((sum, der) => sum + der.length, 0);
  return Math.max(16_384, certificates + 4096 + (timeStamped ? 12_288 : 0));
}
