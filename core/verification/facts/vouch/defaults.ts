/** What the form keeps for fields that viewers draw anew: fonts (/DR) and how text is set (/DA). Some may be added. */
import {
  dictionaryOf,
  formOf,
  inherited,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  pagesOf,
  sameObject,
  textOf,
} from '../../../pdf/reading/index.ts';
import type { RevisionStep } from '../step.ts';

/**
 * Whether the step may have made `old` of the form's /DR or /DA into `now`. Fonts and a first /DA are added by iText with a
 * signature, by PDFBox (and so by DSS) with a document time stamp. A font that nobody signed would write on the page wherever a
 * field is drawn anew, and a size or colour would hide what an earlier field says: so fonts are added by a signer alone, and a /DA
 * only where every earlier field has its own, unless the document has nothing that takes them from there.
 */
export function mayBeAdded(
  step: RevisionStep,
  key: string,
  old: PdfObject | undefined,
  now: PdfObject | undefined,
): boolean {
  if (key === 'DR')
    return onlyGrows(step, old, now) && (isSigners(step) || !takers(step).fonts || addsTicks(step, old, now));
  if (key !== 'DA' || old !== undefined || !isKind(step.after.resolve(now), 'string')) return false;
  const { fonts, style } = takers(step);
  return isSigners(step) ? !style : !fonts;
}

const tickFont = 'ZaDb';

/**
 * Whether nothing but the font that every reader has for ticks is new, under the name that it has there; PDFBox adds it to each
 * form that lacks it. Nothing is drawn otherwise, unless a text says that it is written in a font of this name.
 */
function addsTicks(step: RevisionStep, old: PdfObject | undefined, now: PdfObject | undefined): boolean {
  const [before, after] = [step.before.resolve(old), step.after.resolve(now)];
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return false;
  if ([...after.entries.keys()].some((key) => !before.entries.has(key))) return false;
  for (const [key, value] of after.entries) {
    const was = before.entries.get(key);
    if (was !== undefined && sameObject(was, value)) continue;
    const fonts = dictionaryOf(step.before.resolve(was));
    const added = [...(dictionaryOf(step.after.resolve(value))?.entries ?? [])].filter(
      ([name]) => fonts?.entries.has(name) !== true,
    );
    if (key !== 'Font' || added.some(([name, font]) => name !== tickFont || !isTickFont(step, font)))
      return false;
  }
  return !takers(step).ticks;
}

function isTickFont({ after }: RevisionStep, font: PdfObject): boolean {
  const entries = dictionaryOf(after.resolve(font))?.entries;
  return (
    entries?.size === 3 &&
    isName(entries.get('Type'), 'Font') &&
    isName(entries.get('Subtype'), 'Type1') &&
    isName(entries.get('BaseFont'), 'ZapfDingbats')
  );
}

function isSigners({ signed }: RevisionStep): boolean {
  return signed.some(({ kind }) => kind === 'signature');
}

/** Fonts for the new field's text may be added; those of earlier fields stay the same. */
function onlyGrows(
  step: RevisionStep,
  old: PdfObject | undefined,
  now: PdfObject | undefined,
  depth = 0,
): boolean {
  if (old === undefined || (now !== undefined && sameObject(old, now))) return true;
  const [before, after] = [step.before.resolve(old), step.after.resolve(now)];
  if (depth > 1 || !isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return false;
  return [...before.entries].every(([key, value]) =>
    onlyGrows(step, value, after.entries.get(key), depth + 1),
  );
}

/**
 * What the pages had before the step: `fonts`, anything but signatures that is drawn anew with fonts of the form; `style`, a
 * field that has no /DA of its own; `ticks`, a text that may be written in the font for ticks. Whether it has a look does not count: pdf.js draws every field anew.
 */
function takers(step: RevisionStep): {
  readonly fonts: boolean;
  readonly style: boolean;
  readonly ticks: boolean;
} {
  const { before, limits } = step;
  const annotations = pagesOf(before, limits)
    .flatMap(({ dictionary }) => itemsOf(before.resolve(dictionary.entries.get('Annots'))))
    .map((item) => dictionaryOf(before.resolve(item)))
    .filter((annotation) => annotation !== undefined);
  const isOf = (annotation: PdfDictionary, subtype: string) =>
    isName(before.resolve(annotation.entries.get('Subtype')), subtype);
  const fields = annotations.filter(
    (annotation) =>
      isOf(annotation, 'Widget') && !isName(before.resolve(inherited(before, annotation, 'FT')), 'Sig'),
  );
  const form = formOf(before);
  const isTicked = (annotation: PdfDictionary) => {
    if (isName(before.resolve(inherited(before, annotation, 'FT')), 'Btn')) return false;
    const style = before.resolve(inherited(before, annotation, 'DA') ?? form?.entries.get('DA'));
    // A name may be written with # and the code of a letter.
    return style !== null && !(isKind(style, 'string') && !/ZaDb|#/.test(textOf(style)));
  };
  return {
    ticks: [...fields, ...annotations.filter((one) => isOf(one, 'FreeText'))].some(isTicked),
    fonts: fields.length > 0 || annotations.some((annotation) => isOf(annotation, 'FreeText')),
    style: fields.some((field) => inherited(before, field, 'DA') === undefined),
  };
}
