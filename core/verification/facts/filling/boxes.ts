/** The room that letters take, as boxes on the page: whatever a font draws of them lies inside. */
import { type Box, type Font, type Glyph, placedAt, type Style } from '../../../pdf/drawing/index.ts';

type Point = readonly [x: number, y: number];

/** Shares of the size, from the line: below it, and above it for plain letters and for those that may carry a mark. */
export const reach = { below: -0.25, plain: 0.8, marked: 0.95 };

export function topOf(text: string): number {
  return /^[ -~]*$/.test(text) ? reach.plain : reach.marked;
}

/** `from`, `end`: along the line, as a device is told them. With the ink that its font draws elsewhere. */
export function boxOfLetter(
  { text, ink }: Pick<Glyph, 'text' | 'ink'>,
  { matrix, size, scaling, rise }: Style<Font>,
  from: number,
  end: number,
): Box {
  const heights = [reach.below, topOf(text), ...(ink === undefined ? [] : [ink[1], ink[3]])];
  const ends = ink === undefined ? [] : [ink[0], ink[2]].map((share) => from + share * size * scaling);
  return around(
    heights.flatMap((height) =>
      [from, end, ...ends].map((along) => placedAt(matrix, along, rise + height * size)),
    ),
  );
}

export interface TurnedLetter {
  /** Degrees counterclockwise. */
  readonly turn: number;
  /** Points. */
  readonly size: number;
  /** Turned back, so that lines run to the right and stand above each other. */
  readonly from: number;
  readonly to: number;
  readonly base: number;
}

/** Undefined for letters that are stretched, slanted, mirrored, or turned by anything but right angles. */
export function turnedLetter(
  { matrix, size, scaling, rise }: Style<Font>,
  from: number,
  end: number,
): TurnedLetter | undefined {
  const [a, b, c, d] = matrix;
  const turn = (Math.round((Math.atan2(b, a) * 180) / Math.PI) + 360) % 360;
  const long = Math.hypot(a, b);
  const isEven = Math.abs(Math.hypot(c, d) - long) <= 0.001 * long && Math.abs(scaling - 1) <= 0.001;
  const isSquare = Math.abs(a * c + b * d) < 0.001 * long * long && a * d - b * c > 0;
  const isStraight = Math.min(Math.abs(a), Math.abs(b)) < 0.001 * long;
  if (!isEven || !isSquare || !isStraight || rise !== 0 || size <= 0) return undefined;
  const [start, stop] = [from, end].map((along) => inLine(placedAt(matrix, along, 0), turn));
  if (start === undefined || stop === undefined) return undefined;
  return { turn, size: size * long, from: start[0], to: stop[0], base: start[1] };
}

export function inLine([x, y]: Point, turn: number): Point {
  if (turn === 90) return [y, -x];
  if (turn === 180) return [-x, -y];
  return turn === 270 ? [-y, x] : [x, y];
}

/** A box as whoever reads the line sees it. */
export function boxInLine([left, bottom, right, top]: Box, turn: number): Box {
  return around([inLine([left, bottom], turn), inLine([right, top], turn)]);
}

export function around(points: readonly Point[]): Box {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points)
    [left, bottom, right, top] = [
      Math.min(left, x),
      Math.min(bottom, y),
      Math.max(right, x),
      Math.max(top, y),
    ];
  return [left, bottom, right, top];
}

/** Points of what programs round. */
const hair = 0.01;

/** Whether more than an edge of the first lies in the second; a line has no width, and lies there all the same. */
export function overlaps(a: Box, b: Box): boolean {
  return inCommon(a[0], a[2], b[0], b[2]) && inCommon(a[1], a[3], b[1], b[3]);
}

function inCommon(from: number, to: number, low: number, high: number): boolean {
  const length = Math.min(to, high) - Math.max(from, low);
  return length > hair || (to - from <= hair && to >= from && length >= 0);
}

export function holdsWhole([left, bottom, right, top]: Box, inner: Box): boolean {
  return (
    inner[0] >= left - hair && inner[1] >= bottom - hair && inner[2] <= right + hair && inner[3] <= top + hair
  );
}
