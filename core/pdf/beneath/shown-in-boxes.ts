/** What a page draws inside some boxes on it: letters, pictures, paths. */
import {
  around,
  type Box,
  besideLetter,
  type Colour,
  type Device,
  type Font,
  type Glyph,
  type GraphicsState,
  type Instruction,
  isWithin,
  moved,
  NotRead,
  type PaintedPath,
  type Piece,
  pathMaking,
  placedAt,
  type Style,
  shared,
  unknownLetter,
  widened,
} from '../drawing/index.ts';
import { isKind, type PdfDictionary, type PdfObject, type View } from '../reading/index.ts';
import { anyFont } from './any-font.ts';
import { BoxText, type DrawnLetter } from './box-text.ts';
import type { ReadingBudget } from './budget.ts';
import { PaintedBox } from './painted.ts';

const unit: Box = [0, 0, 1, 1];

/** A class because what is shown adds up, and the budget goes down. It lives for one page. */
export class ShownInBoxes implements Device<Font> {
  readonly texts: readonly BoxText[];
  readonly painted: readonly PaintedBox[];
  readonly inside: readonly Box[];
  private readonly view: View;
  private readonly budget: ReadingBudget;

  constructor(view: View, boxes: readonly Box[], budget: ReadingBudget) {
    this.view = view;
    this.budget = budget;
    this.inside = boxes;
    this.texts = boxes.map((box) => new BoxText(box));
    this.painted = boxes.map((box) => new PaintedBox(box));
  }

  font(object: PdfObject | undefined): Font {
    return anyFont(this.view, object, this.budget);
  }

  instruction(instruction: Instruction): true {
    this.spend(costOf(instruction));
    return true;
  }

  letter(
    glyph: Glyph,
    style: Style<Font>,
    from: number,
    _end: number,
    next: number,
    state: GraphicsState<Font>,
  ): void {
    this.spend(1);
    const { text } = glyph;
    const { matrix, size, rise } = style;
    const letter = {
      text: text === '' ? unknownLetter : text,
      from: placedAt(matrix, from, rise),
      to: placedAt(matrix, next, rise + size / 2),
    };
    for (const one of this.texts) one.take(letter);
    this.strays(glyph, letter, style, from, state);
  }

  /** Ink that lies outside the place of its letter: a font or a pen that covers other places counts as a drawing there. */
  private strays(
    { ink }: Glyph,
    { from: start, to: end }: DrawnLetter,
    style: Style<Font>,
    from: number,
    state: GraphicsState<Font>,
  ): void {
    const beside = besideLetter(state);
    if (ink === undefined && beside === 0) return;
    const high = Math.abs(end[0] - start[0]) + Math.abs(end[1] - start[1]);
    const { matrix, size, rise, scaling } = style;
    const place = around([start, end, placedAt(matrix, from, rise - size / 2)]);
    const [left, bottom, right, top] = ink ?? [0, 0, 0, 0];
    const corners = [left, right].flatMap((x) =>
      [bottom, top].map((y) => placedAt(matrix, from + x * size * scaling, rise + y * size)),
    );
    const drawn = widened(ink === undefined ? place : around([...corners, start]), beside);
    // Letters lean, bear marks and are made bold.
    if (!isWithin(drawn, widened(place, high))) this.cover(shared(drawn, state.clip));
  }

  paint({ areas, lines, fills, strokes }: PaintedPath, state: GraphicsState<Font>): void {
    const { clip, masked } = state;
    const give = (painted: PaintedBox, pieces: readonly Piece[], colour: Colour, filled: boolean) => {
      for (const piece of pieces)
        painted.paint(piece, clip, { colour: masked ? 'patterned' : colour, fills: filled });
    };
    for (const painted of this.painted) {
      if (fills) give(painted, areas, state.fill, true);
      if (strokes) give(painted, lines, state.stroke, false);
    }
  }

  shade({ clip }: GraphicsState<Font>): void {
    this.cover(clip);
  }

  picture(_: PdfDictionary | undefined, { ctm, clip }: GraphicsState<Font>): void {
    this.cover(shared(moved(unit, ctm), clip));
  }

  /** Something stands there that is not a path. */
  cover(box: Box): void {
    for (const one of this.painted) one.cover(box);
  }

  private spend(steps: number): void {
    this.budget.instructions -= steps;
    if (this.budget.instructions < 0) throw new NotRead('too-much');
  }
}

/** Long lists of operands cost something too, and paths more than a state. */
function costOf({ operator, operands }: Instruction): number {
  const [first] = operands;
  const ofPath = operator === 're' ? 8 : pathMaking.has(operator) ? 2 : 0;
  return 1 + ofPath + ((operands.length + (isKind(first, 'array') ? first.items.length : 0)) >> 3);
}
