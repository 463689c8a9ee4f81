/** What somebody wants to know of a page: an interpreter of its contents tells a device what they draw. */
import type { PdfDictionary, PdfObject } from '../reading/index.ts';
import type { Box } from './boxes.ts';
import type { Font, Glyph } from './font.ts';
import type { GraphicsState } from './graphics-state.ts';
import type { Instruction } from './instruction.ts';
import type { Matrix } from './matrix.ts';
import type { Piece } from './path.ts';

/** What all letters of one string have in common. */
export interface Style<F extends Font> {
  readonly font: F;
  /** As set, before any scaling. */
  readonly size: number;
  /** From text space to that of the page, without size, scaling and rise. */
  readonly matrix: Matrix;
  readonly scaling: number;
  /** In text space. */
  readonly rise: number;
}

export interface PaintedPath {
  /** Only what meets a box that the device asks for. */
  readonly areas: readonly Piece[];
  readonly lines: readonly Piece[];
  readonly fills: boolean;
  readonly strokes: boolean;
}

/** Every function may throw NotRead: the page is given up. Those that are left out cost nothing. */
export interface Device<F extends Font> {
  /** Boxes in the space of the page beside which nothing counts; without them paths are not followed. */
  readonly inside?: readonly Box[];
  /** Asked once for each font that is named; undefined as `object` where the resources have none. */
  font(object: PdfObject | undefined): F;
  /** Before each instruction; false for one that is to be passed over. */
  instruction?(instruction: Instruction): boolean;
  /** One content stream begins, of so many bytes, or ends: that of the page, or of a form inside it. */
  begins?(bytes: number): void;
  ends?(): void;
  /**
   * `from`, `end` and `next`: along the line, in text space, seen from where `style.matrix` leads: where the letter begins
   * and ends, and where the next one begins.
   */
  letter?(
    glyph: Glyph,
    style: Style<F>,
    from: number,
    end: number,
    next: number,
    state: GraphicsState<F>,
  ): void;
  paint?(path: PaintedPath, state: GraphicsState<F>): void;
  shade?(state: GraphicsState<F>): void;
  /** From the unit square. Undefined for one in the content that does not say what it is. */
  picture?(dictionary: PdfDictionary | undefined, state: GraphicsState<F>): void;
  /** Something draws nothing: a name that the resources do not have, a code that is not understood. */
  unclear?(): void;
}
