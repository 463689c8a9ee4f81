/** Rectangles and upright lines, as programs draw them in looks of fields. */
import type { PdfObject } from '../../../pdf/reading/index.ts';

/** Points. */
const leastSide = 1;

export function isSide(length: number | undefined): boolean {
  return length !== undefined && Math.abs(length) >= leastSide;
}

export type Point = readonly [x: number, y: number];

export const notRectangles = 'its appearance draws something other than rectangles';
export const making = new Set(['m', 'l', 'h']);

/** Four corners, each beside the one before it along an axis; the first may stand there again. */
export function isRectangle(points: readonly Point[]): boolean {
  const [first, second, third, fourth, again = first] = points;
  if (!first || !second || !third || !fourth || again?.join() !== first.join()) return false;
  const [a, b] = first[0] === second[0] ? [1, 0] : [0, 1];
  const along = (from: Point, to: Point, axis: number) =>
    from[1 - axis] === to[1 - axis] && isSide(Number(to[axis]) - Number(from[axis]));
  return (
    along(first, second, a ?? 0) &&
    along(second, third, b ?? 0) &&
    along(third, fourth, a ?? 0) &&
    along(fourth, first, b ?? 0)
  );
}

export function isUpright([from, to, ...more]: readonly Point[]): boolean {
  return (
    from !== undefined &&
    to !== undefined &&
    more.length === 0 &&
    from[0] === to[0] &&
    isSide(to[1] - from[1])
  );
}

export function isMove(operands: readonly PdfObject[]): boolean {
  return [1, 0, 0, 1].every((one, at) => operands[at] === one);
}
