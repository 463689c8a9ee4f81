/** Wrong PINs: counted, shown, locked, never looked at too often. */
import { describe, expect, it } from 'vitest';
import { freshEmulator, tokenFlagsSeen } from '../../e2e/fresh-emulator.ts';
import { userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { CKF } from '../../token/flags.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

describe('wrong PINs', () => {
  it('climb the flag ladder, lock, and never look at a PIN again', async () => {
    await running.makeToken();
    const app = await running.application();
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
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    await app.login(session, userTypes.user, 'wrong');
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
    expect((await tokenFlagsSeen(app)) & 0xff0000).toBe(0);
  });

  it('of the SO have a counter and flags of their own', async () => {
    await running.makeToken();
    const app = await running.application();
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
    await running.makeToken('T', profile);
    const app = await running.application();
    const session = await app.open(1);
    expect(await app.login(session, userTypes.user, Buffer.alloc(length, '1'))).toBe(result);
    expect(running.emulator.token('T').user.triesLeft).toBe(triesLeft);
  });

  it('that are NULL, or for a role that does not exist, cost nothing', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    expect(await app.login(session, userTypes.user, undefined)).toBe('CKR_ARGUMENTS_BAD');
    expect(await app.login(session, 7, 'wrong')).toBe('CKR_USER_TYPE_INVALID');
    expect(await app.login(session, userTypes.context, 'wrong')).toBe('CKR_OPERATION_NOT_INITIALIZED');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
  });

  it('with a profile that tells the lock at the limit', async () => {
    await running.emulator.createToken({ label: 'H', profile: 'harsh', pin: '12345678', soPin: '87654321' });
    const app = await running.application();
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
    await running.makeToken();
    const all = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const app = await running.application();
        return app.login(await app.open(1), userTypes.user, 'wrong');
      }),
    );
    expect(all.filter((result) => result === 'CKR_PIN_INCORRECT')).toHaveLength(3);
    expect(all.filter((result) => result === 'CKR_PIN_LOCKED')).toHaveLength(9);
  });

  it('do not disturb right ones: many right logins at once all pass', async () => {
    await running.makeToken();
    const all = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const app = await running.application();
        return app.login(await app.open(1), userTypes.user, pins.pin);
      }),
    );
    expect(new Set(all)).toEqual(new Set(['CKR_OK']));
  });
});
