/** Signatures that were prepared ahead, against the same calls on a session in which nothing ever is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { plainMechanism } from '../../faults/test-signing.ts';
import { attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';
import { digest, isSignatureOf, keysOn, makeKey, publicKey, sign, userSession } from '../life/test-keys.ts';

const fresh = freshEmulator();
const CKA_SIGN = 0x108;
const ecdsa = 0x1041;

const ofSession = (session: number) => valueWriter().ulong(session).end();
const ofObject = (session: number, object: number) => valueWriter().ulong(session).ulong(object).end();

async function signer(id = 'key') {
  const app = await fresh.application();
  const maker = await userSession(app);
  expect(await makeKey(app, maker, id)).toBe('CKR_OK');
  const session = await app.open(1);
  const [key = 0] = await keysOn(app, session, 'privateKey', id);
  return { app, maker, session, key };
}

/** So that the next C_SignInit has been answered before it is asked. */
async function signedOften(app: RawApplication, session: number, key: number): Promise<void> {
  for (let count = 0; count < 5; count++) expect(await sign(app, session, key)).toBeInstanceOf(Buffer);
}

describe('a signature prepared ahead', () => {
  it('is a good one each time, and the journal has one entry for each call', async () => {
    await fresh.makeToken();
    const { app, session, key } = await signer();
    const verifying = await publicKey(app, session);
    const signatures = [];
    for (let count = 0; count < 8; count++) signatures.push(await sign(app, session, key));
    for (const signature of signatures) expect(isSignatureOf(verifying, signature)).toBe(true);
    expect(new Set(signatures.map(String)).size).toBe(8);
    const results: unknown[] = [];
    for await (const entry of fresh.emulator.journal.entries({ function: 'C_SignInit' })) {
      results.push('result' in entry ? entry.result : entry);
    }
    expect(results).toEqual(Array(8).fill('CKR_OK'));
  });

  it('does not outlive the key, whichever application takes it away', async () => {
    await fresh.makeToken();
    const { app, session, key } = await signer();
    await signedOften(app, session, key);
    const other = await fresh.application();
    const there = await userSession(other);
    const [same = 0] = await keysOn(other, there);
    expect((await other.call('C_DestroyObject', ofObject(there, same))).result).toBe('CKR_OK');
    expect(await sign(app, session, key)).toMatch(/^C_SignInit: CKR_/);
  });

  it('does not outlive the right to sign with the key', async () => {
    await fresh.makeToken();
    const { app, maker, session, key } = await signer();
    await signedOften(app, session, key);
    const forbidden = attributeArray([{ type: CKA_SIGN, value: false }]);
    const asked = Buffer.concat([ofObject(maker, key), forbidden]);
    expect((await app.call('C_SetAttributeValue', asked)).result).toBe('CKR_OK');
    expect(await sign(app, session, key)).toBe('C_SignInit: CKR_KEY_FUNCTION_NOT_PERMITTED');
  });

  it('does not outlive the login, and closing the session that signed ends the login', async () => {
    await fresh.makeToken();
    const { app, maker, session, key } = await signer();
    await signedOften(app, session, key);
    expect((await app.call('C_Logout', ofSession(maker))).result).toBe('CKR_OK');
    expect(await sign(app, session, key)).toMatch(/^C_SignInit: CKR_/);
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    const [again = 0] = await keysOn(app, session);
    await signedOften(app, session, again);
    expect((await app.call('C_CloseSession', ofSession(maker))).result).toBe('CKR_OK');
    expect((await app.call('C_CloseSession', ofSession(session))).result).toBe('CKR_OK');
    expect(await keysOn(app, await app.open(1))).toEqual([]);
  });

  it('is not given while another operation is active', async () => {
    await fresh.makeToken();
    const { app, session, key } = await signer();
    await signedOften(app, session, key);
    const all = Buffer.concat([ofSession(session), attributeArray([])]);
    expect((await app.call('C_FindObjectsInit', all)).result).toBe('CKR_OK');
    expect(await sign(app, session, key)).toBe('C_SignInit: CKR_OPERATION_ACTIVE');
    await app.call('C_FindObjectsFinal', ofSession(session));
    await signedOften(app, session, key);
  });

  it('is made with the key that is asked for', async () => {
    await fresh.makeToken();
    const { app, maker, session, key } = await signer();
    const verifying = await publicKey(app, session);
    expect(await makeKey(app, maker, 'other')).toBe('CKR_OK');
    const [other = 0] = await keysOn(app, session, 'privateKey', 'other');
    await signedOften(app, session, key);
    const signature = await sign(app, session, other);
    expect(signature).toBeInstanceOf(Buffer);
    expect(isSignatureOf(verifying, signature)).toBe(false);
    expect(isSignatureOf(verifying, await sign(app, session, key))).toBe(true);
  });

  it('leaves the objects of the session alone, after any number of signatures', async () => {
    await fresh.makeToken();
    const { app, key } = await signer();
    const ofTheSession = attributeArray([
      { type: 0x0, value: 0 },
      { type: 0x1, value: false },
      { type: 0x3, value: Buffer.from('note') },
    ]);
    for (let signatures = 3; signatures < 9; signatures++) {
      const session = await app.open(1);
      const made = await app.call('C_CreateObject', Buffer.concat([ofSession(session), ofTheSession]));
      expect(made.result).toBe('CKR_OK');
      for (let count = 0; count < signatures; count++) await sign(app, session, key);
      await keysOn(app, session);
      const object = made.values.ulong();
      expect((await app.call('C_GetObjectSize', ofObject(session, object))).result).toBe('CKR_OK');
    }
  });

  it('waits for the token that is taken out', async () => {
    await fresh.makeToken();
    const { app, session, key } = await signer();
    await signedOften(app, session, key);
    fresh.emulator.remove('T');
    expect(await sign(app, session, key)).toBe('C_SignInit: CKR_DEVICE_REMOVED');
    fresh.emulator.insert('T');
    await signedOften(app, session, key);
  });
});

/** What two sessions of one application do, in words; each step gives what the application sees of it. */
const steps = [
  'init',
  'init',
  'init',
  'sign',
  'sign',
  'sign',
  'init other',
  'length',
  'find',
  'end find',
  'out',
  'in',
];

type Step = { readonly what: string; readonly session: 0 | 1 };

async function played(app: RawApplication, play: readonly Step[], ahead: boolean): Promise<string[]> {
  const sessions = [await app.open(1), await app.open(1)];
  await app.login(sessions[0] ?? 0, userTypes.user, pins.pin);
  const keys = { a: 0, b: 0 };
  const seen: string[] = [];
  const look = async (): Promise<void> => {
    const quiet = await app.open(1);
    keys.a = (await keysOn(app, quiet, 'privateKey', 'a'))[0] ?? keys.a;
    keys.b = (await keysOn(app, quiet, 'privateKey', 'b'))[0] ?? keys.b;
    await app.call('C_CloseSession', ofSession(quiet));
  };
  await look();
  for (const { what, session: which } of play) {
    const session = sessions[which] ?? 0;
    // A call that changes nothing and keeps anything from being prepared in this session.
    if (!ahead) await app.call('C_GetObjectSize', ofObject(session, 1));
    const init = (key: number) => Buffer.concat([ofSession(session), plainMechanism(ecdsa), ofKey(key)]);
    const room = what === 'length' ? 0 : 64;
    const signing = valueWriter().ulong(session).bytes(digest).room(room).end();
    if (what === 'init') seen.push((await app.call('C_SignInit', init(keys.a))).result);
    else if (what === 'init other') seen.push((await app.call('C_SignInit', init(keys.b))).result);
    else if (what === 'sign' || what === 'length') seen.push((await app.call('C_Sign', signing)).result);
    else if (what === 'find') seen.push((await app.call('C_FindObjectsInit', every(session))).result);
    else if (what === 'end find')
      seen.push((await app.call('C_FindObjectsFinal', ofSession(session))).result);
    else if (what === 'out') seen.push((await app.call('C_Logout', ofSession(session))).result);
    else {
      seen.push(await app.login(session, userTypes.user, pins.pin));
      await look();
    }
  }
  await app.call('C_CloseAllSessions', ofSession(1));
  return seen;
}

const ofKey = (key: number) => valueWriter().ulong(key).end();
const every = (session: number) => Buffer.concat([ofSession(session), attributeArray([])]);

describe('any sequence of calls', () => {
  it('gives the same results whether signatures are prepared ahead or not', async () => {
    await fresh.makeToken('T', 'lenient');
    const app = await fresh.application();
    const maker = await userSession(app);
    await makeKey(app, maker, 'a');
    await makeKey(app, maker, 'b');
    await app.call('C_CloseSession', ofSession(maker));
    const pair = (session: 0 | 1): Step[] => [
      { what: 'init', session },
      { what: 'sign', session },
    ];
    const step = fc.record({ what: fc.constantFrom(...steps), session: fc.constantFrom<0 | 1>(0, 1) });
    const piece = fc.oneof(
      fc.constantFrom<0 | 1>(0, 1).map((session) => [...pair(session), ...pair(session), ...pair(session)]),
      step.map((one) => [one]),
    );
    const play = fc.array(piece, { minLength: 3, maxLength: 14 }).map((pieces) => pieces.flat());
    await fc.assert(
      fc.asyncProperty(play, async (given) => {
        expect(await played(app, given, true)).toEqual(await played(app, given, false));
      }),
      { numRuns: 40 },
    );
  });
});
