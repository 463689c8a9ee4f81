/** A TrueType program, read as readers do that draw whatever they can: how far its glyphs reach. */
import { glyphsBy } from './character-maps.ts';
import { type Bounds, type Glyphs, pointsOf } from './glyph-points.ts';
import { type Outlines, outlinesBy } from './outlines.ts';
import { tableIn, tablesOf } from './tables.ts';

/** Throws RangeError for what is none. */
export function trueType(bytes: Buffer): Outlines {
  const tables = tablesOf(bytes);
  const table = (tag: string) => tableIn(tables, tag);
  const [head, maxp, loca, glyf] = [table('head'), table('maxp'), table('loca'), table('glyf')];
  const [units, wide, count] = [head.readUInt16BE(18), head.readInt16BE(50), maxp.readUInt16BE(4)];
  if (units === 0) throw new RangeError();
  const offset = (id: number) => (wide === 0 ? 2 * loca.readUInt16BE(2 * id) : loca.readUInt32BE(4 * id));
  const cmap = tables.get('cmap');
  const [hmtx, full] = [tables.get('hmtx'), tables.get('hhea')?.readUInt16BE(34) ?? 0];
  const font: Glyphs = {
    left: 16 * bytes.length,
    glyph: (id) => {
      if (id >= count) return Buffer.alloc(0);
      const [start, end] = [
        offset(id),
        4 * (id + 1) < loca.length || wide === 0 ? offset(id + 1) : glyf.length,
      ];
      // Readers take what is there of one that begins inside.
      return start === end || start >= glyf.length
        ? Buffer.alloc(0)
        : glyf.subarray(start, Math.max(end, start + 1));
    },
    bearing: (id) => {
      const at = id < full ? 4 * id + 2 : 4 * full + 2 * (id - full);
      return hmtx !== undefined && at + 2 <= hmtx.length ? hmtx.readInt16BE(at) : 0;
    },
  };
  return outlinesBy(count, (id) => shares(pointsOf(font, id), units), {
    glyphsBy: (codes) => (cmap === undefined ? undefined : glyphsBy(cmap, codes)),
  });
}

function shares(bounds: Bounds | undefined, units: number): Bounds | undefined {
  if (bounds === undefined) return undefined;
  const [left, bottom, right, top] = bounds;
  return [left / units, bottom / units, right / units, top / units];
}
