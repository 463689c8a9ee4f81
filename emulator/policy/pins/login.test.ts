/** Login belongs to one application, and follows the sessions that it has. */
import { describe, expect, it } from 'vitest';
import { freshEmulator, sessionState, tokenFlagsSeen } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

describe('login', () => {
  it('is ended once by threads that log out at once', async () => {
    await running.makeToken();
    const app = await running.application();
    const sessions = [await app.open(1), await app.open(1), await app.open(1)];
    expect(await app.login(sessions[0] ?? 0, userTypes.user, pins.pin)).toBe('CKR_OK');
    const answers = await Promise.all(
      sessions.map((session) => app.call('C_Logout', valueWriter().ulong(session).end())),
    );
    expect(answers.map(({ result }) => result)).toEqual([
      'CKR_OK',
      'CKR_USER_NOT_LOGGED_IN',
      'CKR_USER_NOT_LOGGED_IN',
    ]);
  });

  it('of one application never shows in another', async () => {
    await running.makeToken();
    const [a, b] = [await running.application(), await running.application()];
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
    await running.makeToken();
    const app = await running.application();
    const first = await app.open(1);
    const second = await app.open(1, false);
    expect(await app.login(first, userTypes.so, pins.soPin)).toBe('CKR_SESSION_READ_ONLY_EXISTS');
    expect(await app.login(first, userTypes.user, pins.pin)).toBe('CKR_OK');
    // As SoftHSM has it: before it looks who is logged in.
    for (const session of [first, second])
      expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_SESSION_READ_ONLY_EXISTS');
    for (const session of [first, second]) {
      expect((await app.call('C_CloseSession', valueWriter().ulong(session).end())).result).toBe('CKR_OK');
    }
    const third = await app.open(1);
    expect(await sessionState(app, third)).toBe(2);
    expect(await app.login(third, userTypes.user, pins.pin)).toBe('CKR_OK');
  });

  it('with the new PIN works at once in a running application after another one unlocked the token', async () => {
    await running.makeToken();
    const [user, officer] = [await running.application(), await running.application()];
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
    await running.makeToken();
    const app = await running.application();
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

  it('again, for such a key, is possible after a C_SignInit too many', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    await app.login(session, userTypes.user, pins.pin);
    const key = await alwaysAuthenticateKey(app, session);
    const signInit = Buffer.concat([
      valueWriter().ulong(session).end(),
      Buffer.from('00001041ffffffff', 'hex'),
      valueWriter().ulong(key).end(),
    ]);
    const sign = (room: number) =>
      app.call('C_Sign', valueWriter().ulong(session).bytes(Buffer.alloc(32, 1)).room(room).end());
    expect((await app.call('C_SignInit', signInit)).result).toBe('CKR_OK');
    expect((await app.call('C_SignInit', signInit)).result).toBe('CKR_OPERATION_ACTIVE');
    expect(await app.login(session, userTypes.context, pins.pin)).toBe('CKR_OK');
    expect((await sign(256)).result).toBe('CKR_OK');
    expect((await sign(256)).result).toBe('CKR_OPERATION_NOT_INITIALIZED');
    expect(await app.login(session, userTypes.context, pins.pin)).toBe('CKR_OPERATION_NOT_INITIALIZED');
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
