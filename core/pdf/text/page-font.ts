/** A font of a page, as far as text needs it: what its codes mean, how wide and how high they are. */

import { type Font, glyphsOnce } from '../drawing/font.ts';
import { type MapAllowance, meaningsOf, widthsOf } from '../drawing/font-maps.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../reading/index.ts';
import { encodingOf, type1Encoding } from './encodings.ts';
import { type FontHeight, fontFile, fontHeight } from './font-height.ts';

export interface PageFont extends FontHeight, Font {
  readonly name: string;
}

type Entries = PdfDictionary['entries'];

/**
 * Of a simple font with its own widths, and of a composite one in Identity-H, that say what their codes mean: with a
 * /ToUnicode map, the simple one also by its encoding. Undefined for all others. Throws PDF_… for streams that cannot be unpacked.
 */
export function pageFont(
  view: View,
  object: PdfObject | undefined,
  allowance: MapAllowance,
): PageFont | undefined {
  const entries = dictionaryOf(view.resolve(object))?.entries;
  const kind = view.resolve(entries?.get('Subtype'));
  if (entries === undefined || !isName(kind)) return undefined;
  if (kind.value === 'Type0') return compositeFont(view, entries, allowance);
  return kind.value === 'TrueType' || kind.value === 'Type1'
    ? simpleFont(view, entries, allowance)
    : undefined;
}

function compositeFont(view: View, entries: Entries, allowance: MapAllowance): PageFont | undefined {
  const list = view.resolve(entries.get('DescendantFonts'));
  const own = isKind(list, 'array') ? dictionaryOf(view.resolve(list.items[0]))?.entries : undefined;
  if (own === undefined || !isName(view.resolve(entries.get('Encoding')), 'Identity-H')) return undefined;
  const meanings = meaningsOf(view, entries.get('ToUnicode'), allowance);
  const described = descriptionOf(view, own, allowance);
  if (meanings === undefined || described === undefined) return undefined;
  const widths = widthsOf(view, own.get('W'), allowance);
  if (widths === undefined) return undefined;
  const usual = numberAt(view, own, 'DW') ?? 1000;
  const { file: _, ...shape } = described;
  return {
    ...shape,
    bytesInCode: 2,
    glyph: glyphs(
      (code) => meanings.get(code),
      (code) => widths.get(code) ?? usual,
    ),
  };
}

function simpleFont(view: View, entries: Entries, allowance: MapAllowance): PageFont | undefined {
  const list = view.resolve(entries.get('Widths'));
  const described = descriptionOf(view, entries, allowance);
  if (!isKind(list, 'array') || described === undefined) return undefined;
  const meanings = meaningsOf(view, entries.get('ToUnicode'), allowance);
  const { file, ...shape } = described;
  const encoding = encodingOf(view, entries.get('Encoding'), () =>
    Buffer.isBuffer(file) ? type1Encoding(file) : undefined,
  );
  if (meanings === undefined && (encoding === undefined || entries.has('ToUnicode'))) return undefined;
  const first = numberAt(view, entries, 'FirstChar') ?? 0;
  const usual = numberAt(view, dictionaryAt(view, entries, 'FontDescriptor')?.entries, 'MissingWidth') ?? 0;
  const widths = list.items.slice(0, 256).map((item) => view.resolve(item));
  return {
    ...shape,
    bytesInCode: 1,
    glyph: glyphs(
      (code) => meanings?.get(code) ?? encoding?.[code],
      (code) => {
        const width = widths[code - first];
        return typeof width === 'number' ? width : usual;
      },
    ),
  };
}

/** Nothing that is written from right to left is understood here. */
function glyphs(
  textOf: (code: number) => string | undefined,
  widthOf: (code: number) => number,
): PageFont['glyph'] {
  return glyphsOnce((code) => {
    const text = textOf(code) ?? '';
    return text === '' || rightToLeft.test(text) ? undefined : text;
  }, widthOf);
}

/** Hebrew, Arabic and their neighbours, and the signs that turn the direction. */
const rightToLeft = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]/u;

function descriptionOf(view: View, entries: Entries, allowance: MapAllowance) {
  const descriptor = dictionaryAt(view, entries, 'FontDescriptor');
  if (descriptor === undefined) return undefined;
  const file = fontFile(view, descriptor, allowance.bytes);
  const height = fontHeight(view, descriptor, file);
  const name = view.resolve(descriptor.entries.get('FontName') ?? entries.get('BaseFont'));
  return height === undefined || !isName(name) ? undefined : { ...height, name: name.value, file };
}

function dictionaryAt(view: View, entries: Entries, key: string): PdfDictionary | undefined {
  return dictionaryOf(view.resolve(entries.get(key)));
}

function numberAt(view: View, entries: Entries | undefined, key: string): number | undefined {
  const value = view.resolve(entries?.get(key));
  return typeof value === 'number' ? value : undefined;
}
