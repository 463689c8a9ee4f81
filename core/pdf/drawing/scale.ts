/** How much a matrix stretches. */
import { moved } from './boxes.ts';
import type { Matrix } from './matrix.ts';

/** Of a unit of length, for the width of lines. */
export function scaleOf(matrix: Matrix): number {
  const [left, bottom, right, top] = moved([0, 0, 1, 1], matrix);
  return Math.max(right - left, top - bottom);
}
