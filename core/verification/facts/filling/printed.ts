/** What the page prints where fields stand: nothing, or what is printed to be written on; each page is read once for all fields of a step. */
import { CongvuError } from '../../../../foundation/error.ts';
import { type ReadingBudget, readingBudget } from '../../../pdf/beneath/index.ts';
import {
  type Box,
  besideLetter,
  type Device,
  type Glyph,
  type GraphicsState,
  type Instruction,
  Interpreter,
  isWithin,
  moved,
  NotRead,
  type PaintedPath,
  type Piece,
  pathMaking,
  placedAt,
  type Style,
  shared,
  widened,
} from '../../../pdf/drawing/index.ts';
import type { Page, PdfDictionary, PdfObject, View } from '../../../pdf/reading/index.ts';
import { around, boxOfLetter, overlaps, turnedLetter } from './boxes.ts';
import { type Ink, Inks, isLight } from './inks.ts';
import { type PrintedFont, type PrintedGlyph, printedFont } from './printed-font.ts';
import { holds, isAlong, isThin } from './ruled.ts';

/** What is printed to be written on. A text says what else there is. */
export type Ground = string | { readonly lines: readonly Box[] };

/** Equal dots or underscores in a row. */
const leastLeaders = 5;

export interface PrintedBudget extends ReadingBudget {
  /** Letters and paths, each times the boxes that it is compared with. */
  comparisons: number;
}

/** Shared by all pages of a file. */
export function printedBudget(): PrintedBudget {
  return { ...readingBudget(), instructions: 1_000_000, comparisons: 20_000_000 };
}

/** For each of `boxes`, in user space. */
export function printedAt(
  view: View,
  page: Page,
  boxes: readonly Box[],
  budget: PrintedBudget,
): readonly Ground[] {
  const printed = new Printed(view, boxes, budget);
  try {
    new Interpreter(view, printed, budget.contents, { by: 'kept' }).page(page.dictionary);
  } catch (error) {
    if (!(error instanceof NotRead || error instanceof CongvuError)) throw error;
    return boxes.map(() => `the contents of page ${page.number} are not read to their end`);
  }
  return printed
    .grounds()
    .map((ground) => (typeof ground === 'string' ? `${ground} on page ${page.number}` : ground));
}

interface Leaders {
  readonly sign: string;
  readonly style: { readonly size: number; readonly base: number };
  count: number;
  box: Box;
  end: number;
}

/** A class because what is printed adds up, and the budget goes down. It lives for one page. */
class Printed implements Device<PrintedFont> {
  readonly inside: readonly Box[];
  private readonly budget: PrintedBudget;
  private readonly view: View;
  private readonly boxes: readonly Box[];
  private readonly problems: (string | undefined)[];
  private readonly lines: Set<Box>[];
  private readonly rows: Set<Leaders>[];
  private readonly inks = new Inks();
  private row: Leaders | undefined;
  /** From the next letter on nobody knows where the line goes on. */
  private isLost = false;

  constructor(view: View, boxes: readonly Box[], budget: PrintedBudget) {
    this.view = view;
    this.boxes = boxes;
    this.budget = budget;
    // A little more, for frames around them.
    this.inside = [
      around(boxes.flatMap(([a, b, c, d]) => [[a - 9, b - 9] as const, [c + 9, d + 9] as const])),
    ];
    this.problems = boxes.map(() => undefined);
    this.lines = boxes.map(() => new Set());
    this.rows = boxes.map(() => new Set());
  }

  grounds(): readonly Ground[] {
    return this.boxes.map((_, index): Ground => {
      const rows = [...(this.rows[index] ?? [])];
      const short = rows.find(({ count }) => count < leastLeaders);
      if (short !== undefined) return `lies over printed text ("${short.sign}")`;
      const lines = [...(this.lines[index] ?? []), ...rows.map(({ box }) => box)];
      return this.problems[index] ?? { lines };
    });
  }

  font(object: PdfObject | undefined): PrintedFont {
    const font = printedFont(this.view, object, this.budget);
    if (font === undefined) throw new NotRead('unreadable');
    return font;
  }

  begins(): void {
    this.inks.begin();
  }

  ends(): void {
    this.inks.end();
  }

  instruction(instruction: Instruction): true {
    const { operator, operands } = instruction;
    this.spend(1 + (pathMaking.has(operator) ? 2 : 0) + (operands.length >> 3));
    if (placing.has(operator)) this.isLost = false;
    this.inks.take(instruction);
    return true;
  }

  letter(
    glyph: Glyph,
    style: Style<PrintedFont>,
    from: number,
    end: number,
    _next: number,
    state: GraphicsState<PrintedFont>,
  ): void {
    this.spend(1);
    const { isSure } = glyph as PrintedGlyph;
    this.isLost ||= !isSure;
    if (glyph.kind === 'blank') return;
    const [start, stop] = this.isLost ? [from - 1e5, end + 1e5] : [from, end];
    const beside = besideLetter(state);
    if (!leaders.has(glyph.text) && this.isFarOff(glyph, style, [start, stop], beside)) {
      this.row = undefined;
      return;
    }
    const box = widened(boxOfLetter(glyph, style, start, stop), beside);
    const row = beside > 0 ? undefined : this.leadersWith(glyph, style, from, end);
    this.each(box, (index) => {
      if (row === undefined || this.isLost)
        this.problems[index] ??= `lies over printed text ("${glyph.text}")`;
      else this.rows[index]?.add(row);
    });
  }

  paint({ areas, lines, fills, strokes }: PaintedPath, { clip, masked }: GraphicsState<PrintedFont>): void {
    const { fill, stroke } = this.inks.now;
    const give = (pieces: readonly Piece[], ink: Ink, isArea: boolean) => {
      for (const { box: given, rectangle } of pieces) {
        const box = shared(given, clip);
        this.each(box, (index, field) => {
          if (rectangle && isArea && !masked && holds(box, field) && isLight(ink)) return;
          if (rectangle && isThin(box) && isAlong(box, field)) this.lines[index]?.add(box);
          else this.problems[index] ??= 'lies over something drawn';
        });
      }
    };
    if (fills) give(areas, fill, true);
    if (strokes) give(lines, stroke, false);
  }

  shade({ clip }: GraphicsState<PrintedFont>): void {
    this.cover(clip);
  }

  picture(_: PdfDictionary | undefined, { ctm, clip }: GraphicsState<PrintedFont>): void {
    this.cover(shared(moved([0, 0, 1, 1], ctm), clip));
  }

  unclear(): never {
    throw new NotRead('unreadable');
  }

  private cover(box: Box): void {
    this.each(box, (index) => {
      this.problems[index] ??= 'lies over a picture';
    });
  }

  /** Most letters of a page stand where no field is: their line alone says so. */
  private isFarOff(
    { ink }: Glyph,
    { matrix, size, rise, scaling }: Style<PrintedFont>,
    [from, end]: readonly [number, number],
    beside: number,
  ): boolean {
    const [around] = this.inside;
    const [a, b, c, d] = matrix;
    const shares = Math.max(1, ...(ink ?? []).map(Math.abs)) * Math.max(1, Math.abs(scaling));
    const most =
      beside +
      (shares * Math.abs(size) + Math.abs(rise)) * (Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d));
    const [x, y] = placedAt(matrix, from, 0);
    const [right, top] = placedAt(matrix, end, 0);
    return (
      around === undefined ||
      Math.max(x, right) + most < around[0] ||
      Math.min(x, right) - most > around[2] ||
      Math.max(y, top) + most < around[1] ||
      Math.min(y, top) - most > around[3]
    );
  }

  private each(box: Box, visit: (index: number, field: Box) => void): void {
    const [around] = this.inside;
    if (around === undefined || !overlaps(box, around)) return;
    this.budget.comparisons -= this.boxes.length;
    if (this.budget.comparisons < 0) throw new NotRead('too-much');
    for (const [index, field] of this.boxes.entries()) if (overlaps(box, field)) visit(index, field);
  }

  /** The row of equal dots or lines that the letter goes on with, or begins; undefined for another letter. */
  private leadersWith(
    { text, ink }: Glyph,
    style: Style<PrintedFont>,
    from: number,
    end: number,
  ): Leaders | undefined {
    const before = this.row;
    this.row = undefined;
    const count = leaders.get(text);
    const placed = count === undefined ? undefined : turnedLetter(style, from, end);
    if (count === undefined || placed === undefined || placed.turn !== 0) return undefined;
    const { size, base } = placed;
    const [low, high] = text === '_' ? [-0.25, -0.03] : [-0.03, 0.15];
    const across = (placed.to - placed.from) / size;
    if (ink !== undefined && !isWithin(ink, [-slack, low - slack, across + slack, high + slack]))
      return undefined;
    const box: Box = [placed.from, base + low * size, placed.to, base + high * size];
    if (
      before !== undefined &&
      before.sign === text &&
      Math.abs(before.style.base - base) < 0.01 * size &&
      Math.abs(before.style.size - size) < 0.01 * size &&
      Math.abs(placed.from - before.end) < size
    ) {
      before.count += count;
      before.box = around([corner(before.box, 0), corner(before.box, 2), corner(box, 0), corner(box, 2)]);
      before.end = placed.to;
      this.row = before;
    } else this.row = { sign: text, style: { size, base }, count, box, end: placed.to };
    return this.row;
  }

  private spend(steps: number): void {
    this.budget.instructions -= steps;
    if (this.budget.instructions < 0) throw new NotRead('too-much');
  }
}

/** Each with the dots that it stands for. */
const leaders = new Map([
  ['.', 1],
  ['_', 1],
  ['…', 3],
]);
/** Shares of the size by which dots and lines of a font may lie elsewhere. */
const slack = 0.1;

/** They say anew where the next letter stands. */
const placing = new Set(['BT', 'Tm', 'Td', 'TD', 'T*', "'", '"']);

function corner(box: Box, at: 0 | 2): readonly [number, number] {
  return [box[at], box[at + 1] ?? 0];
}
