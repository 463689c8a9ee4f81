/** For tests: an application with a P-256 or RSA key on a token, which signs and verifies over the wire. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
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
  /** C_SignInit and C_Sign; the bytes are undefined when one of them is refused. */
  sign(data: Uint8Array): Promise<{ result: string; signature: Buffer | undefined }>;
  /** Whether a signature over those data verifies with the public key that the token gave. */
  verifies(data: Uint8Array, signature: Uint8Array): boolean;
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
  const publicKey = await readPublicKey(app, session, publicHandle, key);

  return {
    app,
    session,
    sign: async (data) => {
      const mechanism = key === 'ec' ? CKM.ecdsa : CKM.rsaPkcs;
      const init = valueWriter().ulong(session).end();
      const begun = await app.call(
        'C_SignInit',
        Buffer.concat([init, plainMechanism(mechanism), valueWriter().ulong(privateHandle).end()]),
      );
      if (begun.result !== 'CKR_OK') return { result: begun.result, signature: undefined };
      const signed = await app.call('C_Sign', valueWriter().ulong(session).bytes(data).room(512).end());
      return { result: signed.result, signature: bytesOf(signed) };
    },
    verifies: (data, signature) => verifies(publicKey, key, data, signature),
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

async function readPublicKey(
  app: RawApplication,
  session: number,
  object: number,
  key: 'ec' | 'rsa',
): Promise<KeyObject> {
  const read = async (type: number): Promise<Buffer> =>
    (await attributeBytes(app, session, object, type)) ?? Buffer.alloc(0);
  if (key === 'rsa') {
    const [n, e] = [await read(CKA.modulus), await read(CKA.exponent)];
    return createPublicKey({
      key: { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') },
      format: 'jwk',
    });
  }
  // DER OCTET STRING around the uncompressed point: 04 41 04 x y.
  const point = await read(CKA.ecPoint);
  const [x, y] = [point.subarray(3, 35), point.subarray(35, 67)];
  return createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') },
    format: 'jwk',
  });
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

/** CKM_ECDSA signs the digest as it is; CKM_RSA_PKCS pads the data as they are. */
function verifies(key: KeyObject, kind: 'ec' | 'rsa', data: Uint8Array, signature: Uint8Array): boolean {
  if (kind === 'ec') return verifyRawEcdsa(key, data, signature);
  return verify(null, data, { key, padding: 1 }, signature);
}

function verifyRawEcdsa(key: KeyObject, digest: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, digest, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
