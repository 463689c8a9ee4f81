/** The fonts of a page for its letters: one that says nothing of them still shows letters. */
import { type Fonts, type LetterFont, letterFont, resource, unknownLetter } from '../drawing/index.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../reading/index.ts';
import type { MapAllowance } from '../text/font-maps.ts';
import { NotRead } from './not-read.ts';

/** A class because fonts are looked at once. It lives for one page. */
export class WalkFonts {
  private readonly view: View;
  private readonly maps: MapAllowance;
  private readonly known = new Map<number | PdfObject, LetterFont>();

  constructor(view: View, maps: MapAllowance) {
    this.view = view;
    this.maps = maps;
  }

  of(resources: PdfDictionary | undefined): Fonts {
    return (name) => {
      const font = resource(this.view, resources, 'Font', name) ?? null;
      const key = isKind(font, 'reference') ? font.number : font;
      const known = this.known.get(key) ?? this.font(font);
      this.known.set(key, known);
      return known;
    };
  }

  private font(object: PdfObject): LetterFont {
    const kind = this.view.resolve(dictionaryOf(this.view.resolve(object))?.entries.get('Subtype'));
    if (isName(kind, 'Type3')) return drawnLetters;
    const font = letterFont(this.view, object, this.maps);
    if (font === undefined) return unknown(isName(kind, 'Type0') ? 2 : 1);
    return {
      *letters(codes) {
        for (const letter of font.letters(codes))
          yield letter.text === '' ? { ...letter, text: unknownLetter } : letter;
      },
    };
  }
}

/** Each letter is a content stream of its own, which may draw anything anywhere. */
const drawnLetters: LetterFont = {
  letters() {
    throw new NotRead('unreadable');
  },
};

/** As wide as a reader's own font would be, roughly. */
function unknown(bytesInCode: 1 | 2): LetterFont {
  return {
    *letters(codes) {
      for (let at = 0; at < codes.length; at += bytesInCode) {
        const isSpace = bytesInCode === 1 && codes[at] === ' ';
        yield { text: isSpace ? ' ' : unknownLetter, width: 500 * bytesInCode, isSpace };
      }
    },
  };
}
