/** The fields of the form that a step wrote again: which objects belong to each, and what it held before and after. */
import {
  dictionaryOf,
  inherited,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  textOf,
  type View,
} from '../../../pdf/reading/index.ts';
import { changedKeys, numberOf, type RevisionStep } from '../step.ts';
import { fieldName, isDeeper } from './field-name.ts';

export type FieldKind = 'Tx' | 'Ch' | 'Btn';

export interface FilledForm {
  /** In full; as long as `longestName` where it is longer. */
  readonly name: string;
  /** Its name lacks its beginning. */
  readonly isDeep: boolean;
  readonly kind: FieldKind;
  /** The object with the name and the value. */
  readonly field: number;
  /** What shows it, in the order of the field; the field itself where that is its own widget. */
  readonly widgets: readonly number[];
  /** Those of them that the step changed. */
  readonly changed: readonly number[];
  /** Whether each of its kids is an object of its own. */
  readonly isWhole: boolean;
  readonly isFilled: boolean;
  readonly was: string;
  readonly value: string;
}

/** Letters. Locks name fields in full, so that a name which is cut cannot be compared. */
export const longestName = 250;
export const deepestField = 10;
const kinds: ReadonlySet<string> = new Set(['Tx', 'Ch', 'Btn']);
/** A document with more of them is made to keep its reader busy. */
const mostFields = 2_000;

/** In the order in which the step wrote them; `numbers`: of objects that it changed. */
export function filledForms(step: RevisionStep, numbers: readonly number[]): readonly FilledForm[] {
  const fields = new Map<number, FieldKind>();
  for (const number of numbers) {
    const before = dictionaryOf(step.before.object(number));
    const kind = before && kindOf(step.before, before);
    const field = kind && (before.entries.has('T') ? number : numberOf(before.entries.get('Parent')));
    if (kind !== undefined && field !== undefined && fields.size < mostFields) fields.set(field, kind);
  }
  return [...fields].map(([field, kind]) => filledForm(step, field, kind));
}

function kindOf(view: View, dictionary: PdfDictionary): FieldKind | undefined {
  const type = view.resolve(inherited(view, dictionary, 'FT', deepestField));
  return isName(type) && kinds.has(type.value) ? (type.value as FieldKind) : undefined;
}

function filledForm(step: RevisionStep, field: number, kind: FieldKind): FilledForm {
  const [old, now] = [dictionaryOf(step.before.object(field)), dictionaryOf(step.after.object(field))];
  const kids = itemsOf(step.before.resolve(old?.entries.get('Kids')));
  const widgets = kids.length === 0 ? [field] : kids.flatMap((kid) => numberOf(kid) ?? []);
  return {
    name: old === undefined ? '' : fieldName(step.before, old, deepestField, longestName),
    isDeep: old !== undefined && isDeeper(step.before, old, deepestField),
    kind,
    field,
    widgets,
    changed: [...new Set([field, ...widgets])].filter((number) => step.changed.has(number)),
    isWhole: kids.length === 0 || kids.length === widgets.length,
    isFilled: changedKeys(old, now).includes('V'),
    was: valueText(step.before, old?.entries.get('V')),
    value: valueText(step.after, now?.entries.get('V')),
  };
}

const mostLines = 100;

/** As told to people: lines of a list with commas between them. */
function valueText(view: View, given: PdfObject | undefined): string {
  const value = view.resolve(given);
  if (isKind(value, 'string')) return textOf(value);
  if (isName(value)) return value.value;
  const items = itemsOf(value);
  const lines = items.slice(0, mostLines).map((item) => (isKind(item, 'string') ? textOf(item) : ''));
  return [...lines, ...(items.length > mostLines ? [`… (+${items.length - mostLines})`] : [])].join(', ');
}
