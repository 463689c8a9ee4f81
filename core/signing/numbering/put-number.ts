/** Puts number and date into a document that the person has signed: one revision that fills the fields kept for them. */
import { type PDFDict, PDFName } from 'pdf-lib';
import type { Clock } from '../../../foundation/clock.ts';
import {
  drawnLook,
  embeddedFont,
  type Numbering,
  type NumberingPart,
  numberingNames,
  numberingOf,
  numberingParts,
} from '../../pdf/numbering/index.ts';
import { openPdf, type View } from '../../pdf/reading/index.ts';
import { openText, printedIn } from '../../pdf/text/index.ts';
import {
  fillTextField,
  openForWriting,
  type Revision,
  startRevision,
  type WaitingField,
  type WritableDocument,
  waitingField,
} from '../../pdf/writing/index.ts';
import { changeDetail, collectFacts, detailWords, type Facts } from '../../verification/index.ts';
import { appearanceForm } from '../appearance/appearance-form.ts';
import { refuseBrokenSignatures } from '../document/earlier-signatures.ts';
import { existingSignatures } from '../document/existing-signatures.ts';
import { fail } from '../errors.ts';
import { regimeOf, type SigningRegime } from '../regimes/index.ts';
import { type SigningWarning, warn } from '../warning-rows.ts';
import { rewritten } from '../warnings.ts';
import { numberPart } from '../words/wording.ts';
import { dateWarnings } from './date-warnings.ts';
import { lineStart } from './layout.ts';
import { type NumberAndDate, numberingTexts } from './text.ts';

export interface NumberOptions extends NumberAndDate {
  readonly pdf: Uint8Array;
  /** Id of a regime, as `hai-phong-2025`. */
  readonly regulation: string;
  readonly clock: Clock;
}

export interface NumberedPdf {
  readonly pdf: Uint8Array;
  /** As they now stand on the page. */
  readonly numbering: Numbering;
  readonly warnings: readonly SigningWarning[];
}

type Part = WaitingField & { readonly part: NumberingPart };

/**
 * Decree 30/2020, articles 13 to 18: the person signs, the clerk gives number and date, the agency signs. The input's
 * bytes come first. Throws SIGN_NUMBER_…, SIGN_OPTION_…, SIGN_EARLIER_SIGNATURE_BROKEN, SIGN_GLYPH_MISSING, PDF_….
 */
export async function putNumber(options: NumberOptions): Promise<NumberedPdf> {
  const regime = regimeOf(options.regulation);
  const document = await openForWriting(options.pdf, undefined, 'checked');
  const odd = refuseState(document, regime, options);
  const parts = waitingParts(document);
  refuseMissing(parts, options);
  await refuseCoveredText(document, parts);
  const texts = numberingTexts(
    options,
    parts.map(({ part, mapping }) => ({ part, form: mapping })),
  );
  const revision = startRevision(document);
  const view = openPdf(document.bytes).view();
  for (const part of parts) fill(revision, view, part, texts.get(part.part) ?? '', regime);
  const pdf = revision.finish();
  const { signatures, changes, printedNumber, printedDate } = explained(pdf);
  const values = parts.map(({ part, mapping }) => ({ part, value: texts.get(part) ?? '', form: mapping }));
  const { date } = options;
  const now = options.clock.now();
  const strange = changes.find(({ filled }) => filled?.font === 'unknown')?.filled?.field;
  const warnings = [
    ...rewritten(document),
    ...odd,
    ...(strange === undefined ? [] : [warn('NUMBER_FONT_UNKNOWN', { name: strange })]),
    ...(printedNumber === undefined ? [] : [warn('NUMBER_TWICE', { printed: printedNumber })]),
    ...(printedDate === undefined ? [] : [warn('DATE_TWICE', { printed: printedDate })]),
    ...(date === undefined ? [] : dateWarnings({ date, signatures, now }, regime)),
  ];
  return Object.freeze({ pdf, numbering: numberingOf(values), warnings });
}

function refuseState(
  document: WritableDocument,
  regime: SigningRegime,
  { pdf, clock }: NumberOptions,
): readonly SigningWarning[] {
  const signatures = existingSignatures(document, regime);
  if (signatures.some(({ kind }) => kind === 'agency')) throw fail('SIGN_NUMBER_AFTER_SEAL');
  if (signatures.length === 0 || !regime.order.earlierMustHold) return [];
  return refuseBrokenSignatures(pdf, signatures.length, clock.now());
}

/** A document without fields for what is given: they cannot be added behind a signature. */
function refuseMissing(parts: readonly Part[], { number, date }: NumberOptions): void {
  const numbers = parts.filter(({ part }) => part === 'number').length;
  if ((numbers === 0 && number !== undefined) || parts.length === 0) {
    throw fail('SIGN_NUMBER_FIELD_MISSING', { what: numberPart('number') });
  }
  if (numbers === parts.length && date !== undefined)
    throw fail('SIGN_NUMBER_FIELD_MISSING', { what: numberPart('date') });
}

function waitingParts(document: WritableDocument): readonly Part[] {
  return numberingParts.flatMap((part): Part[] => {
    const field = waitingField(document, numberingNames[part]);
    if (field === undefined) return [];
    if (field.filled) throw fail('SIGN_NUMBER_ALREADY_IN', { name: numberingNames[part] });
    return [{ ...field, part }];
  });
}

/** Who made the fields may have laid them over words: nothing is written there. */
async function refuseCoveredText(document: WritableDocument, parts: readonly Part[]): Promise<void> {
  const text = await openText(document.bytes);
  try {
    for (const { page, rectangle } of parts) {
      const printed = await printedIn(text, page.number, rectangle);
      if (printed !== '') throw fail('SIGN_NUMBER_COVERS_TEXT', { printed });
    }
  } finally {
    await text.close();
  }
}

function fill(revision: Revision, view: View, part: Part, value: string, { numbering }: SigningRegime): void {
  const { page, rectangle, alignment } = part;
  const name = numberingNames[part.part];
  const reference = part.font;
  const font =
    reference &&
    embeddedFont(view, {
      kind: 'reference',
      number: reference.objectNumber,
      generation: reference.generationNumber,
    });
  if (reference === undefined || font === undefined) throw fail('SIGN_NUMBER_FIELD_UNFIT', { name });
  const codes = font.codesOf(value);
  if (codes === undefined) {
    throw fail('SIGN_GLYPH_MISSING', {
      letter: [...value].find((one) => font.codesOf(one) === undefined) ?? value,
    });
  }
  const box = { width: rectangle.right - rectangle.left, height: rectangle.top - rectangle.bottom };
  const size = fittingSize(part.size, numbering.leastPt, (points) => font.width(codes, points) <= box.width);
  if (size === undefined) {
    const tenths = (points: number) => (points / page.frame.unitsPerMm) * 10;
    throw fail('SIGN_NUMBER_TOO_WIDE', {
      value,
      found: Math.floor(tenths(box.width)) / 10,
      wanted: Math.ceil(tenths(font.width(codes, numbering.leastPt))) / 10,
    });
  }
  const start = lineStart(box, { width: font.width(codes, size), size, alignment });
  const resources = revision.document.context.obj({}) as PDFDict;
  resources.set(PDFName.of('Font'), revision.document.context.obj({ F1: reference }));
  const look = drawnLook({ size, ...start, codes });
  fillTextField(revision, part, { value, appearance: appearanceForm(revision, page, box, resources, look) });
}

/** The field's own size, or what a long number needs, in half points; undefined when it would be too small. */
function fittingSize(wanted: number, least: number, fits: (size: number) => boolean): number | undefined {
  for (let size = wanted; size >= least; size -= 0.5) if (fits(size)) return size;
  return undefined;
}

/** What our own verification would not vouch for is not written: somebody else made the fields, or laid something beside them. */
function explained(pdf: Uint8Array): Facts {
  const facts = collectFacts(pdf);
  const { changes, revisions } = facts;
  const strange = changes.find(({ revision, vouched }) => !vouched && revision === revisions.length - 1);
  if (strange !== undefined) {
    throw fail('SIGN_NUMBER_UNEXPLAINED', { reason: detailWords(changeDetail(strange)) });
  }
  return facts;
}
