/** The pages: their lists of annotations may grow by the widgets of new signatures, nothing else on them may change. */
import {
  dictionaryOf,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  pagesOf,
} from '../../../pdf/reading/index.ts';
import { changedKeys, numberOf, type RevisionStep } from '../step.ts';
import { additionsTo, isSigned } from './form.ts';
import { isRounded } from './rounded.ts';

const boxes = new Set('MediaBox CropBox BleedBox TrimBox ArtBox'.split(' '));

export function vouchForPages(step: RevisionStep): void {
  for (const page of pagesOf(step.before, step.limits)) {
    const before = page.dictionary;
    const after = dictionaryOf(step.after.object(page.object));
    if (step.changed.has(page.object)) step.explain(page.object);
    for (const key of changedKeys(before, after)) {
      if (key === 'Annots') continue;
      const place = `page ${page.number} /${key}`;
      if (boxes.has(key) && isRounded(before.entries.get(key), after?.entries.get(key)))
        step.vouch('rounding', place, 'was rounded anew by the program that signed later');
      // In which order a keyboard goes through the fields: iText says so where there was no field before.
      else if (key === 'Tabs' && isFirstOrder(step, before, after)) continue;
      else step.refuse('page', place, 'was changed');
    }
    const [oldList, newList] = [before.entries.get('Annots'), after?.entries.get('Annots')];
    vouchForAnnotations(step, page.number, page.object, oldList, newList);
  }
}

/** By its /Subtype: how it shows, and whether it can cover what was signed, depends on it. */
function kindOf({ after }: RevisionStep, addition: PdfObject): string {
  const kind = dictionaryOf(after.resolve(addition))?.entries.get('Subtype');
  return isName(kind) ? ` (/${kind.value.slice(0, 32)})` : '';
}

function isFirstOrder(
  { signed }: RevisionStep,
  before: PdfDictionary,
  after: PdfDictionary | undefined,
): boolean {
  return signed.length > 0 && !before.entries.has('Tabs') && isName(after?.entries.get('Tabs'), 'S');
}

function vouchForAnnotations(
  step: RevisionStep,
  page: number,
  owner: number,
  oldList: PdfObject | undefined,
  newList: PdfObject | undefined,
): void {
  const place = `page ${page} /Annots`;
  const listNumber = numberOf(oldList);
  if (listNumber !== undefined && step.changed.has(listNumber))
    step.explainInRole(listNumber, [owner], place);
  const additions = additionsTo(itemsOf(step.before.resolve(oldList)), itemsOf(step.after.resolve(newList)));
  if (additions === undefined) {
    step.refuse('annotation', place, 'annotations were removed or put in another order');
    return;
  }
  for (const addition of additions) {
    if (isSigned(step, addition)) step.vouch('signature', place, 'the widget of a new signature was added');
    else
      step.refuse(
        'annotation',
        place,
        `an annotation was added that is not the widget of a new signature${kindOf(step, addition)}`,
      );
  }
}
