/** The place and look of a signature that a later revision adds: written so that every viewer draws it where we think it is. */
import {
  dictionaryOf,
  isKind,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  pagesOf,
} from '../../../pdf/reading/index.ts';
import type { RevisionStep, SignedField } from '../step.ts';
import { strayingBy } from './upright.ts';

type SignedWidget = SignedField['widgets'][number];

/**
 * Refuses a widget of `field` that the step adds or changes and whose place or look viewers mend in different ways. With a null
 * or too many numbers in /Rect Poppler, PDFium or MuPDF draw it over the page, while others show nothing; PDFium draws a look
 * without /BBox unclipped, whatever /Rect is.
 */
export function refuseOddLook(step: RevisionStep, field: SignedField): void {
  const refuse = (what: string) => step.refuse('field', `field ${field.name}`, what);
  for (const widget of field.widgets) {
    const { object } = widget;
    if (object === undefined || !(step.added.has(object) || step.changed.has(object))) continue;
    const dictionary = dictionaryOf(step.after.object(object));
    if (dictionary === undefined) continue;
    if (widget.isOnSeveralPages) refuse('shows on several pages');
    const straying = strayingBy(step.after.resolve(dictionary.entries.get('F')), rotationOf(step, widget));
    if (straying !== undefined) refuse(straying);
    if (!hasPlainRect(dictionary)) refuse('has a /Rect that viewers read in different ways');
    if (!looksOf(step, dictionary).every((look) => isFramed(step, look)))
      refuse('has an appearance without a usable /BBox');
  }
}

/** Four numbers as they stand; a field that shows on no page may have none. */
function hasPlainRect({ entries }: PdfDictionary): boolean {
  const rect = entries.get('Rect');
  if (rect === undefined) return !entries.has('AP');
  return isFourNumbers(rect);
}

function isFourNumbers(object: PdfObject): boolean {
  const items = itemsOf(object);
  return items.length === 4 && items.every((item) => typeof item === 'number');
}

/** Everything that may be drawn for it: the three looks, and their states. */
function looksOf(step: RevisionStep, { entries }: PdfDictionary): PdfObject[] {
  const looks = step.after.resolve(entries.get('AP'));
  if (!isKind(looks, 'dictionary')) return looks === null ? [] : [looks];
  return [...looks.entries.values()].flatMap((value) => {
    const look = step.after.resolve(value);
    return isKind(look, 'dictionary')
      ? [...look.entries.values()].map((state) => step.after.resolve(state))
      : [look];
  });
}

function isFramed(step: RevisionStep, look: PdfObject): boolean {
  if (look === null) return true;
  if (!isKind(look, 'stream')) return false;
  return isFourNumbers(step.after.resolve(look.dictionary.entries.get('BBox')));
}

function rotationOf(step: RevisionStep, { page }: SignedWidget): number | undefined {
  return pagesOf(step.after, step.limits).find(({ number }) => number === page)?.rotation;
}
