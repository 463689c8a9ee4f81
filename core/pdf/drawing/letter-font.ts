/** A font of a page, asked for the letters that a string shows and how wide each is. */
import { dictionaryOf, isKind, isName, type PdfObject, type View } from '../reading/index.ts';
import { type MapAllowance, meaningsOf, widthsOf } from '../text/font-maps.ts';

export interface ShownLetter {
  /** Empty when it cannot be told. */
  readonly text: string;
  /** Thousandths of the size. */
  readonly width: number;
  /** The code to which word spacing is added. */
  readonly isSpace: boolean;
}

export interface LetterFont {
  /** Of a string as Latin-1. */
  letters(codes: string): Iterable<ShownLetter>;
}

export interface ReadFont extends LetterFont {
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
): ReadFont | undefined {
  const font = dictionaryOf(view.resolve(object))?.entries;
  if (font === undefined) return undefined;
  return isName(view.resolve(font.get('Subtype')), 'Type0')
    ? composite(view, font, allowance)
    : simple(view, font, allowance);
}

type Entries = ReadonlyMap<string, PdfObject>;

function composite(view: View, font: Entries, allowance: MapAllowance): ReadFont | undefined {
  const list = view.resolve(font.get('DescendantFonts'));
  const own = isKind(list, 'array') ? dictionaryOf(view.resolve(list.items[0]))?.entries : undefined;
  if (own === undefined || !isName(view.resolve(font.get('Encoding')), 'Identity-H')) return undefined;
  const meanings = meaningsOf(view, font.get('ToUnicode'), allowance);
  const widths = widthsOf(view, own.get('W'), allowance) ?? new Map<number, number>();
  const usual = view.resolve(own.get('DW'));
  return {
    unread: isUnread(view, font, meanings),
    *letters(codes) {
      for (let at = 0; at + 1 < codes.length; at += 2) {
        const code = codes.charCodeAt(at) * 256 + codes.charCodeAt(at + 1);
        const text = meanings?.get(code) ?? '';
        const width = widths.get(code) ?? (typeof usual === 'number' ? usual : 1000);
        yield { text, width, isSpace: false };
      }
    },
  };
}

function simple(view: View, font: Entries, allowance: MapAllowance): ReadFont {
  const meanings = meaningsOf(view, font.get('ToUnicode'), allowance);
  const first = view.resolve(font.get('FirstChar'));
  const list = view.resolve(font.get('Widths'));
  const widths = isKind(list, 'array') ? list.items.slice(0, 256).map((item) => view.resolve(item)) : [];
  const start = typeof first === 'number' ? first : 0;
  return {
    unread: isUnread(view, font, meanings),
    *letters(codes) {
      for (const letter of codes) {
        const code = letter.charCodeAt(0);
        // Without a map, codes are letters of a Latin encoding: which one does not matter here.
        const text = meanings?.get(code) ?? letter;
        const width = widths[code - start];
        yield { text, width: typeof width === 'number' ? width : 500, isSpace: code === 32 };
      }
    },
  };
}

function isUnread(view: View, font: Entries, meanings: ReadonlyMap<number, string> | undefined): boolean {
  return meanings === undefined && isKind(view.resolve(font.get('ToUnicode')), 'stream');
}
