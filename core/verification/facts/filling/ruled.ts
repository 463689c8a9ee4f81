/** Grounds, frames and lines that are printed to be written on, beside a field. */
import type { Box } from '../../../pdf/drawing/index.ts';

/** Points: a printed frame may lie so far inside or outside. */
const frame = 1.5;
/** Points: thicker ones are areas. */
const thickest = 2;

/** Wholly, or all but an edge. */
export function holds([left, bottom, right, top]: Box, field: Box): boolean {
  return (
    left <= field[0] + frame &&
    bottom <= field[1] + frame &&
    right >= field[2] - frame &&
    top >= field[3] - frame
  );
}

export function isThin([left, bottom, right, top]: Box): boolean {
  return Math.min(right - left, top - bottom) <= thickest;
}

/** A line from side to side, or one of the sides of a frame. */
export function isAlong([left, bottom, right, top]: Box, field: Box): boolean {
  if (top - bottom <= right - left) return left <= field[0] + frame && right >= field[2] - frame;
  const isSide = right <= field[0] + frame || left >= field[2] - frame;
  return isSide && bottom <= field[1] + frame && top >= field[3] - frame;
}
