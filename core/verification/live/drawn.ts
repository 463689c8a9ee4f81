/** What has contents of its own, beside those of the page: forms, patterns, masks, and the looks of annotations. */
import {
  dictionaryOf,
  formOf,
  isKind,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../../pdf/reading/index.ts';

/** Forms and patterns among what a content draws by, and the groups of its masks. */
export function drawnBy(view: View, resources: PdfDictionary | undefined): readonly PdfObject[] {
  const valuesOf = (kind: string) =>
    dictionaryOf(view.resolve(resources?.entries.get(kind)))?.entries.values() ?? [];
  const groups = [...valuesOf('ExtGState')].flatMap((state) => {
    const mask = dictionaryOf(view.resolve(state))?.entries.get('SMask');
    return dictionaryOf(view.resolve(mask))?.entries.get('G') ?? [];
  });
  return [...valuesOf('XObject'), ...valuesOf('Pattern'), ...groups];
}

/** The usual looks of annotations, in all states. */
export function looksOn(view: View, page: PdfDictionary): readonly PdfObject[] {
  return itemsOf(view.resolve(page.entries.get('Annots'))).flatMap((one) => {
    const looks = dictionaryOf(view.resolve(one))?.entries.get('AP');
    const normal = dictionaryOf(view.resolve(looks))?.entries.get('N');
    const states = view.resolve(normal);
    return isKind(states, 'dictionary') ? [...states.entries.values()] : (normal ?? []);
  });
}

/** Of the form (ISO 32000-1, 12.7.2): what looks of fields draw on that have no resources of their own. */
export function usualResources(view: View): PdfDictionary | undefined {
  const form = formOf(view);
  return dictionaryOf(view.resolve(form?.entries.get('DR')));
}
