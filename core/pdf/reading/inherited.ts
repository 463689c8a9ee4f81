/** Attributes that pages (ISO 32000-1, 7.7.3.4) and fields (12.7.3.1) take from the nodes above them. */
import { defaultLimits } from './limits.ts';
import { dictionaryOf, type PdfDictionary, type PdfObject } from './objects.ts';
import type { View } from './view.ts';

/** The value of a page or a field, or of the nearest node above it that has one. */
export function inherited(
  view: View,
  leaf: Pick<PdfDictionary, 'entries'>,
  key: string,
  deepest = defaultLimits.depth,
): PdfObject | undefined {
  let node: Pick<PdfDictionary, 'entries'> | undefined = leaf;
  for (let depth = 0; node !== undefined && depth < deepest; depth += 1) {
    const value = node.entries.get(key);
    if (value !== undefined) return value;
    node = dictionaryOf(view.resolve(node.entries.get('Parent')));
  }
  return undefined;
}
