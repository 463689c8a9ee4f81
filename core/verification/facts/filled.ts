/** Fields that somebody filled behind a signature without a key: refused like any other change, but by the field's name. */
import { dictionaryOf, inherited, isName, type PdfDictionary, type View } from '../../pdf/reading/index.ts';
import { fieldName } from './field-name.ts';
import { changedKeys, numberOf, type RevisionStep } from './step.ts';

/** Value, look, state, chosen lines, time. */
const fillingKeys = new Set(['V', 'AP', 'AS', 'I', 'M']);
const deepest = 10;

/** The full name of the field that the step filled in `object`, which it changed; undefined where it did something else. */
export function filledField({ before, after, changed }: RevisionStep, object: number): string | undefined {
  const [old, now] = [dictionaryOf(before.object(object)), dictionaryOf(after.object(object))];
  if (old === undefined || now === undefined || !isField(before, old)) return undefined;
  const keys = changedKeys(old, now);
  if (!keys.every((key) => fillingKeys.has(key))) return undefined;
  // The widget of a field that has its value in the node above gets the look of it.
  const above = numberOf(old.entries.get('Parent'));
  const isFilledAbove = !old.entries.has('T') && above !== undefined && changed.has(above);
  return keys.includes('V') || isFilledAbove ? fieldName(before, old, deepest) : undefined;
}

function isField(view: View, dictionary: PdfDictionary): boolean {
  const type = view.resolve(inherited(view, dictionary, 'FT'));
  return isName(type) && ['Tx', 'Ch', 'Btn'].includes(type.value);
}
