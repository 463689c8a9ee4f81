/** Protected authentication path: a NULL PIN waits for the pad, and counts like any other. */
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { controlClient } from '../../control/control-client.ts';
import { freshEmulator, tokenFlagsSeen } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { profileNamed } from '../../profiles/index.ts';
import { CKF } from '../../token/flags.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

async function padToken(pinPad: object = {}): Promise<[RawApplication, number]> {
  const base = profileNamed('pin-pad');
  const profile = { ...base, id: 'changed', pinPad: { ...base.pinPad, ...pinPad } };
  await running.emulator.createToken({ label: 'T', profile, ...pins });
  const app = await running.application();
  return [app, await app.open(1)];
}

const nulls = (session: number, count: number): Buffer => {
  const values = valueWriter().ulong(session);
  for (let n = 0; n < count; n++) values.bytes(undefined);
  return values.end();
};

const wait = 10_000;

describe('a PIN pad', () => {
  it('is shown by its flag, asks for a NULL PIN, and blocks no other call', async () => {
    const [app, session] = await padToken();
    expect((await tokenFlagsSeen(app)) & CKF.PROTECTED_AUTHENTICATION_PATH).not.toBe(0);
    const { pinPad } = running.emulator;
    const wrong = app.login(session, userTypes.user, undefined);
    expect(await pinPad.enter('T', { pin: '0000' }, wait)).toMatchObject({
      asks: 'login-user',
      needs: ['pin'],
    });
    expect(await wrong).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
    const right = app.login(session, userTypes.user, undefined);
    expect((await app.call('C_GetInfo')).result).toBe('CKR_OK');
    expect(pinPad.open()).toMatchObject([{ label: 'T', asks: 'login-user' }]);
    await pinPad.enter('T', { pin: pins.pin });
    expect(await right).toBe('CKR_OK');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
    expect(pinPad.open()).toEqual([]);
  });

  it('serves C_SetPIN, C_InitPIN and C_InitToken too', async () => {
    const [app, session] = await padToken();
    const { pinPad } = running.emulator;
    const change = app.call('C_SetPIN', nulls(session, 2));
    expect((await pinPad.enter('T', { pin: pins.pin, newPin: '654321' }, wait)).asks).toBe('change-user');
    expect((await change).result).toBe('CKR_OK');
    const login = app.login(session, userTypes.so, undefined);
    await pinPad.enter('T', { pin: pins.soPin }, wait);
    expect(await login).toBe('CKR_OK');
    const fresh = app.call('C_InitPIN', nulls(session, 1));
    expect((await pinPad.enter('T', { newPin: '111111' }, wait)).asks).toBe('new-user');
    expect((await fresh).result).toBe('CKR_OK');
    await app.call('C_CloseSession', valueWriter().ulong(session).end());
    const values = valueWriter()
      .ulong(1)
      .bytes(undefined)
      .string(Buffer.from('N'.padEnd(32)))
      .end();
    const wrong = app.call('C_InitToken', values);
    await pinPad.enter('T', { pin: '9999' }, wait);
    expect((await wrong).result).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T').so.triesLeft).toBe(2);
    const emptied = app.call('C_InitToken', values);
    expect((await pinPad.enter('T', { pin: pins.soPin }, wait)).asks).toBe('initialise');
    expect((await emptied).result).toBe('CKR_OK');
    expect(running.emulator.token('N').state).toBe('initialised');
  });

  it('asks nothing where the call is impossible anyway', async () => {
    const [app, session] = await padToken();
    expect((await app.call('C_InitPIN', nulls(session, 1))).result).toBe('CKR_USER_NOT_LOGGED_IN');
    expect(await app.login(session, userTypes.context, undefined)).toBe('CKR_OPERATION_NOT_INITIALIZED');
    const values = valueWriter()
      .ulong(1)
      .bytes(undefined)
      .string(Buffer.from('N'.padEnd(32)))
      .end();
    expect((await app.call('C_InitToken', values)).result).toBe('CKR_SESSION_EXISTS');
  });

  it('takes no half of a letter, and goes on asking', async () => {
    const [app, session] = await padToken();
    const { pinPad } = running.emulator;
    const login = app.login(session, userTypes.user, undefined);
    await expect(pinPad.enter('T', { pin: '1234\udc00' }, wait)).rejects.toMatchObject({
      code: 'TOKEN_PIN_LETTERS',
    });
    await pinPad.enter('T', { pin: pins.pin }, wait);
    expect(await login).toBe('CKR_OK');
  });

  it('answers a cancel and a time-out as its profile says; neither costs a try', async () => {
    const [app, session] = await padToken({ timeoutSeconds: 0.05, atTimeout: 'CKR_PIN_INCORRECT' });
    expect(await app.login(session, userTypes.user, undefined)).toBe('CKR_PIN_INCORRECT');
    await running.emulator.deleteToken('T');
    const [other, again] = await (async () => {
      await running.emulator.createToken({ label: 'U', profile: 'pin-pad', ...pins });
      const one = await running.application();
      return [one, await one.open(running.emulator.token('U').slot)] as const;
    })();
    const cancelled = other.login(again, userTypes.user, undefined);
    await running.emulator.pinPad.cancel('U', wait);
    expect(await cancelled).toBe('CKR_FUNCTION_CANCELED');
    expect(running.emulator.token('U').user.triesLeft).toBe(3);
  });

  it.each([
    ['refused', 'CKR_ARGUMENTS_BAD'],
    ['used', 'CKR_OK'],
  ])('with a PIN that the application gives: %s', async (givenPin, result) => {
    const [app, session] = await padToken({ givenPin });
    expect(await app.login(session, userTypes.user, pins.pin)).toBe(result);
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
  });

  it('gives up when the token is taken out, the application finalizes, or it goes away', async () => {
    const [app, session] = await padToken();
    const { pinPad } = running.emulator;
    const removed = app.login(session, userTypes.user, undefined);
    while (pinPad.open().length === 0) await app.call('C_GetInfo');
    running.emulator.remove('T');
    expect(await removed).toBe('CKR_DEVICE_REMOVED');
    running.emulator.insert('T');
    const finalized = app.login(session, userTypes.user, undefined);
    await app.call('C_Finalize');
    expect(await finalized).toBe('CKR_CRYPTOKI_NOT_INITIALIZED');
    const other = await running.application();
    const open = await other.open(1);
    const gone = other.login(open, userTypes.user, undefined).catch(() => 'gone');
    while (pinPad.open().length === 0) await app.call('C_GetInfo');
    other.close();
    await gone;
    while (pinPad.open().length > 0) await app.call('C_GetInfo');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
  });

  it.each([
    ['C_CloseSession', (session: number) => valueWriter().ulong(session).end()],
    ['C_CloseAllSessions', () => valueWriter().ulong(1).end()],
  ] as const)('gives up when another thread ends its session by %s', async (call, values) => {
    const [app, session] = await padToken();
    const asked = app.login(session, userTypes.user, undefined);
    while (running.emulator.pinPad.open().length === 0) await app.call('C_GetInfo');
    expect((await app.call(call, values(session))).result).toBe('CKR_OK');
    expect(await asked).toBe('CKR_SESSION_HANDLE_INVALID');
    expect(running.emulator.pinPad.open()).toEqual([]);
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
  });

  it.each([
    ['damaged', () => running.emulator.damage('T'), 'CKR_DEVICE_ERROR'],
    ['wiped', () => running.emulator.wipe('T'), 'CKR_SESSION_HANDLE_INVALID'],
    ['inserted elsewhere', () => running.emulator.insert('T', { slot: 2 }), 'CKR_SESSION_HANDLE_INVALID'],
    [
      'restored',
      async () => {
        await running.emulator.snapshots.take('T');
        await running.emulator.snapshots.restore('T');
      },
      'CKR_SESSION_HANDLE_INVALID',
    ],
  ] as const)(
    'shows nothing any more when its token is %s: nobody waits for an answer',
    async (_, move, told) => {
      const [app, session] = await padToken();
      await running.makeToken('U');
      await running.emulator.deleteToken('U');
      const { pinPad } = running.emulator;
      const login = app.login(session, userTypes.user, undefined);
      while (pinPad.open().length === 0) await app.call('C_GetInfo');
      await move();
      expect(await login).toBe(told);
      expect(pinPad.open()).toEqual([]);
      await expect(pinPad.enter('T', { pin: pins.pin })).rejects.toMatchObject({
        code: 'TOKEN_PIN_PAD_IDLE',
      });
      // And nothing of that application waits for it.
      const random = valueWriter().ulong(session).room(8).end();
      expect((await app.call('C_GenerateRandom', random)).result).toBe(told);
    },
  );

  it('is asked one question after the other, and refuses what makes no sense', async () => {
    const [app, session] = await padToken();
    const { pinPad } = running.emulator;
    const other = await running.application();
    const second = await other.open(1);
    const [a, b] = [
      app.login(session, userTypes.user, undefined),
      other.login(second, userTypes.user, undefined),
    ];
    while (pinPad.open().length < 2) await app.call('C_GetInfo');
    await expect(pinPad.enter('T', { newPin: '1' })).rejects.toMatchObject({ code: 'TOKEN_PIN_PAD_ENTRY' });
    await expect(pinPad.enter('T', {})).rejects.toMatchObject({ code: 'TOKEN_PIN_PAD_ENTRY' });
    await pinPad.enter('T', { pin: '0000' });
    await pinPad.enter('T', { pin: pins.pin });
    expect((await Promise.all([a, b])).sort()).toEqual(['CKR_OK', 'CKR_PIN_INCORRECT']);
    await expect(pinPad.enter('T', { pin: '1' })).rejects.toMatchObject({ code: 'TOKEN_PIN_PAD_IDLE' });
    await running.makeToken('S');
    await expect(pinPad.enter('S', { pin: '1' })).rejects.toMatchObject({ code: 'TOKEN_PIN_PAD_MISSING' });
  });

  it('is not answered by somebody who went away before it asked', async () => {
    const [app, session] = await padToken();
    const gone = new AbortController();
    const early = running.emulator.pinPad.enter('T', { pin: '0000' }, 60_000, gone.signal);
    gone.abort();
    await expect(early).rejects.toMatchObject({ code: 'TOKEN_PIN_PAD_IDLE' });
    const login = app.login(session, userTypes.user, undefined);
    await running.emulator.pinPad.enter('T', { pin: pins.pin }, wait);
    expect(await login).toBe('CKR_OK');
  });

  it('is not answered by a command that was interrupted before it asked', async () => {
    const [app, session] = await padToken();
    const body = JSON.stringify({ pin: '0000', waitMs: 60_000 });
    const socketPath = join(running.emulator.dir, 'control.sock');
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const asked = request({ socketPath, path: '/tokens/T/pin-pad', method: 'POST', headers, agent: false });
    const closed = new Promise((resolve) => asked.once('close', resolve));
    asked.on('error', () => undefined);
    asked.end(body);
    // Two answers later the emulator has read what was sent before, and waits.
    for (let n = 0; n < 2; n++) await controlClient(running.emulator.dir).pinPad.open();
    asked.destroy();
    await closed;
    for (let n = 0; n < 2; n++) await controlClient(running.emulator.dir).pinPad.open();
    const login = app.login(session, userTypes.user, undefined);
    await running.emulator.pinPad.enter('T', { pin: pins.pin }, wait);
    expect(await login).toBe('CKR_OK');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
  });
});
