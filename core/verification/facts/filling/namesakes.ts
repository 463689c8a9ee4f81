/** Fields that have one full name are one field to programs (ISO 32000-1, 12.7.3.2): what holds in one has to hold in all of them. */
import {
  dictionaryOf,
  itemsOf,
  type Page,
  type PdfObject,
  sameObject,
  type View,
} from '../../../pdf/reading/index.ts';
import { numberOf } from '../step.ts';
import { fieldName } from './field-name.ts';
import { deepestField, longestName } from './filled.ts';

/** By full name: the values of the fields that pages show, by the objects of these fields. */
export type Namesakes = ReadonlyMap<string, ReadonlyMap<number, PdfObject>>;

export function namesakesOn(view: View, pages: readonly Page[]): Namesakes {
  const found = new Map<string, Map<number, PdfObject>>();
  const seen = new Set<number>();
  for (const page of pages) {
    const list = dictionaryOf(view.object(page.object))?.entries.get('Annots');
    for (const item of itemsOf(view.resolve(list))) {
      const own = dictionaryOf(view.resolve(item));
      // A widget without a name of its own belongs to the field above it.
      const node = own?.entries.has('T') === false ? own.entries.get('Parent') : item;
      const number = numberOf(node);
      if (number === undefined || seen.has(number)) continue;
      seen.add(number);
      const field = dictionaryOf(view.resolve(node));
      if (field === undefined) continue;
      const name = fieldName(view, field, deepestField, longestName);
      const others = found.get(name) ?? new Map<number, PdfObject>();
      found.set(name, others.set(number, view.resolve(field.entries.get('V'))));
    }
  }
  return found;
}

/** The object of a field of the same name that holds something else than the field with this object. */
export function differentNamesake(namesakes: Namesakes, name: string, field: number): number | undefined {
  const all = namesakes.get(name);
  const own = all?.get(field);
  if (all === undefined || own === undefined) return undefined;
  for (const [other, value] of all) if (!sameObject(own, value)) return other;
  return undefined;
}
