/** What the form keeps for fields that viewers draw anew: fonts (/DR) and how text is set (/DA). Some may be added. */
import {
  dictionaryOf,
  inherited,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  pagesOf,
  sameObject,
} from '../../pdf/reading/index.ts';
import type { RevisionStep } from './step.ts';

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
  if (key === 'DR') return onlyGrows(step, old, now) && (isSigners(step) || !takers(step).fonts);
  if (key !== 'DA' || old !== undefined || !isKind(step.after.resolve(now), 'string')) return false;
  const { fonts, style } = takers(step);
  return isSigners(step) ? !style : !fonts;
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
 * field that has no /DA of its own. Whether it has a look does not count: pdf.js draws every field anew.
 */
function takers({ before, limits }: RevisionStep): { readonly fonts: boolean; readonly style: boolean } {
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
  return {
    fonts: fields.length > 0 || annotations.some((annotation) => isOf(annotation, 'FreeText')),
    style: fields.some((field) => inherited(before, field, 'DA') === undefined),
  };
}
