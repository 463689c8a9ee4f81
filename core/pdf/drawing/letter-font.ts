/** A font of a page for whoever reads on whatever it is: what its codes show as far as it says, and how wide each is. */

import { dictionaryOf, isKind, isName, type PdfObject, type View } from '../reading/index.ts';
import { type Font, glyphsOnce } from './font.ts';
import { type MapAllowance, meaningsOf, widthsOf } from './font-maps.ts';

export interface LetterFont extends Font {
  /** It says what its codes mean in a way that cannot be read, or is too much. */
  readonly unread: boolean;
}

/** A code that does not say what it shows. */
export const unknownLetter = '□';

/** Undefined for vertical writing, for composite fonts with other than two-byte codes, and for what is no font. */
export function letterFont(
  view: View,
  object: PdfObject | undefined,
  allowance: MapAllowance,
): LetterFont | undefined {
  const font = dictionaryOf(view.resolve(object))?.entries;
  if (font === undefined) return undefined;
  return isName(view.resolve(font.get('Subtype')), 'Type0')
    ? composite(view, font, allowance)
    : simple(view, font, allowance);
}

type Entries = ReadonlyMap<string, PdfObject>;

function composite(view: View, font: Entries, allowance: MapAllowance): LetterFont | undefined {
  const list = view.resolve(font.get('DescendantFonts'));
  const own = isKind(list, 'array') ? dictionaryOf(view.resolve(list.items[0]))?.entries : undefined;
  if (own === undefined || !isName(view.resolve(font.get('Encoding')), 'Identity-H')) return undefined;
  const meanings = meaningsOf(view, font.get('ToUnicode'), allowance);
  const widths = widthsOf(view, own.get('W'), allowance) ?? new Map<number, number>();
  const usual = view.resolve(own.get('DW'));
  return {
    unread: isUnread(view, font, meanings),
    bytesInCode: 2,
    glyph: glyphsOnce(
      (code) => meanings?.get(code) ?? '',
      (code) => widths.get(code) ?? (typeof usual === 'number' ? usual : 1000),
    ),
  };
}

function simple(view: View, font: Entries, allowance: MapAllowance): LetterFont {
  const meanings = meaningsOf(view, font.get('ToUnicode'), allowance);
  const first = view.resolve(font.get('FirstChar'));
  const list = view.resolve(font.get('Widths'));
  const widths = isKind(list, 'array') ? list.items.slice(0, 256).map((item) => view.resolve(item)) : [];
  const start = typeof first === 'number' ? first : 0;
  return {
    unread: isUnread(view, font, meanings),
    bytesInCode: 1,
    glyph: glyphsOnce(
      // Without a map, codes are letters of a Latin encoding: which one does not matter here.
      (code) => meanings?.get(code) ?? String.fromCharCode(code),
      (code) => {
        const width = widths[code - start];
        return typeof width === 'number' ? width : 500;
      },
    ),
  };
}

function isUnread(view: View, font: Entries, meanings: ReadonlyMap<number, string> | undefined): boolean {
  return meanings === undefined && isKind(view.resolve(font.get('ToUnicode')), 'stream');
}
