/** What an object was for, so that a change of it is named by what it does to the document: the classes of attacks differ in that. */
import {
  dictionaryOf,
  isName,
  itemsOf,
  type PdfDictionary,
  pagesOf,
  type View,
} from '../../../pdf/reading/index.ts';
import type { ChangeKind } from '../facts.ts';
import { numberOf, type RevisionStep } from '../step.ts';

export type Role = Extract<ChangeKind, 'page' | 'page-content' | 'font' | 'drawn' | 'object'>;

/**
 * `page`: a page, or the tree of them; `page-content`: instructions of a page; `font`: a font or a part of one; `drawn`: a form,
 * picture or pattern. In the earlier revision, since that is what was signed.
 */
export function roleOf(step: RevisionStep, number: number): Role {
  const { before } = step;
  const object = before.object(number);
  const dictionary = dictionaryOf(object);
  const type = dictionary?.entries.get('Type');
  if (isName(type, 'Page') || isName(type, 'Pages')) return 'page';
  if (contentsOfPages(step).has(number)) return 'page-content';
  if (dictionary !== undefined && isDrawn(dictionary)) return 'drawn';
  const isFont =
    (isName(type) && fontTypes.has(type.value)) ||
    step.referrersOf(number).some((from) => leadsFontTo(before, from, number));
  return isFont ? 'font' : 'object';
}

const fontTypes: ReadonlySet<string> = new Set(['Font', 'FontDescriptor', 'Encoding', 'CMap']);
const drawnKinds: ReadonlySet<string> = new Set(['Form', 'Image']);

function isDrawn({ entries }: PdfDictionary): boolean {
  const [type, kind] = [entries.get('Type'), entries.get('Subtype')];
  const isForm = isName(kind) && drawnKinds.has(kind.value);
  return isForm || isName(type, 'XObject') || isName(type, 'Pattern') || entries.has('PatternType');
}

function leadsFontTo(before: View, from: number, number: number): boolean {
  const font = dictionaryOf(before.object(from));
  const type = font?.entries.get('Type');
  if (font === undefined || !isName(type) || !fontTypes.has(type.value)) return false;
  return [...font.entries.values()].some(
    (one) => numberOf(one) === number || itemsOf(one).some((item) => numberOf(item) === number),
  );
}

/** Found once a step: only refused files need it. */
const known = new WeakMap<RevisionStep, ReadonlySet<number>>();

function contentsOfPages(step: RevisionStep): ReadonlySet<number> {
  const found = known.get(step) ?? new Set(numbersOfContents(step));
  known.set(step, found);
  return found;
}

function numbersOfContents({ before, limits }: RevisionStep): number[] {
  return pagesOf(before, limits).flatMap(({ dictionary }) => {
    const given = dictionary.entries.get('Contents');
    return [given, ...itemsOf(before.resolve(given))].flatMap((one) => numberOf(one) ?? []);
  });
}
