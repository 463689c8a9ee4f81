/** Mechanisms on the wire, in the encoding before p11-kit 0.25.6 ("old") and since then ("new"). */

/** Which encoding a peer speaks; it follows from the version byte it offered, not from the negotiated one. */
export type MechanismAge = 'old' | 'new';

/** A peer that offers version 2 or more is p11-kit 0.25.6 or later. */
export function mechanismAge(offeredVersion: number): MechanismAge {
  return offeredVersion >= 2 ? 'new' : 'old';
}

/** The types which p11-kit takes to have no parameter; the new encoding sends nothing after them. */
const withoutParameter = new Set([
  0x0, 0xa, 0x1, 0x2, 0x3, 0xb, 0x4, 0x5, 0x6, 0x46, 0x40, 0x41, 0x42, 0x7, 0x8, 0xc, 0x10, 0x2000, 0x11,
  0x12, 0x1020, 0x1040, 0x1041, 0x1042, 0x1043, 0x1044, 0x1045, 0x1046, 0x20, 0x2001, 0x30, 0x2002, 0x1010,
  0x350, 0x100, 0x110, 0x111, 0x330, 0x1080, 0x1081, 0x1083, 0x108a, 0x120, 0x130, 0x131, 0x140, 0x300, 0x310,
  0x320, 0x340, 0x370, 0x374, 0x1000, 0x1030, 0x1060, 0x101, 0x121, 0x132, 0x141, 0x301, 0x311, 0x321, 0x331,
  0x341, 0x103, 0x123, 0x134, 0x138, 0x143, 0x303, 0x313, 0x333, 0x343, 0x380, 0x381, 0x1008, 0x1036, 0x1065,
  0x200, 0x201, 0x210, 0x211, 0x220, 0x221, 0x392, 0x255, 0x256, 0x396, 0x250, 0x251, 0x393, 0x260, 0x261,
  0x394, 0x270, 0x271, 0x395, 0x50, 0x51, 0x53, 0x48, 0x49, 0x4b, 0x4c, 0x4d, 0x4f, 0x1070, 0x230, 0x231,
  0x240, 0x241, 0x400,
]);

const pss = [0x0d, 0x0e, 0x47, 0x43, 0x44, 0x45];

/** Parameters with a shape of their own: `n` is 8 bytes, `b` a raw byte string. All others are one `b`. */
const shapes = new Map<number, string>([
  ...pss.map((type) => [type, 'nnn'] as const),
  [0x09, 'nnnb'],
  [0x1050, 'nbb'],
  [0x1086, 'nb'],
  [0x1087, 'bnbn'],
  ...[0x222, 0x257, 0x252, 0x262, 0x272, 0x4a, 0x4e, 0x1084, 0x108b, 0x135, 0x137].map(
    (type) => [type, 'n'] as const,
  ),
]);

/** The only shapes that peers before 0.25.6 know; they take every other parameter as native bytes. */
const oldShapes = new Set([...pss, 0x09]);

/** The marker of a NULL mechanism in the new encoding. */
export const nullMechanism = 0xffffffff;

/** Where the mechanism that begins at `start` ends, or -1 when it does not fit in the frame. */
export function mechanismEnd(frame: Buffer, start: number, age: MechanismAge): number {
  if (start + 4 > frame.length) return -1;
  const type = frame.readUInt32BE(start);
  const at = start + 4;
  if (age === 'old') return shapeEnd(frame, at, oldShapes.has(type) ? (shapes.get(type) ?? 'b') : 'b');
  if (type === nullMechanism || withoutParameter.has(type)) return at;
  if (at >= frame.length) return -1;
  return frame[at] === 0 ? at + 1 : shapeEnd(frame, at + 1, shapes.get(type) ?? 'b');
}

function shapeEnd(frame: Buffer, start: number, shape: string): number {
  let at = start;
  for (const part of shape) {
    if (part === 'n') at += 8;
    else {
      if (at + 4 > frame.length) return -1;
      const length = frame.readUInt32BE(at);
      at += 4;
      if (length === 0xffffffff) continue;
      if (length >= 0x7fffffff) return -1;
      at += length;
    }
    if (at > frame.length) return -1;
  }
  return at;
}

/**
 * The same mechanism in the other encoding, or undefined when that encoding cannot carry it.
 * `encoded` is exactly one mechanism, as found by `mechanismEnd`.
 */
export function transcodeMechanism(
  encoded: Buffer,
  from: MechanismAge,
  to: MechanismAge,
): Buffer | undefined {
  if (from === to) return encoded;
  return to === 'old' ? toOld(encoded) : toNew(encoded);
}

const nullBytes = Buffer.from([0xff, 0xff, 0xff, 0xff]);

function toOld(encoded: Buffer): Buffer | undefined {
  const type = encoded.readUInt32BE(0);
  const head = encoded.subarray(0, 4);
  if (type === nullMechanism) return undefined;
  if (withoutParameter.has(type)) return Buffer.concat([head, nullBytes]);
  const given = encoded[4] !== 0;
  if (!given) return oldShapes.has(type) ? undefined : Buffer.concat([head, nullBytes]);
  const native = !oldShapes.has(type) && shapes.has(type);
  return native ? undefined : Buffer.concat([head, encoded.subarray(5)]);
}

function toNew(encoded: Buffer): Buffer | undefined {
  const type = encoded.readUInt32BE(0);
  const head = encoded.subarray(0, 4);
  const parameter = encoded.subarray(4);
  const absent = !oldShapes.has(type) && [0, 0xffffffff].includes(parameter.readUInt32BE(0));
  if (withoutParameter.has(type)) return absent ? head : undefined;
  if (absent) return Buffer.concat([head, Buffer.of(0)]);
  const native = !oldShapes.has(type) && shapes.has(type);
  return native ? undefined : Buffer.concat([head, Buffer.of(1), parameter]);
}
