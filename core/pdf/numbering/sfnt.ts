/** A TrueType program as far as its glyphs can be told (OpenType 1.9: head, maxp, hhea, hmtx, loca, glyf, cmap). */
import { letterMap } from './sfnt-letters.ts';

export interface Sfnt {
  readonly tables: ReadonlyMap<string, Buffer>;
  /** Bytes of a glyph, none for a blank one; undefined where there is no such glyph. */
  glyph(id: number): Buffer | undefined;
  /** Advance width and left side bearing as they stand in `hmtx`. */
  metrics(id: number): readonly [advance: number, bearing: number] | undefined;
  /** By the Unicode map for the basic plane; undefined without one, 0 for a letter that it does not have. */
  glyphOf(letter: string): number | undefined;
}

const mostTables = 64;

/** Undefined for collections, CFF outlines, and what no reader could draw glyphs from. */
export function readSfnt(bytes: Buffer): Sfnt | undefined {
  const tables = tablesOf(bytes);
  const [head, maxp, hhea, hmtx, loca, glyf] = ['head', 'maxp', 'hhea', 'hmtx', 'loca', 'glyf'].map((tag) =>
    tables?.get(tag),
  );
  if (!tables || head?.length !== 54 || maxp?.length !== 32 || hhea?.length !== 36) return undefined;
  if (!hmtx || !loca || !glyf) return undefined;
  const glyphs = maxp.readUInt16BE(4);
  const wide = head.readUInt16BE(50);
  const full = hhea.readUInt16BE(34);
  if (wide > 1 || loca.length !== (glyphs + 1) * (2 + 2 * wide)) return undefined;
  if (full === 0 || full > glyphs || hmtx.length !== 4 * full + 2 * (glyphs - full)) return undefined;
  const offset = (id: number) => (wide === 1 ? loca.readUInt32BE(4 * id) : 2 * loca.readUInt16BE(2 * id));
  const letters = letterMap(tables.get('cmap'));
  return Object.freeze({
    tables,
    glyph: (id: number) => {
      if (id >= glyphs) return undefined;
      const [start, end] = [offset(id), offset(id + 1)];
      return start <= end && end <= glyf.length ? glyf.subarray(start, end) : undefined;
    },
    metrics: (id: number) => {
      if (id >= glyphs) return undefined;
      const advance = hmtx.readUInt16BE(4 * Math.min(id, full - 1));
      return [advance, hmtx.readInt16BE(id < full ? 4 * id + 2 : 4 * full + 2 * (id - full))] as const;
    },
    glyphOf: (letter: string) => letters?.(letter.codePointAt(0) ?? 0),
  });
}

function tablesOf(bytes: Buffer): ReadonlyMap<string, Buffer> | undefined {
  if (bytes.length < 12 || bytes.readUInt32BE(0) !== 0x00010000) return undefined;
  const count = bytes.readUInt16BE(4);
  if (count > mostTables || bytes.length < 12 + 16 * count) return undefined;
  const tables = new Map<string, Buffer>();
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    const tag = bytes.toString('latin1', at, at + 4);
    const [start, length] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)];
    if (tables.has(tag) || start + length > bytes.length) return undefined;
    tables.set(tag, bytes.subarray(start, start + length));
  }
  return tables;
}
