/** The signatures that are already on a document: who made them, and where they stand. */
import { PDFHexString, PDFName, PDFString } from 'pdf-lib';
import {
  arrayAt,
  type ExistingField,
  type Page,
  placedOn,
  type Rectangle,
  type WritableDocument,
  widgetRectangle,
} from '../../pdf/writing/index.ts';
import { asDer } from '../../verification/cms/ber.ts';
import type { CertificateKind, SignerCertificate } from '../cms/certificate.ts';
import { signerIn } from '../cms/cms-reader.ts';
import { childAt, readElement } from '../cms/der.ts';
import type { SigningRegime } from '../regimes/index.ts';

export interface ExistingSignature {
  readonly field: string;
  readonly kind: CertificateKind;
  /** undefined when the CMS cannot be read or does not hold the certificate. */
  readonly signer: SignerCertificate | undefined;
  /** undefined when invisible, or when its widget is on no page. */
  readonly place: { readonly page: Page; readonly rectangle: Rectangle } | undefined;
}

export function existingSignatures(
  document: WritableDocument,
  regime: SigningRegime,
): readonly ExistingSignature[] {
  return document.fields
    .filter((field) => field.signature !== undefined)
    .map((field) => {
      const signer = signerOf(field);
      const kind = signer === undefined ? 'unknown' : kindOf(signer, regime);
      return Object.freeze({ field: field.name, kind, signer, place: placeOf(document, field) });
    });
}

/** By the beginning of the subject's UID, as the regime knows it. */
export function kindOf({ uid = '' }: SignerCertificate, { certificates }: SigningRegime): CertificateKind {
  if (certificates.prefixes.person.some((prefix) => uid.startsWith(prefix))) return 'person';
  if (certificates.prefixes.agency.some((prefix) => uid.startsWith(prefix))) return 'agency';
  return 'unknown';
}

function signerOf({ signature }: ExistingField): SignerCertificate | undefined {
  const contents = signature?.get(PDFName.of('Contents'));
  if (!(contents instanceof PDFHexString || contents instanceof PDFString)) return undefined;
  try {
    return signerIn(childAt(readElement(asDer(contents.asBytes())), 1, 0))?.certificate;
  } catch {
    // Not a CMS that we can read: nobody that we know has signed.
    return undefined;
  }
}

function placeOf(document: WritableDocument, field: ExistingField): ExistingSignature['place'] {
  const { context } = document;
  const kids = arrayAt(context, field.dictionary, 'Kids')?.asArray() ?? [];
  const [placed] = placedOn(document, [field.reference, ...kids]);
  if (placed === undefined) return undefined;
  const rectangle = widgetRectangle(context, placed.page, placed.annotation);
  return rectangle === undefined ? undefined : { page: placed.page, rectangle };
}
