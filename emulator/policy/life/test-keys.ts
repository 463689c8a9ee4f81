/** For tests: P-256 keys that stay on a token, found again by other applications. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { attributeBytes, plainMechanism } from '../../faults/test-signing.ts';
import { attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';

const CKM = { rsaKeyPair: 0x0, ecKeyPair: 0x1040, ecdsa: 0x1041 } as const;
const CKA = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  id: 0x102,
  modulusBits: 0x121,
  ecParams: 0x180,
  ecPoint: 0x181,
};
const CKO = { publicKey: 2, privateKey: 3 } as const;
const p256 = Buffer.from('06082a8648ce3d030107', 'hex');
const text = Buffer.from('Công văn số 12/UBND-VP');
export const digest: Buffer = createHash('sha256').update(text).digest();

/** A session of that application, logged in as the user. */
export async function userSession(app: RawApplication, slot = 1, pin: string = pins.pin): Promise<number> {
  const session = await app.open(slot);
  const login = await app.login(session, userTypes.user, pin);
  if (login !== 'CKR_OK') throw new Error(`C_Login gave ${login}`);
  return session;
}

/** Makes a key pair on the token; gives what C_GenerateKeyPair says. */
export async function makeKey(app: RawApplication, session: number, id: string): Promise<string> {
  const common = [
    { type: CKA.token, value: true },
    { type: CKA.id, value: Buffer.from(id) },
  ];
  const values = Buffer.concat([
    valueWriter().ulong(session).end(),
    plainMechanism(CKM.ecKeyPair),
    attributeArray([...common, { type: CKA.ecParams, value: p256 }]),
    attributeArray([...common, { type: CKA.private, value: true }]),
  ]);
  return (await app.call('C_GenerateKeyPair', values)).result;
}

/** Makes a pair of 4096 bits, which takes its time; gives what C_GenerateKeyPair says. */
export async function makeLargeKey(app: RawApplication, session: number, id: string): Promise<string> {
  const common = [
    { type: CKA.token, value: true },
    { type: CKA.id, value: Buffer.from(id) },
  ];
  const values = Buffer.concat([
    valueWriter().ulong(session).end(),
    plainMechanism(CKM.rsaKeyPair),
    attributeArray([...common, { type: CKA.modulusBits, value: 4096 }]),
    attributeArray([...common, { type: CKA.private, value: true }]),
  ]);
  return (await app.call('C_GenerateKeyPair', values)).result;
}

/** Handles of the keys that the session sees; all of them, or those with that id. */
export async function keysOn(
  app: RawApplication,
  session: number,
  kind: keyof typeof CKO = 'privateKey',
  id?: string,
): Promise<readonly number[]> {
  const template = [
    { type: CKA.class, value: CKO[kind] },
    ...(id === undefined ? [] : [{ type: CKA.id, value: Buffer.from(id) }]),
  ];
  const asked = Buffer.concat([valueWriter().ulong(session).end(), attributeArray(template)]);
  const begun = await app.call('C_FindObjectsInit', asked);
  if (begun.result !== 'CKR_OK') throw new Error(`C_FindObjectsInit gave ${begun.result}`);
  const found = await app.call('C_FindObjects', valueWriter().ulong(session).room(100).end());
  const handles = found.values.ulongs();
  await app.call('C_FindObjectsFinal', valueWriter().ulong(session).end());
  return handles;
}

/** C_SignInit and C_Sign of `digest`: the signature, or the name of the refusal. */
export async function sign(app: RawApplication, session: number, key: number): Promise<Buffer | string> {
  const init = Buffer.concat([
    valueWriter().ulong(session).end(),
    plainMechanism(CKM.ecdsa),
    valueWriter().ulong(key).end(),
  ]);
  const begun = await app.call('C_SignInit', init);
  if (begun.result !== 'CKR_OK') return `C_SignInit: ${begun.result}`;
  const signed = await app.call('C_Sign', valueWriter().ulong(session).bytes(digest).room(64).end());
  return signed.result === 'CKR_OK' ? Buffer.from(signed.values.bytes() ?? []) : signed.result;
}

/** With the only private key on the token. */
export async function signWithOnlyKey(app: RawApplication, session: number): Promise<Buffer | string> {
  const [key] = await keysOn(app, session);
  return key === undefined ? 'no key' : sign(app, session, key);
}

export async function publicKey(app: RawApplication, session: number): Promise<KeyObject> {
  const [handle = 0] = await keysOn(app, session, 'publicKey');
  return keyOfPoint((await attributeBytes(app, session, handle, CKA.ecPoint)) ?? Buffer.alloc(67));
}

/** Of a CKA_EC_POINT on P-256. */
export function keyOfPoint(point: Buffer): KeyObject {
  const [x, y] = [point.subarray(3, 35), point.subarray(35, 67)];
  const jwk = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
  return createPublicKey({ key: jwk, format: 'jwk' });
}

export function isSignatureOf(key: KeyObject, signature: Buffer | string): boolean {
  return (
    typeof signature !== 'string' && verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, signature)
  );
}
