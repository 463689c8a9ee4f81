/** A font of a page for whoever reads on whatever it is: what its codes show as far as it says, and how wide each is. */

import { dictionaryOf, isKind, isName, type PdfObject, type View } from '../reading/index.ts';
import { type Font, glyphsOnce } from './font.ts';
import { type MapAllowance, meaningsOf } from './font-maps.ts';
import { compositeParts, simpleWidths } from './font-parts.ts';
import { standardWidths } from './standard-widths.ts';

export interface LetterFont extends Font {
  /** It says what its codes mean in a way that cannot be read, or is too much. */
  readonly unread: boolean;
  /** It says what its codes mean: by a map, or by an encoding that every reader has. */
  readonly isSaid: boolean;
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
  const parts = compositeParts(view, font, allowance);
  if (parts === undefined) return undefined;
  const { meanings, widthOf } = parts;
  return {
    unread: isUnread(view, font, meanings),
    isSaid: meanings !== undefined,
    bytesInCode: 2,
    glyph: glyphsOnce((code) => meanings?.get(code) ?? '', widthOf),
  };
}

/** Of simple fonts that do not say how wide a glyph is, and are none that every reader has. */
const usualWidth = 500;

function simple(view: View, font: Entries, allowance: MapAllowance): LetterFont {
  const meanings = meaningsOf(view, font.get('ToUnicode'), allowance);
  const name = view.resolve(font.get('BaseFont'));
  const standard = isName(name) ? standardWidths(name.value) : undefined;
  return {
    unread: isUnread(view, font, meanings),
    isSaid: meanings !== undefined || isName(view.resolve(font.get('Encoding')), 'WinAnsiEncoding'),
    bytesInCode: 1,
    glyph: glyphsOnce(
      // Without a map, codes are letters of a Latin encoding: which one does not matter here.
      (code) => meanings?.get(code) ?? String.fromCharCode(code),
      simpleWidths(view, font, usualWidth) ?? ((code) => standard?.(String.fromCharCode(code)) ?? usualWidth),
    ),
  };
}

function isUnread(view: View, font: Entries, meanings: ReadonlyMap<number, string> | undefined): boolean {
  return meanings === undefined && isKind(view.resolve(font.get('ToUnicode')), 'stream');
}
