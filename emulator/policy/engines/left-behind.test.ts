/** What calls do whose token has left before the answer is taken back: no key appears that nobody was told of. */
import { describe, expect, it } from 'vitest';
import { freshEmulator, sessionState } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { stoppableEngines } from '../../e2e/stopped-engines.ts';
import { attributeBytes, plainMechanism } from '../../faults/test-signing.ts';
import { attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';
import { keysOn, makeKey, sign, userSession } from '../life/test-keys.ts';

const running = freshEmulator();
const { stop: stopEngines, entered, goOn } = stoppableEngines();
const CKA = { class: 0x0, token: 0x1, label: 0x3, value: 0x11, valueLen: 0x161, keyType: 0x100 } as const;
const CKM = { sha256: 0x250, ecdsa: 0x1041, aesKey: 0x1080 } as const;
const later = 600_000;

const ofSession = (session: number) => valueWriter().ulong(session).end();
const changedPin = (session: number, old: string, fresh: string) =>
  valueWriter().ulong(session).bytes(Buffer.from(old)).bytes(Buffer.from(fresh)).end();

/** The token leaves while the engine has the call, comes back, and only then the engine does it. */
async function cutOff(asked: () => Promise<string>, move: 'remove' | 'damage' = 'remove'): Promise<void> {
  stopEngines();
  const answer = asked();
  await entered();
  running.emulator[move]('T');
  expect(await answer).toBe(move === 'remove' ? 'CKR_DEVICE_REMOVED' : 'CKR_DEVICE_ERROR');
  if (move === 'remove') running.emulator.insert('T');
  else running.emulator.repair('T');
  goOn();
}

const held = () => running.emulator.faults.show().held.length;

/** The token leaves while a slow one makes the application wait. */
async function slowCutOff(asked: () => Promise<string>): Promise<void> {
  const answer = asked();
  await expect.poll(held).toBe(1);
  running.emulator.remove('T');
  expect(await answer).toBe('CKR_DEVICE_REMOVED');
  expect(held()).toBe(0);
  running.emulator.insert('T');
}

async function undone(): Promise<number> {
  let count = 0;
  for await (const _ of running.emulator.journal.entries({ event: 'undone' })) count++;
  return count;
}

async function expectNoKeys(app: RawApplication, session: number): Promise<void> {
  const other = await running.application();
  for (const [by, of] of [
    [app, session],
    [other, await userSession(other)],
  ] as const) {
    expect([await keysOn(by, of), await keysOn(by, of, 'publicKey')]).toEqual([[], []]);
  }
}

describe('a key pair that was being made when the token left', () => {
  it.each(['remove', 'damage'] as const)('(%s) is not there afterwards, for anybody', async (move) => {
    await running.makeToken();
    const app = await running.application();
    const session = await userSession(app);
    await cutOff(() => makeKey(app, session, 'lost'), move);
    await expectNoKeys(app, session);
    expect(await undone()).toBe(2);
    expect(await sessionState(app, session)).toBe(3);
    expect(await makeKey(app, session, 'kept')).toBe('CKR_OK');
    const [key = 0] = await keysOn(app, session);
    expect(await sign(app, session, key)).toBeInstanceOf(Buffer);
  });

  it('is not there where sessions end with the removal', async () => {
    await running.emulator.createToken({ label: 'T', profile: 'harsh', pin: '12345678', soPin: pins.soPin });
    const app = await running.application();
    const ended = await userSession(app, 1, '12345678');
    await cutOff(() => makeKey(app, ended, 'lost'));
    const session = await userSession(app, 1, '12345678');
    expect(await keysOn(app, session)).toEqual([]);
    expect(await makeKey(app, session, 'kept')).toBe('CKR_OK');
    expect(await keysOn(app, session)).toHaveLength(1);
  });

  it('is not there on a slow token, which had made it already', async () => {
    const [app, session] = await running.openedToken({ latency: { generate: { ms: later } } });
    await app.login(session, userTypes.user, pins.pin);
    await slowCutOff(() => makeKey(app, session, 'lost'));
    await expectNoKeys(app, session);
    expect(await undone()).toBe(2);
  });

  it('lets those before it and after it be', async () => {
    await running.makeToken();
    const [app, other] = [await running.application(), await running.application()];
    const [session, its] = [await userSession(app), await userSession(other)];
    expect(await makeKey(app, session, 'before')).toBe('CKR_OK');
    await cutOff(() => makeKey(app, session, 'lost'));
    expect(await makeKey(other, its, 'after')).toBe('CKR_OK');
    for (const id of ['before', 'after'])
      expect(await keysOn(app, session, 'privateKey', id)).toHaveLength(1);
    expect(await keysOn(app, session)).toHaveLength(2);
  });
});

describe('what else an engine was doing when the token left', () => {
  it.each([false, true])('an object of the session is not there; slow token: %s', async (slow) => {
    const latency = slow ? { C_GenerateKey: { ms: later } } : {};
    const [app, session] = await running.openedToken({ latency });
    await app.login(session, userTypes.user, pins.pin);
    const secret = [
      { type: CKA.class, value: 4 },
      { type: CKA.keyType, value: 0x1f },
      { type: CKA.valueLen, value: 32 },
    ];
    const made = Buffer.concat([ofSession(session), plainMechanism(CKM.aesKey), attributeArray(secret)]);
    await (slow ? slowCutOff : cutOff)(async () => (await app.call('C_GenerateKey', made)).result);
    const asked = Buffer.concat([ofSession(session), attributeArray([])]);
    expect((await app.call('C_FindObjectsInit', asked)).result).toBe('CKR_OK');
    const found = await app.call('C_FindObjects', valueWriter().ulong(session).room(10).end());
    expect(found.values.ulongs()).toEqual([]);
  });

  it('a changed attribute is as it was', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await userSession(app);
    await makeKey(app, session, 'a');
    const [key = 0] = await keysOn(app, session);
    const renamed = (text: string) =>
      Buffer.concat([
        valueWriter().ulong(session).ulong(key).end(),
        attributeArray([{ type: CKA.label, value: Buffer.from(text) }]),
      ]);
    expect((await app.call('C_SetAttributeValue', renamed('old'))).result).toBe('CKR_OK');
    await cutOff(async () => (await app.call('C_SetAttributeValue', renamed('new'))).result);
    expect(String(await attributeBytes(app, session, key, CKA.label))).toBe('old');
    const other = await running.application();
    const its = await userSession(other);
    const [same = 0] = await keysOn(other, its);
    expect(String(await attributeBytes(other, its, same, CKA.label))).toBe('old');
  });

  it('an operation or a search that was begun is begun anew', async () => {
    await running.makeToken();
    const app = await running.application();
    const first = await userSession(app);
    await makeKey(app, first, 'a');
    const [key = 0] = await keysOn(app, first);
    const begins = {
      C_DigestInit: plainMechanism(CKM.sha256),
      C_SignInit: Buffer.concat([plainMechanism(CKM.ecdsa), ofSession(key)]),
      C_FindObjectsInit: attributeArray([]),
    };
    for (const [name, values] of Object.entries(begins)) {
      const session = await app.open(1);
      const begun = async () => (await app.call(name, Buffer.concat([ofSession(session), values]))).result;
      await cutOff(begun);
      expect([name, await begun()]).toEqual([name, 'CKR_OK']);
      if (name !== 'C_DigestInit') continue;
      const update = valueWriter().ulong(session).bytes(Buffer.from('x')).end();
      await cutOff(async () => (await app.call('C_DigestUpdate', update)).result);
      expect(await begun()).toBe('CKR_OK');
    }
  });

  it('an operation that a slow token was beginning is none', async () => {
    const latency = { C_DigestInit: { ms: 300 } };
    const [app, session] = await running.openedToken({ latency });
    const begun = async () =>
      (await app.call('C_DigestInit', Buffer.concat([ofSession(session), plainMechanism(CKM.sha256)])))
        .result;
    await slowCutOff(begun);
    expect(await begun()).toBe('CKR_OK');
  });

  it('a session is not open', async () => {
    const [app, session] = await running.openedToken({ sessions: { max: 2, maxReadWrite: null } });
    const opening = async () =>
      (await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end())).result;
    stopEngines();
    const answer = opening();
    await entered();
    running.emulator.remove('T');
    expect(await answer).toBe('CKR_TOKEN_NOT_PRESENT');
    running.emulator.insert('T');
    goOn();
    expect(await sessionState(app, session)).toBe(2);
    expect([await opening(), await opening()]).toEqual(['CKR_OK', 'CKR_SESSION_COUNT']);
  });

  it('whoever closes a session does not wait for an engine whose token is out', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    running.emulator.remove('T');
    stopEngines();
    expect((await app.call('C_CloseSession', ofSession(session))).result).toBe('CKR_DEVICE_REMOVED');
  });
});

describe('a PIN that was being looked at when the token left', () => {
  const slow = { latency: { login: { ms: later }, 'change-pin': { ms: later } } };

  it.each([pins.pin, '000000'])('has used its try, and nobody is logged in: %s', async (pin) => {
    const [app, session] = await running.openedToken(slow);
    await slowCutOff(() => app.login(session, userTypes.user, pin));
    expect(await sessionState(app, session)).toBe(2);
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
  });

  it('has used its try also when the engine was at it already', async () => {
    const [app, session] = await running.openedToken({});
    await cutOff(() => app.login(session, userTypes.user, pins.pin));
    expect(await sessionState(app, session)).toBe(2);
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
    expect(await sessionState(app, session)).toBe(3);
  });

  it.each([pins.pin, '000000'])('is not changed by C_SetPIN, and has used its try: %s', async (old) => {
    const [app, session] = await running.openedToken(slow);
    const asked = async () => (await app.call('C_SetPIN', changedPin(session, old, '654321'))).result;
    await slowCutOff(asked);
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
  });

  it('is not changed by C_SetPIN at any moment of it', async () => {
    await running.makeToken('T', 'lenient');
    const app = await running.application();
    const session = await app.open(1);
    let now: string = pins.pin;
    for (let ms = 0; ms < 60; ms += 4) {
      const next = now === pins.pin ? '654321' : pins.pin;
      const before = running.emulator.token('T').user.triesLeft;
      const asked = app.call('C_SetPIN', changedPin(session, now, next));
      await new Promise((done) => setTimeout(done, ms));
      running.emulator.remove('T');
      const { result } = await asked;
      running.emulator.insert('T');
      expect(['CKR_OK', 'CKR_DEVICE_REMOVED']).toContain(result);
      if (result === 'CKR_OK') now = next;
      else if (ms > 20) expect(running.emulator.token('T').user.triesLeft).toBeLessThanOrEqual(before);
      expect(await app.login(session, userTypes.user, now)).toBe('CKR_OK');
      await app.call('C_Logout', ofSession(session));
    }
  });

  it('is not given by C_InitPIN', async () => {
    const [app, session] = await running.openedToken({ latency: { C_InitPIN: { ms: later } } });
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_OK');
    const values = valueWriter().ulong(session).bytes(Buffer.from('654321')).end();
    await slowCutOff(async () => (await app.call('C_InitPIN', values)).result);
    await app.call('C_Logout', ofSession(session));
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
  });

  it('does not empty the token with C_InitToken', async () => {
    const [app, session] = await running.openedToken({ latency: { C_InitToken: { ms: later } } });
    await app.call('C_CloseSession', ofSession(session));
    const values = valueWriter().ulong(1).bytes(Buffer.from(pins.soPin)).string(Buffer.from('new')).end();
    const answer = app.call('C_InitToken', values);
    await expect.poll(held).toBe(1);
    running.emulator.remove('T');
    expect((await answer).result).toBe('CKR_TOKEN_NOT_PRESENT');
    running.emulator.insert('T');
    const { so } = running.emulator.token('T');
    expect(so.triesLeft).toBe(so.triesMax - 1);
    expect(await app.login(await app.open(1), userTypes.user, pins.pin)).toBe('CKR_OK');
  });
});
