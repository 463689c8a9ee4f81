/** Mechanisms on the wire: three encodings, by the age of the p11-kit that speaks. */

/**
 * The encoding of a peer. It follows from the version byte that the peer offers as its highest, not from the
 * negotiated one: 0 is p11-kit up to 0.24, 1 is 0.25.0 to 0.25.5, 2 is 0.25.6 and later.
 */
export type MechanismAge = 0 | 1 | 2;

export function mechanismAge(offeredVersion: number): MechanismAge {
  return offeredVersion >= 2 ? 2 : offeredVersion === 1 ? 1 : 0;
}

/** The types which p11-kit takes to have no parameter; encoding 2 sends nothing after them. */
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

/** The only shapes that encoding 0 knows; it takes every other parameter as one raw byte string. */
const firstShapes = new Set([0x0d, 0x09]);

function shapeOf(type: number, age: MechanismAge): string {
  return age > 0 || firstShapes.has(type) ? (shapes.get(type) ?? 'b') : 'b';
}

/** The marker of a NULL mechanism in encoding 2. */
const nullMechanism = 0xffffffff;

/** Where the mechanism that begins at `start` ends, or -1 when it does not fit in the frame. */
export function mechanismEnd(frame: Buffer, start: number, age: MechanismAge): number {
  if (start + 4 > frame.length) return -1;
  const type = frame.readUInt32BE(start);
  const at = start + 4;
  if (age < 2) return shapeEnd(frame, at, shapeOf(type, age));
  if (type === nullMechanism || withoutParameter.has(type)) return at;
  if (at >= frame.length) return -1;
  return frame[at] === 0 ? at + 1 : shapeEnd(frame, at + 1, shapeOf(type, age));
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
 * The same mechanism in another encoding, or undefined when that one cannot carry it.
 * `encoded` is exactly one mechanism, as found by `mechanismEnd`.
 */
export function transcodeMechanism(
  encoded: Buffer,
  from: MechanismAge,
  to: MechanismAge,
): Buffer | undefined {
  if (from === to) return encoded;
  const type = encoded.readUInt32BE(0);
  if (type === nullMechanism) return undefined;
  const parameter = parameterOf(encoded, type, from);
  const head = encoded.subarray(0, 4);
  if (parameter === undefined) return withoutParameterIn(head, type, to);
  if (shapeOf(type, from) !== shapeOf(type, to)) return undefined;
  if (to < 2) return Buffer.concat([head, parameter]);
  return withoutParameter.has(type) ? undefined : Buffer.concat([head, Buffer.of(1), parameter]);
}

/** Whether `transcodeMechanism` can carry that type with its parameter: one encoding has another shape for it. */
export function isCarried(type: number, from: MechanismAge, to: MechanismAge): boolean {
  return shapeOf(type, from) === shapeOf(type, to);
}

/** The parameter's own bytes; undefined when there is none. */
function parameterOf(encoded: Buffer, type: number, age: MechanismAge): Buffer | undefined {
  if (age === 2) return encoded.length > 5 ? encoded.subarray(5) : undefined;
  const parameter = encoded.subarray(4);
  const empty = shapeOf(type, age) === 'b' && [0, 0xffffffff].includes(parameter.readUInt32BE(0));
  return empty ? undefined : parameter;
}

const nullBytes = Buffer.from([0xff, 0xff, 0xff, 0xff]);

function withoutParameterIn(head: Buffer, type: number, age: MechanismAge): Buffer | undefined {
  if (age < 2) return shapeOf(type, age) === 'b' ? Buffer.concat([head, nullBytes]) : undefined;
  return withoutParameter.has(type) ? head : Buffer.concat([head, Buffer.of(0)]);
}
