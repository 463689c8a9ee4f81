/** Which glyphs a TrueType program may mean by a number: by any of its maps (OpenType, cmap), since readers choose among them. */

const mostMaps = 16;

/** All that is found, without 0; undefined where one of the maps is of a kind that nobody reads here. Throws RangeError for one that ends within itself. */
export function glyphsBy(cmap: Buffer, codes: readonly number[]): ReadonlySet<number> | undefined {
  const found = new Set<number>();
  const count = Math.min(cmap.readUInt16BE(2), mostMaps);
  for (let index = 0; index < count; index += 1) {
    const map = cmap.subarray(cmap.readUInt32BE(4 + 8 * index + 4));
    const glyphOf = byFormat.get(map.readUInt16BE(0));
    if (glyphOf === undefined) return undefined;
    for (const code of codes) found.add(glyphOf(map, code));
  }
  found.delete(0);
  return found;
}

type Lookup = (map: Buffer, code: number) => number;

const bytes: Lookup = (map, code) => (code < 256 ? map.readUInt8(6 + code) : 0);

const segments: Lookup = (map, code) => {
  const size = map.readUInt16BE(6) & ~1;
  const [ends, starts, deltas, ranges] = [14, 16 + size, 16 + 2 * size, 16 + 3 * size];
  if (code > 0xffff) return 0;
  for (let at = 0; at < size; at += 2) {
    if (map.readUInt16BE(ends + at) < code) continue;
    const start = map.readUInt16BE(starts + at);
    if (start > code) return 0;
    const [delta, range] = [map.readUInt16BE(deltas + at), map.readUInt16BE(ranges + at)];
    if (range === 0 || range === 0xffff) return (code + delta) & 0xffff;
    const place = ranges + at + range + 2 * (code - start);
    const glyph = place + 2 <= map.length ? map.readUInt16BE(place) : 0;
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
};

const trimmed: Lookup = (map, code) => {
  const [first, count] = [map.readUInt16BE(6), map.readUInt16BE(8)];
  return code >= first && code < first + count ? map.readUInt16BE(10 + 2 * (code - first)) : 0;
};

const groups: Lookup = (map, code) => {
  const count = map.readUInt32BE(12);
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = 16 + 12 * middle;
    if (map.readUInt32BE(at + 4) < code) low = middle + 1;
    else high = middle;
  }
  if (low >= count) return 0;
  const [start, glyph] = [map.readUInt32BE(16 + 12 * low), map.readUInt32BE(24 + 12 * low)];
  return start <= code ? glyph + code - start : 0;
};

/** Variation sequences (14) mean no glyph by themselves. */
const byFormat: ReadonlyMap<number, Lookup> = new Map([
  [0, bytes],
  [4, segments],
  [6, trimmed],
  [12, groups],
  [14, () => 0],
]);
