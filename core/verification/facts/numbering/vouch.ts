/** Number and date of the document: a field that was kept for them may be filled, once, with what it then shows. */
import { printedInside } from '../../../pdf/beneath/index.ts';
import {
  isNumberingValue,
  letterheadShare,
  type NumberingPart,
  numberingPart,
} from '../../../pdf/numbering/index.ts';
import {
  catalogOf,
  dictionaryOf,
  formOf,
  isKind,
  isName,
  itemsOf,
  type Page,
  type PdfDictionary,
  pagesOf,
  rectangleOf,
  textOf,
  type View,
} from '../../../pdf/reading/index.ts';
import type { Rectangle } from '../facts.ts';
import { changedKeys, numberOf, type RevisionStep } from '../step.ts';
import { strayingBy } from '../vouch/upright.ts';
import { type Found, no, type Problem, shown, wasBlank } from './look.ts';

/** A text field with its widget in one object. No actions: /A and /AA run something. */
const fieldKeys = new Set('Type Subtype FT T TU TM V F Ff P Rect AP MK DA Q MaxLen'.split(' '));
const fillingKeys = new Set(['V', 'AP', 'Ff']);

interface KeptField {
  readonly object: number;
  readonly name: string;
  readonly part: NumberingPart;
  readonly before: PdfDictionary;
  readonly after: PdfDictionary;
}

/**
 * The fields of `core/pdf/numbering`, directly in the form, that this step wrote again. Each gets one change: vouched for
 * with what it holds, or refused with the first thing that speaks against it.
 */
export function vouchForNumbering(step: RevisionStep): void {
  const fields = changedFields(step);
  if (fields.length === 0) return;
  const pages = pagesOf(step.before, step.limits);
  const looks = new Set<number>();
  for (const field of fields) {
    const place = `field ${field.name}`;
    step.explainInRole(field.object, ownersOf(step, field.object, pages), place);
    const found = problemOf(step, field, pages);
    if ('problem' in found) step.refuse(found.problem, place, found.detail);
    else {
      looks.add(found.look);
      step.vouch('document-number', place, `was filled with "${found.filled.value}"`, found.filled);
    }
  }
  refuseCompany(step, looks);
}

function changedFields(step: RevisionStep): readonly KeptField[] {
  const form = formOf(step.before);
  return itemsOf(step.before.resolve(form?.entries.get('Fields'))).flatMap((item): KeptField[] => {
    const object = numberOf(item);
    if (object === undefined || !step.changed.has(object)) return [];
    const [before, after] = [
      dictionaryOf(step.before.object(object)),
      dictionaryOf(step.after.object(object)),
    ];
    const name = textAt(step.before, before, 'T');
    const part = name === undefined ? undefined : numberingPart(name);
    if (before === undefined || name === undefined || part === undefined) return [];
    return [{ object, name, part, before, after: after ?? { kind: 'dictionary', entries: new Map() } }];
  });
}

/** The list of fields and the page's list of annotations: one reference from each. */
function ownersOf(step: RevisionStep, field: number, pages: readonly Page[]): readonly number[] {
  const catalog = numberOf(step.before.trailer.entries.get('Root'));
  const formValue = catalogOf(step.before)?.entries.get('AcroForm');
  const form = numberOf(formValue) ?? catalog;
  const list = numberOf(dictionaryOf(step.before.resolve(formValue))?.entries.get('Fields')) ?? form;
  const page = pageWith(step.before, field, pages);
  const annotations = page && (numberOf(page.dictionary.entries.get('Annots')) ?? page.object);
  return [list, annotations].filter((owner) => owner !== undefined);
}

function pageWith(view: View, field: number, pages: readonly Page[]): Page | undefined {
  return pages.find(({ dictionary }) =>
    itemsOf(view.resolve(dictionary.entries.get('Annots'))).some((item) => numberOf(item) === field),
  );
}

function problemOf(step: RevisionStep, field: KeptField, pages: readonly Page[]): Found {
  const { before, after, part, name } = field;
  if (step.before.resolve(before.entries.get('V')) !== null) {
    return no('number-again', 'was filled already and got another value');
  }
  const [strange] = changedKeys(before, after).filter((key) => !fillingKeys.has(key));
  if (strange !== undefined) return no('number-altered', `/${strange} was changed`);
  const foreign = [...after.entries.keys()].find((key) => !fieldKeys.has(key));
  if (foreign !== undefined)
    return no('number-altered', `/${foreign} is not part of a field for number or date`);
  if (!isName(after.entries.get('FT'), 'Tx') || !isName(after.entries.get('Subtype'), 'Widget')) {
    return no('number-altered', 'is no text field');
  }
  const [was, is] = [before, after].map(({ entries }) => entries.get('Ff') ?? 0);
  if ((was !== 0 && was !== readOnly) || (is !== was && is !== readOnly)) {
    return no('number-altered', '/Ff says more than that it is read-only');
  }
  const display = after.entries.get('F') ?? 0;
  if (typeof display !== 'number' || (display & hiding) !== 0) return no('number-look', 'is hidden');
  if (!wasBlank(step, before)) return no('number-look', 'showed something before it was filled');
  const value = textAt(step.after, after, 'V');
  if (value === undefined || !isNumberingValue(part, value))
    return no('number-look', 'holds no number or date');
  return (
    placeProblem(step, field, pages) ??
    shown(step, after, { field: name, value, form: textAt(step.after, after, 'TM') ?? '' })
  );
}

const readOnly = 1;
/** Of an annotation: invisible, hidden, not on the screen (ISO 32000-1, table 165). */
export const hiding = 1 | 2 | 32;

/** In the letterhead, and no text under it or annotation over it. */
function placeProblem(
  step: RevisionStep,
  { object, after }: KeptField,
  pages: readonly Page[],
): Problem | undefined {
  const page = pageWith(step.before, object, pages);
  const rect = rectangleOf(step.after, after.entries.get('Rect'));
  if (page === undefined || rect === undefined) return no('number-place', 'stands on no page');
  if (page.number !== 1 || fromTop(page, rect) > letterheadShare) {
    return no('number-place', 'is not in the letterhead on page 1');
  }
  const straying = strayingBy(after.entries.get('F'), page.rotation);
  if (straying !== undefined) return no('number-place', straying);
  const annotations = dictionaryOf(step.after.object(page.object))?.entries.get('Annots');
  for (const item of itemsOf(step.after.resolve(annotations))) {
    const other = rectangleOf(step.after, dictionaryOf(step.after.resolve(item))?.entries.get('Rect'));
    if (numberOf(item) === object || other === undefined) continue;
    if (overlapping(rect, other))
      return no('number-place', `overlaps the annotation of object ${numberOf(item)}`);
  }
  const printed = printedInside(step.before, page, rect) ?? '';
  return printed === ''
    ? undefined
    : no('number-place', `lies over printed text ("${printed.slice(0, 40)}")`);
}

/** How far down the lower edge is, as a share of the page as displayed. */
function fromTop({ box, rotation }: Page, [left, bottom, right, top]: Rectangle): number {
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  const turned = ((rotation % 360) + 360) % 360;
  if (turned === 90) return (right - box[0]) / width;
  if (turned === 180) return (top - box[1]) / height;
  if (turned === 270) return (box[2] - left) / width;
  return (box[3] - bottom) / height;
}

export function overlapping(a: Rectangle, b: Rectangle): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** The revision that numbers the document does only that: nothing new may come along unseen. */
function refuseCompany(step: RevisionStep, looks: ReadonlySet<number>): void {
  const [signed] = step.signed;
  if (signed !== undefined) {
    step.refuse(
      'number-company',
      `field ${signed.name}`,
      'was signed in the revision that gives number or date',
    );
  }
  for (const number of step.added) {
    if (looks.has(number)) continue;
    const object = step.after.object(number);
    const structure = dictionaryOf(object)?.entries.get('Type');
    if (isKind(object, 'stream') && (isName(structure, 'XRef') || isName(structure, 'ObjStm'))) continue;
    if (signed !== undefined) continue;
    step.refuse('number-company', `object ${number}`, 'came with number or date, but is no part of them');
  }
}

export function textAt(view: View, dictionary: PdfDictionary | undefined, key: string): string | undefined {
  const value = view.resolve(dictionary?.entries.get(key));
  return isKind(value, 'string') ? textOf(value) : undefined;
}
