/** For tests: an application with a P-256 or RSA key on a token, which signs and verifies over the wire. */
import type { FreshEmulator } from '../e2e/fresh-emulator.ts';
import { type RawApplication, type RawReply, userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { attributeArray } from '../wire/attributes.ts';
import { valueWriter } from '../wire/values.ts';

const CKM = { rsaKeyPair: 0x0, rsaPkcs: 0x1, ecKeyPair: 0x1040, ecdsa: 0x1041 } as const;
const CKA = {
  token: 0x1,
  modulus: 0x120,
  modulusBits: 0x121,
  exponent: 0x122,
  ecParams: 0x180,
  ecPoint: 0x181,
};
const p256 = Buffer.from('06082a8648ce3d030107', 'hex');

export interface RawSigner {
  readonly app: RawApplication;
  readonly session: number;
  readonly publicHandle: number;
  /** C_SignInit and C_Sign; the bytes are undefined when one of them is refused. */
  sign(data: Uint8Array): Promise<{ result: string; signature: Buffer | undefined }>;
  /** Whether the token's own C_Verify takes a signature over those data. */
  verifies(data: Uint8Array, signature: Uint8Array | undefined): Promise<boolean>;
  random(length: number): Promise<{ result: string; bytes: Buffer | undefined }>;
}

/** Logs in and makes a key pair on the token in that slot. */
export async function rawSigner(app: RawApplication, slot = 1, key: 'ec' | 'rsa' = 'ec'): Promise<RawSigner> {
  const session = await app.open(slot);
  const login = await app.login(session, userTypes.user, pins.pin);
  if (login !== 'CKR_OK') throw new Error(`C_Login gave ${login}`);
  const made = await app.call('C_GenerateKeyPair', keyPairValues(session, key));
  if (made.result !== 'CKR_OK') throw new Error(`C_GenerateKeyPair gave ${made.result}`);
  const [publicHandle, privateHandle] = [made.values.ulong(), made.values.ulong()];

  const init = async (call: string, handle: number): Promise<string> => {
    const mechanism = plainMechanism(key === 'ec' ? CKM.ecdsa : CKM.rsaPkcs);
    const values = [valueWriter().ulong(session).end(), mechanism, valueWriter().ulong(handle).end()];
    return (await app.call(call, Buffer.concat(values))).result;
  };

  return {
    app,
    session,
    publicHandle,
    sign: async (data) => {
      const begun = await init('C_SignInit', privateHandle);
      if (begun !== 'CKR_OK') return { result: begun, signature: undefined };
      const signed = await app.call('C_Sign', valueWriter().ulong(session).bytes(data).room(512).end());
      return { result: signed.result, signature: bytesOf(signed) };
    },
    verifies: async (data, signature) => {
      if (signature === undefined || (await init('C_VerifyInit', publicHandle)) !== 'CKR_OK') return false;
      const values = valueWriter().ulong(session).bytes(data).bytes(signature).end();
      return (await app.call('C_Verify', values)).result === 'CKR_OK';
    },
    random: async (length) => {
      const drawn = await app.call('C_GenerateRandom', valueWriter().ulong(session).room(length).end());
      return { result: drawn.result, bytes: bytesOf(drawn) };
    },
  };
}

function bytesOf({ result, values }: RawReply): Buffer | undefined {
  const bytes = result === 'CKR_OK' ? values.bytes() : undefined;
  return bytes === undefined ? undefined : Buffer.from(bytes);
}

/** As p11-kit 0.24 sends it: the type and a NULL parameter. */
export function plainMechanism(type: number): Buffer {
  const bytes = Buffer.alloc(8, 0xff);
  bytes.writeUInt32BE(type, 0);
  return bytes;
}

function keyPairValues(session: number, key: 'ec' | 'rsa'): Buffer {
  const ec = [
    { type: CKA.token, value: false },
    { type: CKA.ecParams, value: p256 },
  ];
  const rsa = [
    { type: CKA.token, value: false },
    { type: CKA.modulusBits, value: 1024 },
    { type: CKA.exponent, value: Buffer.from('010001', 'hex') },
  ];
  return Buffer.concat([
    valueWriter().ulong(session).end(),
    plainMechanism(key === 'ec' ? CKM.ecKeyPair : CKM.rsaKeyPair),
    attributeArray(key === 'ec' ? ec : rsa),
    attributeArray([{ type: CKA.token, value: false }]),
  ]);
}

/** The bytes of one attribute, asked for with enough room. */
export async function attributeBytes(
  app: RawApplication,
  session: number,
  object: number,
  type: number,
): Promise<Buffer | undefined> {
  const query = Buffer.alloc(12);
  query.writeUInt32BE(1, 0);
  query.writeUInt32BE(type, 4);
  query.writeUInt32BE(1024, 8);
  const { result, values } = await app.call(
    'C_GetAttributeValue',
    Buffer.concat([valueWriter().ulong(session).ulong(object).end(), query]),
  );
  if (result !== 'CKR_OK') return undefined;
  values.room();
  values.room();
  if (values.byte() === 0) return undefined;
  values.room();
  return Buffer.from(values.string());
}

/** Token T of a fresh emulator, with a key and an application that signs with it. */
export async function freshSigner(running: FreshEmulator, key: 'ec' | 'rsa' = 'ec'): Promise<RawSigner> {
  await running.makeToken();
  return rawSigner(await running.application(), 1, key);
}

/** Draws random bytes so often: a dot for CKR_OK, an X for anything else. */
export async function randomDraws(one: RawSigner, times: number): Promise<string> {
  let seen = '';
  for (let n = 0; n < times; n++) seen += (await one.random(8)).result === 'CKR_OK' ? '.' : 'X';
  return seen;
}
