/** What operands of instructions stand for. */
import { isKind, type PdfObject } from '../reading/index.ts';
import type { Colour } from './graphics-state.ts';
import type { Matrix } from './matrix.ts';

/** 0 for what is no number. */
export function numberIn(operand: PdfObject | undefined): number {
  return typeof operand === 'number' ? operand : 0;
}

/** Undefined where the first six are not all numbers. */
export function matrixIn([a, b, c, d, e, f]: readonly PdfObject[]): Matrix | undefined {
  return typeof a === 'number' &&
    typeof b === 'number' &&
    typeof c === 'number' &&
    typeof d === 'number' &&
    typeof e === 'number' &&
    typeof f === 'number'
    ? [a, b, c, d, e, f]
    : undefined;
}

/** A name among the components is that of a pattern. */
export function colourIn(components: readonly PdfObject[]): Colour {
  if (components.some((one) => typeof one !== 'number')) return 'patterned';
  const white = components.length === 4 ? 0 : 1;
  const isWhite = [1, 3, 4].includes(components.length) && components.every((one) => one === white);
  return isWhite ? 'white' : 'plain';
}

/** What a `TJ` shows one after the other; a string alone where readers pass over the missing brackets. */
export function shownIn(operand: PdfObject | undefined): readonly PdfObject[] {
  return isKind(operand, 'array') ? operand.items : [operand ?? null];
}
