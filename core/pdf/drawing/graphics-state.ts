/** The graphics state: what instructions leave to those behind them (ISO 32000-1, 8.4), text state (9.3) included. */
import { type Box, everywhere } from './boxes.ts';
import type { Font } from './font.ts';
import { identity, type Matrix } from './matrix.ts';

export interface TextState<F extends Font> {
  /** Before any `Tf` has named one, undefined. */
  readonly font: F | undefined;
  /** As set, before any scaling. */
  readonly size: number;
  readonly characterSpacing: number;
  readonly wordSpacing: number;
  /** 1 for 100 percent. */
  readonly scaling: number;
  readonly leading: number;
  readonly rise: number;
  /** Mode 3 and 7 paint nothing (9.3.6). */
  readonly rendering: number;
}

/** What a colour is as far as anything here asks; `patterned` also for one of a pattern. */
export type Colour = 'white' | 'plain' | 'patterned';

export interface GraphicsState<F extends Font> {
  /** From the space of the instruction to that of the page. */
  readonly ctm: Matrix;
  /** The box around the clip path, in the space of the page. */
  readonly clip: Box;
  readonly fill: Colour;
  readonly stroke: Colour;
  /** Whether a soft mask is on. */
  readonly masked: boolean;
  /** Of what is filled, letters and pictures included: 0 to 1. */
  readonly opacity: number;
  /** In the space of the instruction. */
  readonly lineWidth: number;
  /** As `J`, `j` and `M` say. */
  readonly lineCap: number;
  readonly lineJoin: number;
  readonly miterLimit: number;
  readonly text: TextState<F>;
}

/** At the beginning of a page. */
export const initialState: GraphicsState<never> = Object.freeze({
  ctm: identity,
  clip: everywhere,
  fill: 'plain',
  stroke: 'plain',
  masked: false,
  opacity: 1,
  lineWidth: 1,
  lineCap: 0,
  lineJoin: 0,
  miterLimit: 10,
  text: Object.freeze({
    font: undefined,
    size: 0,
    characterSpacing: 0,
    wordSpacing: 0,
    scaling: 1,
    leading: 0,
    rise: 0,
    rendering: 0,
  }),
});
