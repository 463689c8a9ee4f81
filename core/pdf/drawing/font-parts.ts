/** What the dictionary of a font says of its codes: what each means, and how wide its glyph is (ISO 32000-1, 9.6 and 9.7). */
import { dictionaryOf, isKind, isName, itemsOf, type PdfDictionary, type View } from '../reading/index.ts';
import { type MapAllowance, meaningsOf, widthsOf } from './font-maps.ts';

type Entries = PdfDictionary['entries'];

export interface CompositeParts {
  /** Of the CIDFont below it. */
  readonly below: Entries;
  /** Undefined when there is no map that can be read. */
  readonly meanings: ReadonlyMap<number, string> | undefined;
  /** Whether the widths were too much, and all are the usual one. */
  readonly widthsUnread: boolean;
  /** Thousandths of the size. */
  widthOf(code: number): number;
}

/** Of a composite font in Identity-H, with codes of two bytes; of others undefined. */
export function compositeParts(
  view: View,
  font: Entries,
  allowance?: MapAllowance,
): CompositeParts | undefined {
  const below = dictionaryOf(view.resolve(itemsOf(view.resolve(font.get('DescendantFonts')))[0]))?.entries;
  if (below === undefined || !isName(view.resolve(font.get('Encoding')), 'Identity-H')) return undefined;
  const meanings = meaningsOf(view, font.get('ToUnicode'), allowance);
  const widths = widthsOf(view, below.get('W'), allowance);
  const given = view.resolve(below.get('DW'));
  const usual = typeof given === 'number' ? given : 1000;
  return {
    below,
    meanings,
    widthsUnread: widths === undefined,
    widthOf: (code) => widths?.get(code) ?? usual,
  };
}

/** Of a simple font, in thousandths of the size; `usual`: of codes outside its list. Undefined without a list. */
export function simpleWidths(
  view: View,
  font: Entries,
  usual: number,
): ((code: number) => number) | undefined {
  const list = view.resolve(font.get('Widths'));
  if (!isKind(list, 'array')) return undefined;
  const given = view.resolve(font.get('FirstChar'));
  const first = typeof given === 'number' ? given : 0;
  const widths = list.items.slice(0, 256).map((item) => view.resolve(item));
  return (code) => {
    const width = widths[code - first];
    return typeof width === 'number' ? width : usual;
  };
}
