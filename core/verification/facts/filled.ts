/** Fields that somebody filled behind a signature without a key: refused like any other change, but by the field's name. */
import {
  dictionaryOf,
  inherited,
  isKind,
  isName,
  type PdfDictionary,
  textOf,
  type View,
} from '../../pdf/reading/index.ts';
import { changedKeys, numberOf, type RevisionStep } from './step.ts';

/** Value, look, state, chosen lines, time. */
const fillingKeys = new Set(['V', 'AP', 'AS', 'I', 'M']);

/** The full name of the field that the step filled in `object`, which it changed; undefined where it did something else. */
export function filledField({ before, after, changed }: RevisionStep, object: number): string | undefined {
  const [old, now] = [dictionaryOf(before.object(object)), dictionaryOf(after.object(object))];
  if (old === undefined || now === undefined || !isField(before, old)) return undefined;
  const keys = changedKeys(old, now);
  if (!keys.every((key) => fillingKeys.has(key))) return undefined;
  // The widget of a field that has its value in the node above gets the look of it.
  const above = numberOf(old.entries.get('Parent'));
  const isFilledAbove = !old.entries.has('T') && above !== undefined && changed.has(above);
  return keys.includes('V') || isFilledAbove ? nameOf(before, old) : undefined;
}

function isField(view: View, dictionary: PdfDictionary): boolean {
  const type = view.resolve(inherited(view, dictionary, 'FT'));
  return isName(type) && ['Tx', 'Ch', 'Btn'].includes(type.value);
}

const longestName = 100;
const deepest = 10;

function nameOf(view: View, field: PdfDictionary): string {
  const parts: string[] = [];
  let node: PdfDictionary | undefined = field;
  for (let depth = 0; node !== undefined && depth < deepest; depth += 1) {
    const partial = view.resolve(node.entries.get('T'));
    if (isKind(partial, 'string')) parts.unshift(textOf(partial).slice(0, longestName));
    node = dictionaryOf(view.resolve(node.entries.get('Parent')));
  }
  return parts.join('.').slice(0, longestName);
}
