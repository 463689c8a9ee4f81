/**
 * Joins letters that follow each other into runs, and puts a space where there is room for one. Where a run ends is what
 * pdf.js does: a page that this reader leaves to it is told in the same pieces.
 */
import type { Glyph, Matrix, Style as StyleOf } from '../drawing/index.ts';
import type { PageFont } from './page-font.ts';

type Style = StyleOf<PageFont>;

/** Letters on one baseline. */
export interface Run {
  readonly text: string;
  /** Of text space scaled by the size, at the beginning of the run, to user space. */
  readonly transform: Matrix;
  /** Along the baseline, in units of user space. */
  readonly width: number;
  /** Shares of the size; NaN, 0 or of the wrong sign where a font does not say. */
  readonly ascent: number;
  readonly descent: number;
}

/** Shares of the size, along the baseline: what stands closer is one word, what stands farther apart two runs. */
const closest = -0.2;
const noSpace = 0.03;
const leastSpace = 0.102;
const mostSpace = 0.6;
/** Of the height, across: more is another line. */
const mostShift = 0.25;

interface OpenRun {
  readonly style: Style;
  readonly transform: Matrix;
  readonly height: number;
  text: string;
  endX: number;
  endY: number;
}

/** A class because every letter is joined to the one before it. It lives for one content stream. */
export class Runs {
  private readonly take: (run: Run) => void;
  private open: OpenRun | undefined;
  /** Where the letter before this one ended, in user space, its rise, and the height of its run. */
  private last: { readonly x: number; readonly y: number; readonly rise: number } | undefined;
  private height = 0;
  /** Whether the last two letters drawn were spaces, the older one first. */
  private spaces: readonly [boolean, boolean] = [true, true];

  constructor(take: (run: Run) => void) {
    this.take = take;
  }

  /** White space that a font draws: it becomes one where there is room for it. */
  space(): void {
    this.spaces = [this.spaces[1], true];
  }

  /** Begins at x, y and ends at endX, endY of user space. */
  letter({ text, kind }: Glyph, style: Style, x: number, y: number, endX: number, endY: number): void {
    const { open } = this;
    if (open !== undefined && open.style !== style && !continues(open.style, style)) this.flush();
    if (kind !== 'mark') this.follow(style, x, y);
    const spaced = !this.spaces[0] && this.spaces[1];
    this.spaces = [this.spaces[1], false];
    this.open ??= this.begun(style, x, y);
    this.open.text += spaced ? ` ${text}` : text;
    if (x === endX && y === endY) return;
    this.open.endX = endX;
    this.open.endY = endY;
    this.last = { x: endX, y: endY, rise: style.rise };
  }

  flush(): void {
    const { open } = this;
    this.open = undefined;
    if (open === undefined) return;
    const { transform, style } = open;
    const [a, b, , , x, y] = transform;
    const width = ((open.endX - x) * a + (open.endY - y) * b) / (Math.hypot(a, b) || 1);
    const { ascent, descent } = style.font;
    this.take({ text: open.text, transform, width: Math.abs(width), ascent, descent });
  }

  private begun(style: Style, x: number, y: number): OpenRun {
    const { size, scaling, matrix } = style;
    const [a, b, c, d] = matrix;
    const along = size * scaling;
    const transform = [along * a, along * b, size * c, size * d, x, y] as const;
    this.height = size * Math.hypot(c, d);
    return { style, transform, height: this.height, text: '', endX: x, endY: y };
  }

  /** Looks at the gap between the letter before and this one. */
  private follow({ matrix, size: fontSize, rise, scaling }: Style, x: number, y: number): void {
    const { last, height } = this;
    if (last === undefined || (last.x === x && last.y === y)) return;
    const [a, b, c, d] = matrix;
    const scale = Math.hypot(a, b);
    const [ux, uy] = scaling < 0 ? [-a / scale, -b / scale] : [a / scale, b / scale];
    const size = fontSize * scale;
    const along = (x - last.x) * ux + (y - last.y) * uy;
    const across = (y - last.y) * ux - (x - last.x) * uy;
    const risen = (rise - last.rise) * (d * ux - c * uy);
    if (along < closest * size || Math.abs(across - risen) > height) {
      this.part();
      return;
    }
    if (along <= noSpace * size) this.spaces = [true, true];
    if (along <= leastSpace * size) {
      if (!this.spaces[0] && this.spaces[1]) this.part();
    } else if (along <= mostSpace * size) {
      this.spaces = [true, true];
      if (this.open !== undefined) this.open.text += ' ';
    } else this.part();
    if (Math.abs(across) > mostShift * height) this.flush();
  }

  private part(): void {
    this.spaces = [true, true];
    this.flush();
  }
}

function continues(style: Style, next: Style): boolean {
  return style.size === next.size && style.font.name === next.font.name;
}
