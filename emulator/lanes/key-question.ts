/** What the engine says of the key that an application signs with: how a lane finds the same one. */
import type { Session } from '../policy/line/application.ts';
import { attributeKind } from '../wire/attributes.ts';
import { callNamed } from '../wire/calls.ts';
import { valueWriter } from '../wire/values.ts';
import type { KeyAttribute } from './messages.ts';

const CKA = {
  class: 0x0,
  token: 0x1,
  label: 0x3,
  keyType: 0x100,
  id: 0x102,
  sign: 0x108,
  modulus: 0x120,
  ecParams: 0x180,
  alwaysAuthenticate: 0x202,
} as const;

const privateKey = 3;
const CKK = { rsa: 0, ec: 3 } as const;

/** Those that must be the same, by kind of key; an EC key of SoftHSM does not tell its point. */
const telling: Readonly<Record<number, readonly number[]>> = {
  [CKK.rsa]: [CKA.class, CKA.token, CKA.keyType, CKA.id, CKA.label, CKA.modulus],
  [CKK.ec]: [CKA.class, CKA.token, CKA.keyType, CKA.id, CKA.label, CKA.ecParams],
};

const asked = Object.values(CKA);
const room = 1024;

/**
 * Exactly one private key of the token has these; undefined for a key that no lane may have: one of the session, one
 * that wants its PIN each time, one of another kind.
 */
export async function tellingAttributes(
  { link, remote }: Session,
  key: number,
): Promise<readonly KeyAttribute[] | undefined> {
  const question = Buffer.concat([
    uint32s(asked.length),
    ...asked.map((type) => uint32s(type, roomFor(type))),
  ]);
  const values = Buffer.concat([valueWriter().ulong(remote).ulong(key).end(), question]);
  const { raw } = await link.call(callNamed('C_GetAttributeValue'), values);
  if (raw === undefined) return undefined;
  const found = attributesOf(raw);
  const [type] = [...(found.get(CKA.keyType) ?? [])];
  const wanted = type === undefined ? undefined : telling[type];
  const fit =
    wanted !== undefined &&
    found.get(CKA.class)?.[0] === privateKey &&
    found.get(CKA.token)?.[0] === 1 &&
    found.get(CKA.sign)?.[0] === 1 &&
    found.get(CKA.alwaysAuthenticate)?.[0] === 0;
  if (!fit) return undefined;
  const attributes = wanted.map((one) => ({ type: one, value: found.get(one)?.toString('hex') }));
  return attributes.every(isThere) ? attributes : undefined;
}

function isThere(attribute: {
  readonly type: number;
  readonly value: string | undefined;
}): attribute is KeyAttribute {
  return attribute.value !== undefined;
}

function roomFor(type: number): number {
  const kind = attributeKind(type);
  return kind === 'boolean' ? 1 : kind === 'ulong' ? 8 : room;
}

/** The `aA` of the reply: count; then type, validity, length and value of each; numbers become native. */
function attributesOf(raw: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  const count = raw.readUInt32BE(0);
  let at = 4;
  for (let index = 0; index < count; index++) {
    const type = raw.readUInt32BE(at);
    const valid = raw[at + 4] !== 0;
    at += 5;
    if (!valid) continue;
    at += 4;
    const kind = attributeKind(type);
    const size = kind === 'ulong' ? 8 : kind === 'boolean' ? 1 : raw.readUInt32BE(at);
    if (kind === 'bytes') at += 4;
    if (size === 0xffffffff) continue;
    const value = Buffer.from(raw.subarray(at, at + size));
    found.set(type, kind === 'ulong' ? value.reverse() : value);
    at += size;
  }
  return found;
}

function uint32s(...values: readonly number[]): Buffer {
  const part = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) part.writeUInt32BE(value, 4 * index);
  return part;
}
