/** Calls over the wire that the bench needs besides PINs: a connection, and a key that wants its PIN for each use. */
import { expect } from 'vitest';
import type { Emulator } from '../../index.ts';
import { attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';
import { type RawApplication, rawApplication } from '../raw-application.ts';

export async function connect(emulator: Emulator): Promise<RawApplication> {
  const app = await rawApplication(`${emulator.dir}/p11.sock`);
  await app.initialize();
  return app;
}

/** A session handle and PINs; undefined is the NULL pointer. */
export function words(session: number, ...texts: (string | undefined)[]): Buffer {
  const values = valueWriter().ulong(session);
  for (const text of texts) values.bytes(text === undefined ? undefined : Buffer.from(text));
  return values.end();
}

/** A P-256 pair on the token, its private key with CKA_ALWAYS_AUTHENTICATE. */
export async function generateKey(app: RawApplication, session: number): Promise<void> {
  const publicKey = attributeArray([{ type: 0x180, value: Buffer.from('06082a8648ce3d030107', 'hex') }]);
  const privateKey = attributeArray([
    { type: 0x1, value: true },
    { type: 0x202, value: true },
    { type: 0x108, value: true },
  ]);
  const mechanism = Buffer.from('00001040ffffffff', 'hex');
  const values = [valueWriter().ulong(session).end(), mechanism, publicKey, privateKey];
  expect((await app.call('C_GenerateKeyPair', Buffer.concat(values))).result).toBe('CKR_OK');
}

/** C_SignInit with that key: from then on it waits for C_Login(CKU_CONTEXT_SPECIFIC). */
export async function startSigning(app: RawApplication, session: number): Promise<void> {
  const init = Buffer.concat([
    valueWriter().ulong(session).end(),
    Buffer.from('00001041ffffffff', 'hex'),
    valueWriter()
      .ulong(await findKey(app, session))
      .end(),
  ]);
  expect((await app.call('C_SignInit', init)).result).toBe('CKR_OK');
}

async function findKey(app: RawApplication, session: number): Promise<number> {
  const query = Buffer.concat([
    valueWriter().ulong(session).end(),
    attributeArray([{ type: 0x0, value: 3 }]),
  ]);
  expect((await app.call('C_FindObjectsInit', query)).result).toBe('CKR_OK');
  const found = await app.call('C_FindObjects', valueWriter().ulong(session).room(4).end());
  await app.call('C_FindObjectsFinal', valueWriter().ulong(session).end());
  const [key] = found.values.ulongs();
  if (key === undefined) throw new Error('the key is not there');
  return key;
}
