/** The box around the points of a TrueType glyph (OpenType, glyf): what its head says of them binds nobody who draws it. */

/** In units of the font. */
export type Bounds = readonly [left: number, bottom: number, right: number, top: number];

const component = {
  words: 1,
  offsets: 2,
  scaled: 8,
  more: 32,
  scaledTwice: 64,
  matrix: 128,
} as const;
const point = { shortX: 2, shortY: 4, again: 8, sameX: 16, sameY: 32 } as const;
const header = 10;
const deepest = 6;

export interface Glyphs {
  /** Empty for a blank one. Throws RangeError where there is none. */
  glyph(id: number): Buffer;
  /** Left side bearing. */
  bearing(id: number): number;
  /** Bytes that may still be gone over. */
  left: number;
}

/** Undefined for one without ink. Throws RangeError for what cannot be read, or costs too much. */
export function pointsOf(font: Glyphs, id: number, depth = 0): Bounds | undefined {
  const glyph = font.glyph(id);
  if (glyph.length === 0) return undefined;
  font.left -= glyph.length;
  if (depth > deepest || font.left < 0) throw new RangeError();
  const bounds = glyph.readInt16BE(0) >= 0 ? simple(glyph) : composite(font, glyph, depth);
  if (bounds === undefined) return undefined;
  // Some draw it where its points are, others where its bearing says that it begins.
  const shift = font.bearing(id) - glyph.readInt16BE(2);
  const [left, bottom, right, top] = bounds;
  return [Math.min(left, left + shift), bottom, Math.max(right, right + shift), top];
}

function simple(glyph: Buffer): Bounds | undefined {
  const contours = glyph.readInt16BE(0);
  if (contours === 0) return undefined;
  const count = glyph.readUInt16BE(header + 2 * (contours - 1)) + 1;
  const flags: number[] = [];
  let at = header + 2 * contours;
  at += 2 + glyph.readUInt16BE(at);
  while (flags.length < count) {
    const flag = glyph.readUInt8(at++);
    const times = (flag & point.again) === 0 ? 1 : glyph.readUInt8(at++) + 1;
    for (let time = 0; time < times; time += 1) flags.push(flag);
  }
  const along = (short: number, same: number): readonly [number, number] => {
    let [value, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const flag of flags.slice(0, count)) {
      if ((flag & short) !== 0) value += (flag & same) === 0 ? -glyph.readUInt8(at++) : glyph.readUInt8(at++);
      else if ((flag & same) === 0) {
        value += glyph.readInt16BE(at);
        at += 2;
      }
      [least, most] = [Math.min(least, value), Math.max(most, value)];
    }
    return [least, most];
  };
  const [left, right] = along(point.shortX, point.sameX);
  const [bottom, top] = along(point.shortY, point.sameY);
  return [left, bottom, right, top];
}

function composite(font: Glyphs, glyph: Buffer, depth: number): Bounds | undefined {
  let all: Bounds | undefined;
  for (let [at, flags] = [header, component.more as number]; (flags & component.more) !== 0; ) {
    flags = glyph.readUInt16BE(at);
    const part = pointsOf(font, glyph.readUInt16BE(at + 2), depth + 1);
    at += 4;
    const isWide = (flags & component.words) !== 0;
    // Points that are to lie on each other.
    if ((flags & component.offsets) === 0) throw new RangeError();
    const [x, y] = isWide
      ? [glyph.readInt16BE(at), glyph.readInt16BE(at + 2)]
      : [glyph.readInt8(at), glyph.readInt8(at + 1)];
    at += isWide ? 4 : 2;
    const count =
      (flags & component.matrix) !== 0
        ? 4
        : (flags & component.scaledTwice) !== 0
          ? 2
          : (flags & component.scaled) !== 0
            ? 1
            : 0;
    const [a = 1, b = 0, c = 0, d = 1] = scaled(
      Array.from({ length: count }, (_, index) => glyph.readInt16BE(at + 2 * index) / 0x4000),
    );
    at += 2 * count;
    if (part === undefined) continue;
    const [left, bottom, right, top] = part;
    const corners = [left, right].flatMap((u) =>
      [bottom, top].map((v) => [a * u + c * v, b * u + d * v] as const),
    );
    // Some stretch the way to where it lies as well.
    for (const [dx, dy] of [
      [x, y],
      [a * x + c * y, b * x + d * y],
    ] as const)
      all = corners.reduce((found, [u, v]) => joined(found, [u + dx, v + dy, u + dx, v + dy]), all);
  }
  return all;
}

function scaled(values: readonly number[]): readonly number[] {
  const [first = 1, second = first] = values;
  return values.length === 4 ? values : [first, 0, 0, second];
}

export function joined(a: Bounds | undefined, b: Bounds): Bounds {
  if (a === undefined) return b;
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
