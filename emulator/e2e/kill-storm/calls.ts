/** What the applications of the storm do, over the bare wire. Every function rejects when the connection dies. */
import { type Attribute, attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';
import type { RawApplication } from '../raw-application.ts';

const CKA = {
  class: 0,
  token: 1,
  private: 2,
  label: 3,
  id: 0x102,
  sign: 0x108,
  verify: 0x10a,
  params: 0x180,
  point: 0x181,
} as const;
const [publicKey, privateKey] = [2, 3];
const prime256v1 = Buffer.from('06082a8648ce3d030107', 'hex');
const ecKeyPair = 0x1040;
const ecdsa = 0x1041;

/** A mechanism without parameter, as clients that offer that version send it. */
function mechanism(type: number, offered = 0): Buffer {
  const bytes = Buffer.alloc(offered < 2 ? 8 : 4, 0xff);
  bytes.writeUInt32BE(type, 0);
  return bytes;
}

const numbers = (...values: readonly number[]): Buffer => {
  const writer = valueWriter();
  for (const value of values) writer.ulong(value);
  return writer.end();
};

export async function setPin(
  by: RawApplication,
  session: number,
  old: string,
  fresh: string,
): Promise<string> {
  const values = valueWriter().ulong(session).bytes(Buffer.from(old)).bytes(Buffer.from(fresh)).end();
  return (await by.call('C_SetPIN', values)).result;
}

export async function initPin(by: RawApplication, session: number, pin: string): Promise<string> {
  return (await by.call('C_InitPIN', valueWriter().ulong(session).bytes(Buffer.from(pin)).end())).result;
}

export async function initToken(
  by: RawApplication,
  slot: number,
  soPin: string,
  label: string,
): Promise<string> {
  const text = Buffer.from(label.padEnd(32));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const values = Buffer.concat([
    valueWriter().ulong(slot).bytes(Buffer.from(soPin)).end(),
    Buffer.concat([length, text]),
  ]);
  return (await by.call('C_InitToken', values)).result;
}

export async function generateKey(by: RawApplication, session: number, id: string): Promise<string> {
  const name = { type: CKA.id, value: Buffer.from(id, 'hex') };
  const onToken = { type: CKA.token, value: true };
  const values = Buffer.concat([
    numbers(session),
    mechanism(ecKeyPair),
    attributeArray([
      onToken,
      name,
      { type: CKA.verify, value: true },
      { type: CKA.params, value: prime256v1 },
    ]),
    attributeArray([onToken, name, { type: CKA.private, value: true }, { type: CKA.sign, value: true }]),
  ]);
  return (await by.call('C_GenerateKeyPair', values)).result;
}

/** Handles of private keys, all of them or those of one id. */
export async function findKeys(by: RawApplication, session: number, id?: string): Promise<readonly number[]> {
  const wanted = [{ type: CKA.class, value: privateKey }];
  const named = id === undefined ? [] : [{ type: CKA.id, value: Buffer.from(id, 'hex') }];
  return find(by, session, [...wanted, ...named]);
}

/** Handles of all public keys. */
export function findPublicKeys(by: RawApplication, session: number): Promise<readonly number[]> {
  return find(by, session, [{ type: CKA.class, value: publicKey }]);
}

/** Handles of the objects that have these attributes; of all without. */
export async function find(
  by: RawApplication,
  session: number,
  wanted: readonly Attribute[] = [],
): Promise<readonly number[]> {
  const values = Buffer.concat([numbers(session), attributeArray(wanted)]);
  expectOk(await by.call('C_FindObjectsInit', values));
  const found = await by.call('C_FindObjects', valueWriter().ulong(session).room(1000).end());
  expectOk(found);
  const handles = found.values.ulongs();
  expectOk(await by.call('C_FindObjectsFinal', numbers(session)));
  return handles;
}

/** CKA_ID of a key, in hexadecimal. */
export async function keyId(by: RawApplication, session: number, key: number): Promise<string> {
  return (await readAttribute(by, session, key, CKA.id)).toString('hex');
}

async function readAttribute(
  by: RawApplication,
  session: number,
  key: number,
  type: number,
): Promise<Buffer> {
  const query = valueWriter().ulong(session).ulong(key).room(1).room(type).room(8192).end();
  const answer = await by.call('C_GetAttributeValue', query);
  expectOk(answer);
  answer.values.room();
  answer.values.room();
  answer.values.byte();
  answer.values.room();
  return answer.values.string();
}

export async function destroyKey(by: RawApplication, session: number, key: number): Promise<string> {
  return (await by.call('C_DestroyObject', numbers(session, key))).result;
}

/** Length of the signature, 0 when it was refused. */
export async function signWith(by: RawApplication, session: number, key: number): Promise<number> {
  return (await signDigest(by, session, key, Buffer.alloc(32, 7))).length;
}

/** CKM_ECDSA: r and s, 64 bytes; empty when it was refused. */
export async function signDigest(
  by: RawApplication,
  session: number,
  key: number,
  digest: Buffer,
  offered = 0,
): Promise<Buffer> {
  const asked = Buffer.concat([numbers(session), mechanism(ecdsa, offered), numbers(key)]);
  if ((await by.call('C_SignInit', asked)).result !== 'CKR_OK') return Buffer.alloc(0);
  const signed = await by.call('C_Sign', valueWriter().ulong(session).bytes(digest).room(256).end());
  const signature = signed.result === 'CKR_OK' ? signed.values.bytes() : undefined;
  return signature ?? Buffer.alloc(0);
}

/** CKA_EC_POINT of the only public key. */
export async function publicPoint(by: RawApplication, session: number): Promise<Buffer> {
  const [key] = await find(by, session, [{ type: CKA.class, value: publicKey }]);
  return readAttribute(by, session, key ?? 0, CKA.point);
}

function expectOk({ result }: { readonly result: string }): void {
  if (result !== 'CKR_OK') throw new Error(`the answer is ${result}`);
}

/** C_SetAttributeValue of CKA_LABEL. */
export async function setLabel(
  by: RawApplication,
  session: number,
  object: number,
  label: string,
): Promise<string> {
  const attributes = attributeArray([{ type: CKA.label, value: Buffer.from(label) }]);
  const values = Buffer.concat([numbers(session, object), attributes]);
  return (await by.call('C_SetAttributeValue', values)).result;
}

/** A data object that stays on the token; its handle. */
export async function createData(by: RawApplication, session: number, onToken = true): Promise<number> {
  const template = attributeArray([
    { type: CKA.class, value: 0 },
    { type: CKA.token, value: onToken },
    { type: CKA.label, value: Buffer.from('data') },
  ]);
  const made = await by.call('C_CreateObject', Buffer.concat([numbers(session), template]));
  expectOk(made);
  return made.values.ulong();
}

/** CKA_LABEL of every object that has one, in alphabetical order. */
export async function labels(by: RawApplication, session: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (const object of await find(by, session))
    found.push((await readAttribute(by, session, object, CKA.label)).toString('utf8'));
  return found.filter((label) => label !== '').sort((a, b) => a.localeCompare(b));
}
