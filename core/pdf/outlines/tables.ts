/** The tables of a TrueType or OpenType program. */

const mostTables = 64;

/** Throws RangeError: of two with one name readers take one or the other. */
export function tablesOf(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const tables = new Map<string, Buffer>();
  const count = Math.min(bytes.readUInt16BE(4), mostTables);
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    const tag = bytes.toString('latin1', at, at + 4);
    const [start, length] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)];
    if (tables.has(tag)) throw new RangeError();
    tables.set(tag, bytes.subarray(start, start + length));
  }
  return tables;
}

/** Throws RangeError where there is none. */
export function tableIn(tables: ReadonlyMap<string, Buffer>, tag: string): Buffer {
  const found = tables.get(tag);
  if (found === undefined) throw new RangeError();
  return found;
}
