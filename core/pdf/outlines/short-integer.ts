/** Integers as CFF dictionaries and Type 2 charstrings write them both (Adobe technical notes 5176, table 3, and 5177, table 1). */

/** With the bytes that it takes; undefined where another kind of operand or an operator begins. Throws RangeError at the end. */
export function shortIntegerAt(
  bytes: Buffer,
  at: number,
): readonly [value: number, length: number] | undefined {
  const first = bytes.readUInt8(at);
  if (first === 28) return [bytes.readInt16BE(at + 1), 3];
  if (first >= 32 && first <= 246) return [first - 139, 1];
  if (first >= 247 && first <= 250) return [(first - 247) * 256 + bytes.readUInt8(at + 1) + 108, 2];
  if (first >= 251 && first <= 254) return [-(first - 251) * 256 - bytes.readUInt8(at + 1) - 108, 2];
  return undefined;
}
