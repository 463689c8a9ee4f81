/** Rectangles of user space, and what becomes of them when they are moved and turned. */
import { type Matrix, placedAt } from './matrix.ts';

export type Box = readonly [left: number, bottom: number, right: number, top: number];

export const everywhere: Box = [
  Number.NEGATIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  Number.POSITIVE_INFINITY,
];

/** The box around some points. */
export function around(points: readonly (readonly [x: number, y: number])[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The box around a moved one. */
export function moved([left, bottom, right, top]: Box, matrix: Matrix): Box {
  return around([
    placedAt(matrix, left, bottom),
    placedAt(matrix, right, bottom),
    placedAt(matrix, left, top),
    placedAt(matrix, right, top),
  ]);
}

/** What two boxes have in common: its right may lie left of its left. */
export function shared(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/** Whether they have more than an edge in common, also when one of them is a line. */
export function meets(a: Box, b: Box): boolean {
  const [left, bottom, right, top] = shared(a, b);
  return right >= left && top >= bottom;
}

/** Edges that lie on each other count as inside. */
export function isWithin([left, bottom, right, top]: Box, outer: Box): boolean {
  return left >= outer[0] && bottom >= outer[1] && right <= outer[2] && top <= outer[3];
}

/** By so much on every side. */
export function widened([left, bottom, right, top]: Box, by: number): Box {
  return [left - by, bottom - by, right + by, top + by];
}
