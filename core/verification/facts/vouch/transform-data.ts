/** Where signatures name the catalog as what their transform works over: a use of it from which nothing is drawn. */
import {
  dictionaryOf,
  isName,
  itemsOf,
  type PdfObject,
  type SignatureField,
  type View,
} from '../../../pdf/reading/index.ts';
import { numberOf } from '../step.ts';

/** Of a signature in a field (ISO 32000-1, 12.8.2.2 and 12.8.2.4), and of the permissions that the catalog keeps (12.8.2.3). */
const methods = { field: ['DocMDP', 'FieldMDP'], permissions: ['DocMDP', 'FieldMDP', 'UR', 'UR3'] } as const;

/**
 * Numbers of the objects that refer to the catalog by /Data of a signature reference dictionary (ISO 32000-1, table 253), one
 * entry a reference. The dictionaries are reached as verifiers reach them: from the value of a signature field, or from the
 * catalog's /Perms, both as they stand in `view`.
 */
export function transformsOver(catalog: number, view: View, fields: readonly SignatureField[]): number[] {
  const found: number[] = [];
  const seen = new Set<PdfObject>();
  const look = (value: PdfObject | undefined, home: number | undefined, allowed: readonly string[]) => {
    const signature = dictionaryOf(view.resolve(value));
    if (signature?.entries.has('Contents') !== true || seen.has(signature)) return;
    seen.add(signature);
    const holder = numberOf(value) ?? home;
    const list = signature.entries.get('Reference');
    for (const item of itemsOf(view.resolve(list))) {
      const entry = dictionaryOf(view.resolve(item));
      const method = view.resolve(entry?.entries.get('TransformMethod'));
      if (!isName(method) || !allowed.includes(method.value)) continue;
      const owner = numberOf(item) ?? numberOf(list) ?? holder;
      if (numberOf(entry?.entries.get('Data')) === catalog && owner !== undefined) found.push(owner);
    }
  };
  for (const { object } of fields) {
    if (object === undefined) continue;
    look(dictionaryOf(view.object(object))?.entries.get('V'), object, methods.field);
  }
  const root = dictionaryOf(view.object(catalog));
  const permissions = root?.entries.get('Perms');
  for (const value of dictionaryOf(view.resolve(permissions))?.entries.values() ?? [])
    look(value, numberOf(permissions) ?? catalog, methods.permissions);
  return found;
}
