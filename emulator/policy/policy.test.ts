/** The calls that the emulator answers itself, seen from the wire, over real engine processes. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RawApplication, rawApplication, userTypes } from '../e2e/raw-application.ts';
import { pins, type RunningEmulator, runningEmulator } from '../e2e/running.ts';
import { CKF } from '../token/flags.ts';
import { attributeArray } from '../wire/attributes.ts';
import { valueWriter } from '../wire/values.ts';

let running: RunningEmulator;
const applications: RawApplication[] = [];

beforeEach(async () => {
  running = await runningEmulator();
});
afterEach(async () => {
  for (const application of applications.splice(0)) application.close();
  await running.end();
});

async function application(): Promise<RawApplication> {
  const one = await rawApplication(running.socket);
  applications.push(one);
  await one.initialize();
  return one;
}

async function tokenFlagsSeen(by: RawApplication, slot = 1): Promise<number> {
  const { result, values } = await by.call('C_GetTokenInfo', valueWriter().ulong(slot).end());
  expect(result).toBe('CKR_OK');
  for (const width of [32, 32, 16, 16]) expect(values.string()).toHaveLength(width);
  return values.ulong();
}

function makeStrict(label = 'T', profile = 'strict') {
  return running.emulator.createToken({ label, profile, ...pins });
}

const sessionState = async (by: RawApplication, session: number): Promise<number> => {
  const { values } = await by.call('C_GetSessionInfo', valueWriter().ulong(session).end());
  expect(values.ulong()).toBe(1);
  return values.ulong();
};

describe('wrong PINs', () => {
  it('climb the flag ladder, lock, and never look at a PIN again', async () => {
    await makeStrict();
    const app = await application();
    const session = await app.open(1);
    const seen: [string, number][] = [];
    for (const pin of ['1111', '2222', '3333', '4444', pins.pin]) {
      const result = await app.login(session, userTypes.user, pin);
      seen.push([result, (await tokenFlagsSeen(app)) & 0xff0000]);
    }
    const { USER_PIN_COUNT_LOW: low, USER_PIN_FINAL_TRY: final, USER_PIN_LOCKED: locked } = CKF;
    expect(seen).toEqual([
      ['CKR_PIN_INCORRECT', low],
      ['CKR_PIN_INCORRECT', low | final],
      ['CKR_PIN_INCORRECT', low | locked],
      ['CKR_PIN_LOCKED', low | locked],
      ['CKR_PIN_LOCKED', low | locked],
    ]);
    expect(running.emulator.token('T').state).toBe('locked');
  });

  it('are forgotten after the right one', async () => {
    await makeStrict();
    const app = await application();
    const session = await app.open(1);
    await app.login(session, userTypes.user, 'wrong');
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
    expect((await tokenFlagsSeen(app)) & 0xff0000).toBe(0);
  });

  it('of the SO have a counter and flags of their own', async () => {
    await makeStrict();
    const app = await application();
    const session = await app.open(1);
    for (const left of [2, 1, 0]) {
      expect(await app.login(session, userTypes.so, 'wrong')).toBe('CKR_PIN_INCORRECT');
      expect(running.emulator.token('T').so.triesLeft).toBe(left);
    }
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_PIN_LOCKED');
    expect((await tokenFlagsSeen(app)) & 0xff0000).toBe(CKF.SO_PIN_COUNT_LOW | CKF.SO_PIN_LOCKED);
    expect(running.emulator.token('T')).toMatchObject({ state: 'so-locked', user: { triesLeft: 3 } });
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
  });

  it.each([
    ['strict', 0, 'CKR_PIN_INCORRECT', 2],
    ['strict', 300, 'CKR_PIN_INCORRECT', 2],
    ['bit4id-like', 0, 'CKR_PIN_LEN_RANGE', 3],
    ['bit4id-like', 300, 'CKR_PIN_LEN_RANGE', 3],
  ])('of impossible length: %s, %i bytes → %s', async (profile, length, result, triesLeft) => {
    await makeStrict('T', profile);
    const app = await application();
    const session = await app.open(1);
    expect(await app.login(session, userTypes.user, Buffer.alloc(length, '1'))).toBe(result);
    expect(running.emulator.token('T').user.triesLeft).toBe(triesLeft);
  });

  it('that are NULL, or for a role that does not exist, cost nothing', async () => {
    await makeStrict();
    const app = await application();
    const session = await app.open(1);
    expect(await app.login(session, userTypes.user, undefined)).toBe('CKR_ARGUMENTS_BAD');
    expect(await app.login(session, 7, 'wrong')).toBe('CKR_USER_TYPE_INVALID');
    expect(await app.login(session, userTypes.context, 'wrong')).toBe('CKR_OPERATION_NOT_INITIALIZED');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
  });

  it('with a profile that tells the lock at the limit', async () => {
    await running.emulator.createToken({ label: 'H', profile: 'harsh', pin: '12345678', soPin: '87654321' });
    const app = await application();
    const session = await app.open(1);
    const results = [];
    for (let n = 0; n < 3; n++) results.push(await app.login(session, userTypes.user, 'wrongwrong'));
    expect(results).toEqual(['CKR_PIN_INCORRECT', 'CKR_PIN_INCORRECT', 'CKR_PIN_LOCKED']);
    expect(await app.login(session, userTypes.so, '87654321')).toBe('CKR_OK');
    const fresh = valueWriter().ulong(session).bytes(Buffer.from('11112222')).end();
    expect((await app.call('C_InitPIN', fresh)).result).toBe('CKR_PIN_LOCKED');
    await expect(
      running.emulator.unlock('H', { soPin: '87654321', newPin: '11112222' }),
    ).rejects.toMatchObject({ code: 'TOKEN_UNLOCK_IMPOSSIBLE' });
  });

  it('in many connections at once are looked at exactly as often as there are tries', async () => {
    await makeStrict();
    const all = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const app = await application();
        return app.login(await app.open(1), userTypes.user, 'wrong');
      }),
    );
    expect(all.filter((result) => result === 'CKR_PIN_INCORRECT')).toHaveLength(3);
    expect(all.filter((result) => result === 'CKR_PIN_LOCKED')).toHaveLength(9);
  });

  it('do not disturb right ones: many right logins at once all pass', async () => {
    await makeStrict();
    const all = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const app = await application();
        return app.login(await app.open(1), userTypes.user, pins.pin);
      }),
    );
    expect(new Set(all)).toEqual(new Set(['CKR_OK']));
  });
});

describe('login', () => {
  it('of one application never shows in another', async () => {
    await makeStrict();
    const [a, b] = [await application(), await application()];
    const [sessionA, sessionB] = [await a.open(1), await b.open(1)];
    expect(await a.login(sessionA, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await sessionState(a, sessionA)).toBe(3);
    expect(await sessionState(b, sessionB)).toBe(2);
    expect((await b.call('C_Logout', valueWriter().ulong(sessionB).end())).result).toBe(
      'CKR_USER_NOT_LOGGED_IN',
    );
    expect(await b.login(sessionB, userTypes.so, pins.soPin)).toBe('CKR_OK');
    expect(await sessionState(a, sessionA)).toBe(3);
    expect(await a.login(sessionA, userTypes.user, pins.pin)).toBe('CKR_USER_ALREADY_LOGGED_IN');
    expect(await a.login(sessionA, userTypes.so, pins.soPin)).toBe('CKR_USER_ANOTHER_ALREADY_LOGGED_IN');
  });

  it('ends with the last session of the application on that token', async () => {
    await makeStrict();
    const app = await application();
    const first = await app.open(1);
    const second = await app.open(1, false);
    expect(await app.login(first, userTypes.so, pins.soPin)).toBe('CKR_SESSION_READ_ONLY_EXISTS');
    expect(await app.login(first, userTypes.user, pins.pin)).toBe('CKR_OK');
    for (const session of [first, second]) {
      expect((await app.call('C_CloseSession', valueWriter().ulong(session).end())).result).toBe('CKR_OK');
    }
    const third = await app.open(1);
    expect(await sessionState(app, third)).toBe(2);
    expect(await app.login(third, userTypes.user, pins.pin)).toBe('CKR_OK');
  });

  it('with the new PIN works at once in a running application after another one unlocked the token', async () => {
    await makeStrict();
    const [user, officer] = [await application(), await application()];
    const session = await user.open(1);
    for (let n = 0; n < 3; n++) await user.login(session, userTypes.user, 'wrong');
    const so = await officer.open(1);
    expect(await officer.login(so, userTypes.so, pins.soPin)).toBe('CKR_OK');
    const initPin = valueWriter().ulong(so).bytes(Buffer.from('newpin')).end();
    expect((await officer.call('C_InitPIN', initPin)).result).toBe('CKR_OK');
    expect(await user.login(session, userTypes.user, pins.pin)).toBe('CKR_PIN_INCORRECT');
    expect(await user.login(session, userTypes.user, 'newpin')).toBe('CKR_OK');
    expect((await tokenFlagsSeen(user)) & 0xff0000).toBe(0);
  });

  it('again, for a key that always wants its PIN, is counted too', async () => {
    await makeStrict();
    const app = await application();
    const session = await app.open(1);
    await app.login(session, userTypes.user, pins.pin);
    const key = await alwaysAuthenticateKey(app, session);
    const signInit = Buffer.concat([
      valueWriter().ulong(session).end(),
      Buffer.from('00001041ffffffff', 'hex'),
      valueWriter().ulong(key).end(),
    ]);
    expect((await app.call('C_SignInit', signInit)).result).toBe('CKR_OK');
    expect(await app.login(session, userTypes.context, 'wrong')).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
    expect(await app.login(session, userTypes.context, pins.pin)).toBe('CKR_OK');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
    const sign = valueWriter().ulong(session).bytes(Buffer.alloc(32, 1)).room(256).end();
    const signed = await app.call('C_Sign', sign);
    expect([signed.result, signed.values.bytes()?.length]).toEqual(['CKR_OK', 64]);
    expect(await app.login(session, userTypes.context, 'wrong')).toBe('CKR_OPERATION_NOT_INITIALIZED');
  });
});

async function alwaysAuthenticateKey(app: RawApplication, session: number): Promise<number> {
  const curve = Buffer.from('06082a8648ce3d030107', 'hex');
  const publicKey = attributeArray([{ type: 0x180, value: curve }]);
  const privateKey = attributeArray([
    { type: 0x1, value: true },
    { type: 0x2, value: true },
    { type: 0x202, value: true },
    { type: 0x108, value: true },
  ]);
  const mechanism = Buffer.from('00001040ffffffff', 'hex');
  const values = Buffer.concat([valueWriter().ulong(session).end(), mechanism, publicKey, privateKey]);
  const made = await app.call('C_GenerateKeyPair', values);
  expect(made.result).toBe('CKR_OK');
  made.values.ulong();
  return made.values.ulong();
}

describe('C_SetPIN', () => {
  const setPin = (session: number, old: string | undefined, fresh: string) =>
    valueWriter()
      .ulong(session)
      .bytes(old === undefined ? undefined : Buffer.from(old))
      .bytes(Buffer.from(fresh))
      .end();

  it('is counted like a login, and changes the PIN of whoever is logged in', async () => {
    await makeStrict();
    const app = await application();
    const session = await app.open(1);
    expect((await app.call('C_SetPIN', setPin(session, 'wrong', 'abcdef'))).result).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
    expect((await app.call('C_SetPIN', setPin(session, pins.pin, 'abc'))).result).toBe('CKR_PIN_LEN_RANGE');
    expect((await app.call('C_SetPIN', setPin(session, undefined, 'abcdef'))).result).toBe(
      'CKR_ARGUMENTS_BAD',
    );
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
    expect((await app.call('C_SetPIN', setPin(session, pins.pin, 'abcdef'))).result).toBe('CKR_OK');
    expect(await app.login(session, userTypes.user, 'abcdef')).toBe('CKR_OK');
    await app.call('C_Logout', valueWriter().ulong(session).end());
    await app.login(session, userTypes.so, pins.soPin);
    expect((await app.call('C_SetPIN', setPin(session, pins.soPin, 'sosososo'))).result).toBe('CKR_OK');
    await app.call('C_Logout', valueWriter().ulong(session).end());
    expect(await app.login(session, userTypes.so, 'sosososo')).toBe('CKR_OK');
  });

  it('locks by guessing, and wants a read-write session', async () => {
    await makeStrict();
    const app = await application();
    const readOnly = await app.open(1, false);
    expect((await app.call('C_SetPIN', setPin(readOnly, 'wrong', 'abcdef'))).result).toBe(
      'CKR_SESSION_READ_ONLY',
    );
    const session = await app.open(1);
    for (let n = 0; n < 3; n++) await app.call('C_SetPIN', setPin(session, 'wrong', 'abcdef'));
    expect((await app.call('C_SetPIN', setPin(session, pins.pin, 'abcdef'))).result).toBe('CKR_PIN_LOCKED');
    expect(running.emulator.token('T').state).toBe('locked');
  });
});

describe('C_InitToken', () => {
  const initToken = (pin: string, label: string) =>
    valueWriter()
      .ulong(1)
      .bytes(Buffer.from(pin))
      .string(Buffer.from(label.padEnd(32)))
      .end();

  it('is refused while any application has a session, and counts SO PINs', async () => {
    await makeStrict();
    const [a, b] = [await application(), await application()];
    const session = await b.open(1);
    expect((await a.call('C_InitToken', initToken(pins.soPin, 'N'))).result).toBe('CKR_SESSION_EXISTS');
    await b.call('C_CloseSession', valueWriter().ulong(session).end());
    expect((await a.call('C_InitToken', initToken('wrong', 'N'))).result).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T').so.triesLeft).toBe(2);
    expect((await a.call('C_InitToken', initToken(pins.soPin, 'N'))).result).toBe('CKR_OK');
    expect(running.emulator.token('N')).toMatchObject({ state: 'initialised', so: { triesLeft: 3 } });
    const again = await b.open(1);
    expect(await b.login(again, userTypes.user, pins.pin)).toBe('CKR_USER_PIN_NOT_INITIALIZED');
  });

  it('empties the token also for applications that had seen its objects', async () => {
    await makeStrict();
    const [a, b] = [await application(), await application()];
    const session = await b.open(1);
    await b.login(session, userTypes.user, pins.pin);
    const data = attributeArray(
      [
        { type: 0x0, value: 0 },
        { type: 0x1, value: true },
        { type: 0x172, value: false },
        { type: 0x11, value: Buffer.from('x') },
      ].filter(({ type }) => type !== 0x172),
    );
    expect(
      (await b.call('C_CreateObject', Buffer.concat([valueWriter().ulong(session).end(), data]))).result,
    ).toBe('CKR_OK');
    const count = async (at: number): Promise<number> => {
      const every = Buffer.concat([valueWriter().ulong(at).end(), attributeArray([])]);
      expect((await b.call('C_FindObjectsInit', every)).result).toBe('CKR_OK');
      const found = await b.call('C_FindObjects', valueWriter().ulong(at).room(10).end());
      await b.call('C_FindObjectsFinal', valueWriter().ulong(at).end());
      return found.values.ulongs().length;
    };
    expect(await count(session)).toBe(1);
    await b.call('C_CloseSession', valueWriter().ulong(session).end());
    expect((await a.call('C_InitToken', initToken(pins.soPin, 'T'))).result).toBe('CKR_OK');
    await running.emulator.unlock('T', { soPin: pins.soPin, newPin: pins.pin });
    const after = await b.open(1);
    expect(await b.login(after, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await count(after)).toBe(0);
  });

  it('makes a blank token usable', async () => {
    await running.emulator.createToken({ label: 'B', profile: 'strict' });
    const app = await application();
    expect(running.emulator.token('B').state).toBe('blank');
    expect((await tokenFlagsSeen(app)) & CKF.TOKEN_INITIALIZED).toBe(0);
    const flags = valueWriter().ulong(1).ulong(6).end();
    expect((await app.call('C_OpenSession', flags)).result).toBe('CKR_TOKEN_NOT_RECOGNIZED');
    expect((await app.call('C_InitToken', initToken('123', 'B'))).result).toBe('CKR_PIN_LEN_RANGE');
    expect((await app.call('C_InitToken', initToken(pins.soPin, 'Thẻ mới'))).result).toBe('CKR_OK');
    expect(running.emulator.token('Thẻ mới').state).toBe('initialised');
    const session = await app.open(1);
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_OK');
  });
});

describe('removal', () => {
  it('is answered as a reader without a token, and resumes after the return', async () => {
    await makeStrict();
    const app = await application();
    const session = await app.open(1);
    await app.login(session, userTypes.user, pins.pin);
    running.emulator.remove('T');
    const slot = valueWriter().ulong(1).end();
    const random = valueWriter().ulong(session).room(8).end();
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_DEVICE_REMOVED');
    expect(await app.login(session, userTypes.user, 'wrong')).toBe('CKR_DEVICE_REMOVED');
    expect((await app.call('C_GetTokenInfo', slot)).result).toBe('CKR_TOKEN_NOT_PRESENT');
    expect((await app.call('C_GetMechanismList', valueWriter().ulong(1).room(0).end())).result).toBe(
      'CKR_TOKEN_NOT_PRESENT',
    );
    expect((await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end())).result).toBe(
      'CKR_TOKEN_NOT_PRESENT',
    );
    const info = (await app.call('C_GetSlotInfo', slot)).values;
    info.string();
    info.string();
    expect(info.ulong() & 1).toBe(0);
    const slots = async (presentOnly: number) =>
      (await app.call('C_GetSlotList', valueWriter().byte(presentOnly).room(8).end())).values.ulongs();
    expect([await slots(1), await slots(0)]).toEqual([[], [1]]);
    expect(running.emulator.token('T')).toMatchObject({ state: 'removed', user: { triesLeft: 3 } });
    running.emulator.insert('T');
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_OK');
    expect(await sessionState(app, session)).toBe(3);
  });

  it('ends sessions and login where the profile says so', async () => {
    await running.emulator.createToken({ label: 'H', profile: 'harsh', pin: '12345678', soPin: '87654321' });
    const app = await application();
    const session = await app.open(1);
    await app.login(session, userTypes.user, '12345678');
    running.emulator.remove('H');
    running.emulator.insert('H');
    const random = valueWriter().ulong(session).room(8).end();
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_SESSION_HANDLE_INVALID');
    expect(await sessionState(app, await app.open(1))).toBe(2);
  });

  it('for good does not come back', async () => {
    await makeStrict();
    running.emulator.lose('T');
    expect(() => running.emulator.insert('T')).toThrowError(expect.objectContaining({ code: 'TOKEN_LOST' }));
    await expect(running.emulator.unlock('T', { soPin: pins.soPin, newPin: 'newpin' })).rejects.toMatchObject(
      { code: 'TOKEN_LOST' },
    );
  });
});

describe('C_WaitForSlotEvent', () => {
  const wait = (flags: number) => valueWriter().ulong(flags).end();

  it('without blocking tells each event once', async () => {
    await makeStrict();
    const app = await application();
    expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
    running.emulator.remove('T');
    const event = await app.call('C_WaitForSlotEvent', wait(1));
    expect([event.result, event.values.ulong()]).toEqual(['CKR_OK', 1]);
    expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
  });

  it('blocks without holding up other calls, and ends with C_Finalize', async () => {
    await makeStrict();
    const app = await application();
    const order: string[] = [];
    const first = app
      .call('C_WaitForSlotEvent', wait(0))
      .then((reply) => order.push(`event ${reply.values.ulong()}`));
    await app.call('C_GetInfo');
    order.push('info');
    running.emulator.remove('T');
    await first;
    const held = app.call('C_WaitForSlotEvent', wait(0)).then(({ result }) => order.push(result));
    const finalized = app.call('C_Finalize').then(({ result }) => order.push(result));
    await Promise.all([held, finalized]);
    expect(order).toEqual(['info', 'event 1', 'CKR_CRYPTOKI_NOT_INITIALIZED', 'CKR_OK']);
  });

  it('tells of a token that is made meanwhile', async () => {
    const app = await application();
    const event = app.call('C_WaitForSlotEvent', wait(0));
    await makeStrict();
    expect((await event).values.ulong()).toBe(1);
    expect(await app.login(await app.open(1), userTypes.user, pins.pin)).toBe('CKR_OK');
  });
});

describe('a dead engine process', () => {
  it('leaves the socket open, answers CKR_DEVICE_ERROR, and is replaced for new sessions', async () => {
    await makeStrict();
    const [app, other] = [await application(), await application()];
    const otherSession = await other.open(1);
    const before = new Set(engines());
    const session = await app.open(1);
    const [mine] = engines().filter((pid) => !before.has(pid));
    await app.login(session, userTypes.user, pins.pin);
    process.kill(mine ?? 0, 'SIGKILL');
    const random = (at: number) => valueWriter().ulong(at).room(8).end();
    expect((await app.call('C_GenerateRandom', random(session))).result).toBe('CKR_DEVICE_ERROR');
    expect((await app.call('C_GenerateRandom', random(session))).result).toBe('CKR_DEVICE_ERROR');
    expect((await other.call('C_GenerateRandom', random(otherSession))).result).toBe('CKR_OK');
    const fresh = await app.open(1);
    expect(await sessionState(app, fresh)).toBe(2);
    expect(await app.login(fresh, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect((await app.call('C_CloseSession', valueWriter().ulong(session).end())).result).toBe('CKR_OK');
    expect(await sessionState(app, fresh)).toBe(3);
  });
});

describe('damaged objects', () => {
  it('are a device error, told in the journal, not an empty token', async () => {
    await makeStrict();
    const { serial } = running.emulator.token('T');
    const objects = join(running.emulator.dir, 'tokens', serial, 'objects');
    writeFileSync(join(objects, readdirSync(objects)[0] ?? '', 'token.object'), 'damaged');
    const app = await application();
    const opened = await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end());
    expect(opened.result).toBe('CKR_DEVICE_ERROR');
    await running.emulator.flushJournal();
    expect(readFileSync(running.emulator.journalFile, 'utf8')).toMatch(/"event":"failure".*token/);
  });
});

/** Process ids of the engine processes that this process has started. */
function engines(): number[] {
  const list = execFileSync('ps', ['--ppid', String(process.pid), '-o', 'pid=,comm='], { encoding: 'utf8' });
  return list
    .split('\n')
    .filter((line) => line.includes('p11-kit-remote'))
    .map((line) => Number.parseInt(line, 10));
}
