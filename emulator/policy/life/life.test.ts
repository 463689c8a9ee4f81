/** A token that is taken out, comes back, or is lost, seen from an application. */
import { describe, expect, it } from 'vitest';
import { freshEmulator, sessionState } from '../../e2e/fresh-emulator.ts';
import { userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

describe('removal', () => {
  it('is answered as a reader without a token, and resumes after the return', async () => {
    await running.makeToken();
    const app = await running.application();
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
    const app = await running.application();
    const session = await app.open(1);
    await app.login(session, userTypes.user, '12345678');
    running.emulator.remove('H');
    running.emulator.insert('H');
    const random = valueWriter().ulong(session).room(8).end();
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_SESSION_HANDLE_INVALID');
    expect(await sessionState(app, await app.open(1))).toBe(2);
  });

  it('for good does not come back', async () => {
    await running.makeToken();
    running.emulator.lose('T');
    expect(() => running.emulator.insert('T')).toThrowError(expect.objectContaining({ code: 'TOKEN_LOST' }));
    await expect(running.emulator.unlock('T', { soPin: pins.soPin, newPin: 'newpin' })).rejects.toMatchObject(
      { code: 'TOKEN_LOST' },
    );
  });
});
