/** Which glyph a letter has by the `cmap` of a TrueType program: the map of the basic plane, format 4. */

type Letters = (letter: number) => number;

const mostMaps = 32;

/** Undefined where there is no such map, or it contradicts itself. */
export function letterMap(cmap: Buffer | undefined): Letters | undefined {
  if (cmap === undefined || cmap.length < 4) return undefined;
  const count = Math.min(cmap.readUInt16BE(2), mostMaps);
  for (let at = 4; at < 4 + 8 * count && at + 8 <= cmap.length; at += 8) {
    const [platform, encoding] = [cmap.readUInt16BE(at), cmap.readUInt16BE(at + 2)];
    const map = cmap.subarray(cmap.readUInt32BE(at + 4));
    const isUnicode = platform === 0 || (platform === 3 && encoding === 1);
    if (isUnicode && map.length >= 16 && map.readUInt16BE(0) === 4) return segments(map);
  }
  return undefined;
}

function segments(map: Buffer): Letters | undefined {
  const size = map.readUInt16BE(6);
  if (size % 2 !== 0 || map.length < 16 + 4 * size) return undefined;
  const [ends, starts, deltas, ranges] = [14, 16 + size, 16 + 2 * size, 16 + 3 * size];
  return (letter) => {
    for (let at = 0; at < size; at += 2) {
      if (map.readUInt16BE(ends + at) < letter) continue;
      const start = map.readUInt16BE(starts + at);
      if (start > letter) return 0;
      const [delta, range] = [map.readUInt16BE(deltas + at), map.readUInt16BE(ranges + at)];
      if (range === 0) return (letter + delta) & 0xffff;
      const place = ranges + at + range + 2 * (letter - start);
      const glyph = place + 2 <= map.length ? map.readUInt16BE(place) : 0;
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
