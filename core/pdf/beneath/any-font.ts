/** A font of a page for its letters: one that says nothing of them still shows letters. */
import { type Font, letterFont, NotRead, onceByCode, unknownLetter } from '../drawing/index.ts';
import { letterInk } from '../outlines/index.ts';
import { dictionaryOf, isName, type PdfObject, type View } from '../reading/index.ts';
import type { ReadingBudget } from './budget.ts';

export function anyFont(view: View, object: PdfObject | undefined, budget: ReadingBudget): Font {
  const kind = view.resolve(dictionaryOf(view.resolve(object))?.entries.get('Subtype'));
  if (isName(kind, 'Type3')) return drawnLetters;
  const said = letterFont(view, object, budget.maps);
  return withInk(said ?? (isName(kind, 'Type0') ? unknownComposite : unknownSimple), view, object, budget);
}

/** Its program is asked for its first letter: pages name fonts that they do not use. */
function withInk(font: Font, view: View, object: PdfObject | undefined, { programs }: ReadingBudget): Font {
  let ink: ReturnType<typeof letterInk> | 'unasked' = 'unasked';
  return {
    bytesInCode: font.bytesInCode,
    glyph: onceByCode((code) => {
      const glyph = font.glyph(code);
      if (ink === 'unasked') ink = letterInk(view, object, programs);
      const drawn = ink?.(code);
      return glyph === undefined || drawn === undefined ? glyph : { ...glyph, ink: drawn };
    }),
  };
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
