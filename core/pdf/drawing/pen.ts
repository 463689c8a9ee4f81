/** What lines are drawn with (ISO 32000-1, 8.4.3): how far from a line its ink may reach. */
import type { GraphicsState } from './graphics-state.ts';
import type { Matrix } from './matrix.ts';
import { scaleOf } from './scale.ts';

export interface Pen {
  /** In the space of the page, where it is the widest. */
  readonly width: number;
  readonly cap: number;
  readonly join: number;
  readonly miterLimit: number;
  /** Whether angles on the page are those of the space that joins are made in: all, or those between its axes. */
  readonly isEven: boolean;
  readonly keepsAxes: boolean;
}

/** Of `J`. */
const [round, square] = [1, 2];

/** Modes of `Tr` in which letters are drawn around (9.3.6). */
const strokedModes: ReadonlySet<number> = new Set([1, 2, 5, 6]);

type Drawing = Pick<GraphicsState<never>, 'ctm' | 'lineWidth' | 'lineCap' | 'lineJoin' | 'miterLimit'>;

export function penOf({ ctm, lineWidth, lineCap, lineJoin, miterLimit }: Drawing): Pen {
  const evenly = isEven(ctm);
  return {
    width: lineWidth * scaleOf(ctm),
    cap: lineCap,
    join: lineJoin,
    miterLimit,
    isEven: evenly,
    keepsAxes: evenly || keepsAxes(ctm),
  };
}

export function isSamePen(a: Pen, b: Pen): boolean {
  return a.width === b.width && a.cap === b.cap && a.join === b.join && a.miterLimit === b.miterLimit;
}

/** Where a line is but a point, or ends on its way. */
export function hasCaps({ cap }: Pen): boolean {
  return cap === round || cap === square;
}

/** Beside a line from here to there, and behind its ends. `level`: along an axis of the page. */
export function besideLine({ width, cap }: Pen, level: boolean): number {
  return (width / 2) * (cap === square && !level ? Math.SQRT2 : 1);
}

/** From any corner of an outline that nobody looks at more closely. */
function besideOutline({ width, join, miterLimit }: Pen): number {
  return (width / 2) * (isMitred(join) ? Math.max(1, miterLimit) : 1);
}

/** How far beyond its own shape the ink of a letter may reach, in the space of the page. */
export function besideLetter(state: Drawing & { readonly text: { readonly rendering: number } }): number {
  return strokedModes.has(state.text.rendering) ? besideOutline(penOf(state)) : 0;
}

/** From the corner where a line that came along `a` goes on along `b`; 0 where it reaches no farther than the lines do. */
export function atCorner(pen: Pen, a: Direction, b: Direction): number {
  const { width, join, keepsAxes } = pen;
  if (width === 0 || !isMitred(join) || (keepsAxes && isRight(a, b))) return 0;
  const most = besideOutline(pen);
  const lengths = Math.hypot(...a) * Math.hypot(...b);
  if (lengths === 0) return most;
  const cosine = (a[0] * b[0] + a[1] * b[1]) / lengths;
  if (cosine > straight) return 0;
  if (!pen.isEven) return most;
  // Of half of the angle between both lines, as seen from the corner.
  const sine = Math.sqrt(Math.max(0, (1 + cosine) / 2));
  const reach = (width / 2 / sine) * rounding;
  return reach > most * rounding * rounding ? 0 : reach;
}

type Direction = readonly [x: number, y: number];

/** What programs round. */
const rounding = 1.01;
const straight = 0.9999;

/** One along, the other across. */
function isRight(a: Direction, b: Direction): boolean {
  return (isAlong(a, 0) && isAlong(b, 1)) || (isAlong(a, 1) && isAlong(b, 0));
}

function isAlong(way: Direction, axis: 0 | 1): boolean {
  return Math.abs(way[1 - axis] ?? 0) <= 0.001 * Math.abs(way[axis]);
}

/** All but round and bevelled ones, which are 1 and 2 of `j`. */
function isMitred(join: number): boolean {
  return join !== 1 && join !== 2;
}

function isEven([a, b, c, d]: Matrix): boolean {
  const [across, up] = [Math.hypot(a, b), Math.hypot(c, d)];
  const most = Math.max(across, up);
  return Math.abs(across - up) <= 0.001 * most && Math.abs(a * c + b * d) <= 0.001 * most * most;
}

function keepsAxes([a, b, c, d]: Matrix): boolean {
  const least = 1e-6 * Math.max(...[a, b, c, d].map(Math.abs));
  const isNone = (one: number, other: number) => Math.abs(one) <= least && Math.abs(other) <= least;
  return isNone(b, c) || isNone(a, d);
}
