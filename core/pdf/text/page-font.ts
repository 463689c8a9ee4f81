/** A font of a page, as far as text needs it: what its codes mean, how wide and how high they are. */

import { type Font, glyphsOnce } from '../drawing/font.ts';
import { type MapAllowance, meaningsOf } from '../drawing/font-maps.ts';
import { compositeParts, simpleWidths } from '../drawing/font-parts.ts';
import { dictionaryOf, isName, type PdfDictionary, type PdfObject, type View } from '../reading/index.ts';
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
  const parts = compositeParts(view, entries, allowance);
  if (parts?.meanings === undefined || parts.widthsUnread) return undefined;
  const { below, meanings, widthOf } = parts;
  const described = descriptionOf(view, below, allowance);
  if (described === undefined) return undefined;
  const { file: _, ...shape } = described;
  return { ...shape, bytesInCode: 2, glyph: glyphs((code) => meanings.get(code), widthOf) };
}

function simpleFont(view: View, entries: Entries, allowance: MapAllowance): PageFont | undefined {
  const descriptor = dictionaryOf(view.resolve(entries.get('FontDescriptor')));
  const missing = view.resolve(descriptor?.entries.get('MissingWidth'));
  const widthOf = simpleWidths(view, entries, typeof missing === 'number' ? missing : 0);
  const described = descriptionOf(view, entries, allowance);
  if (widthOf === undefined || described === undefined) return undefined;
  const meanings = meaningsOf(view, entries.get('ToUnicode'), allowance);
  const { file, ...shape } = described;
  const encoding = encodingOf(view, entries.get('Encoding'), () =>
    Buffer.isBuffer(file) ? type1Encoding(file) : undefined,
  );
  if (meanings === undefined && (encoding === undefined || entries.has('ToUnicode'))) return undefined;
  return {
    ...shape,
    bytesInCode: 1,
    glyph: glyphs((code) => meanings?.get(code) ?? encoding?.[code], widthOf),
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
  const descriptor = dictionaryOf(view.resolve(entries.get('FontDescriptor')));
  if (descriptor === undefined) return undefined;
  const file = fontFile(view, descriptor, allowance.bytes);
  const height = fontHeight(view, descriptor, file);
  const name = view.resolve(descriptor.entries.get('FontName') ?? entries.get('BaseFont'));
  return height === undefined || !isName(name) ? undefined : { ...height, name: name.value, file };
}
