/** Attribute arrays on the wire: which attribute is a boolean, a number, a list or plain bytes. */

export type AttributeKind = 'boolean' | 'ulong' | 'mechanisms' | 'template' | 'bytes';

const booleans = [
  0x1, 0x2, 0x86, 0x103, 0x104, 0x105, 0x106, 0x107, 0x108, 0x109, 0x10a, 0x10b, 0x10c, 0x162, 0x163, 0x164,
  0x165, 0x170, 0x171, 0x200, 0x202, 0x210, 0x301, 0x302, 0x405,
];
const ulongs = [
  0x0, 0x80, 0x87, 0x88, 0x100, 0x121, 0x133, 0x134, 0x160, 0x161, 0x166, 0x201, 0x300, 0x400, 0x401, 0x402,
  0x403, 0x404, 0x406, 0x500,
];

const kinds = new Map<number, AttributeKind>([
  ...booleans.map((type) => [type, 'boolean'] as const),
  ...ulongs.map((type) => [type, 'ulong'] as const),
  [0x40000211, 'template'],
  [0x40000212, 'template'],
  [0x40000213, 'template'],
  [0x40000600, 'mechanisms'],
]);

/** How the value of that attribute type travels. Vendor attributes (bit 31) are not known here: undefined. */
export function attributeKind(type: number): AttributeKind | undefined {
  return kinds.get(type) ?? (type >= 0x80000000 ? undefined : 'bytes');
}

export interface Attribute {
  readonly type: number;
  /** Native bytes for numbers are not used: booleans are one byte, ulongs are given as numbers. */
  readonly value: boolean | number | Uint8Array;
}

/** An `aA` value: what C_CreateObject, C_FindObjectsInit and their like send. */
export function attributeArray(attributes: readonly Attribute[]): Buffer {
  const parts = [uint32(attributes.length)];
  for (const { type, value } of attributes) {
    parts.push(uint32(type), Buffer.of(1));
    if (typeof value === 'boolean') parts.push(uint32(1), Buffer.of(value ? 1 : 0));
    else if (typeof value === 'number') {
      const number = Buffer.alloc(8);
      number.writeBigUInt64BE(BigInt(value));
      parts.push(uint32(8), number);
    } else parts.push(uint32(value.length), uint32(value.length), Buffer.from(value));
  }
  return Buffer.concat(parts);
}

function uint32(value: number): Buffer {
  const part = Buffer.alloc(4);
  part.writeUInt32BE(value);
  return part;
}
