/** What a glyph of a TrueType program looks like, as a text that is equal for equal outlines and instructions only. */
import type { Sfnt } from './sfnt.ts';

/** Bits of a component (OpenType, glyf: composite glyph description). */
const component = { wordArguments: 1, scaled: 8, more: 32, scaledTwice: 64, matrix: 128, instructed: 256 };
/** Bits of a point. */
const point = { shortX: 2, shortY: 4, again: 8, sameX: 16, sameY: 32 };
const header = 10;
const deepest = 4;

/** A glyph that others make up is known by their shapes: subsets number them anew. Undefined for what cannot be read. */
export function shapeOf(font: Sfnt, id: number, depth = 0): string | undefined {
  const glyph = font.glyph(id);
  if (glyph === undefined || depth > deepest) return undefined;
  return glyph.length === 0 ? '' : outline(font, glyph, depth);
}

function outline(font: Sfnt, glyph: Buffer, depth: number): string | undefined {
  try {
    return glyph.readInt16BE(0) >= 0
      ? glyph.toString('latin1', 0, endOfPoints(glyph))
      : composite(font, glyph, depth);
  } catch (error) {
    // It ends within itself.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Without what fills it up. Throws RangeError. */
function endOfPoints(glyph: Buffer): number {
  const contours = glyph.readInt16BE(0);
  const points = contours === 0 ? 0 : glyph.readUInt16BE(header + 2 * (contours - 1)) + 1;
  const instructions = header + 2 * contours;
  let at = instructions + 2 + glyph.readUInt16BE(instructions);
  let coordinates = 0;
  for (let seen = 0; seen < points; ) {
    const flags = glyph.readUInt8(at++);
    const times = (flags & point.again) === 0 ? 1 : glyph.readUInt8(at++) + 1;
    const x = (flags & point.shortX) !== 0 ? 1 : (flags & point.sameX) !== 0 ? 0 : 2;
    const y = (flags & point.shortY) !== 0 ? 1 : (flags & point.sameY) !== 0 ? 0 : 2;
    coordinates += (x + y) * times;
    seen += times;
  }
  at += coordinates;
  if (at > glyph.length) throw new RangeError();
  return at;
}

/** Throws RangeError. */
function composite(font: Sfnt, glyph: Buffer, depth: number): string | undefined {
  const parts = [glyph.toString('latin1', 0, header)];
  for (let [at, flags] = [header, component.more]; (flags & component.more) !== 0; ) {
    flags = glyph.readUInt16BE(at);
    const part = glyph.readUInt16BE(at + 2);
    const shape = shapeOf(font, part, depth + 1);
    if (shape === undefined || parts.length > 16) return undefined;
    const scales = [component.scaled, component.scaledTwice, component.matrix].map((bit) => flags & bit);
    const [one = 0, two = 0, four = 0] = scales;
    const size = (flags & component.wordArguments ? 4 : 2) + (four ? 8 : two ? 4 : one ? 2 : 0);
    const end = at + 4 + size;
    const behind =
      (flags & component.more) === 0 && (flags & component.instructed) !== 0
        ? end + 2 + glyph.readUInt16BE(end)
        : end;
    if (behind > glyph.length) throw new RangeError();
    parts.push(
      `${flags}`,
      glyph.toString('latin1', at + 4, behind),
      `{${font.metrics(part)?.join(' ')}:${shape}}`,
    );
    at = end;
  }
  return parts.join('|');
}
