/** Where reading of a document begins: the catalog, and the form that it leads to. */
import { dictionaryOf, type PdfDictionary } from './objects.ts';
import type { View } from './view.ts';

/** Of the trailer (ISO 32000-1, 7.7.2). Undefined where it leads to no dictionary. */
export function catalogOf(view: View): PdfDictionary | undefined {
  return dictionaryOf(view.resolve(view.trailer.entries.get('Root')));
}

/** The interactive form (ISO 32000-1, 12.7.2). Undefined in a document without one. */
export function formOf(view: View): PdfDictionary | undefined {
  return dictionaryOf(view.resolve(catalogOf(view)?.entries.get('AcroForm')));
}
