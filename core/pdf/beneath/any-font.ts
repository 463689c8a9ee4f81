/** A font of a page for its letters: one that says nothing of them still shows letters. */
import { type Font, letterFont, type MapAllowance, NotRead, unknownLetter } from '../drawing/index.ts';
import { dictionaryOf, isName, type PdfObject, type View } from '../reading/index.ts';

export function anyFont(view: View, object: PdfObject | undefined, maps: MapAllowance): Font {
  const kind = view.resolve(dictionaryOf(view.resolve(object))?.entries.get('Subtype'));
  if (isName(kind, 'Type3')) return drawnLetters;
  return letterFont(view, object, maps) ?? (isName(kind, 'Type0') ? unknownComposite : unknownSimple);
}

/** Each letter is a content stream of its own, which may draw anything anywhere. */
const drawnLetters: Font = {
  bytesInCode: 1,
  glyph() {
    throw new NotRead('unreadable');
  },
};

/** As wide as a reader's own font would be, roughly. */
const unknownComposite: Font = {
  bytesInCode: 2,
  glyph: () => ({ text: unknownLetter, width: 1000, kind: 'letter' }),
};
const unknownSimple: Font = {
  bytesInCode: 1,
  glyph: (code) =>
    code === 32
      ? { text: ' ', width: 500, kind: 'blank' }
      : { text: unknownLetter, width: 500, kind: 'letter' },
};
