/** Damaged tokens, as applications meet them. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { plainMechanism } from '../../faults/test-signing.ts';
import { valueWriter } from '../../wire/values.ts';
import {
  digest,
  isSignatureOf,
  keysOn,
  makeKey,
  publicKey,
  sign,
  signWithOnlyKey,
  userSession,
} from './test-keys.ts';

const running = freshEmulator();

async function tokenWithKey() {
  await running.makeToken();
  const app = await running.application();
  const session = await userSession(app);
  expect(await makeKey(app, session, 'a')).toBe('CKR_OK');
  return { app, session, key: await publicKey(app, session) };
}

describe('a dead token', () => {
  it('is in its slot but not recognised, and every open session is a device error', async () => {
    const { app, session } = await tokenWithKey();
    expect(running.emulator.damage('T')).toMatchObject({
      state: 'damaged',
      condition: 'damaged',
      damage: 'dead',
    });
    const slot = valueWriter().ulong(1).end();
    expect((await app.call('C_GetTokenInfo', slot)).result).toBe('CKR_TOKEN_NOT_RECOGNIZED');
    expect((await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end())).result).toBe(
      'CKR_TOKEN_NOT_RECOGNIZED',
    );
    expect((await app.call('C_GetMechanismList', valueWriter().ulong(1).room(0).end())).result).toBe(
      'CKR_TOKEN_NOT_RECOGNIZED',
    );
    const slots = await app.call('C_GetSlotList', valueWriter().byte(1).room(8).end());
    expect(slots.values.ulongs()).toEqual([1]);
    const random = valueWriter().ulong(session).room(8).end();
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_DEVICE_ERROR');
    expect((await app.call('C_GetSessionInfo', valueWriter().ulong(session).end())).result).toBe(
      'CKR_DEVICE_ERROR',
    );
    expect(await app.login(session, userTypes.user, 'wrong')).toBe('CKR_DEVICE_ERROR');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
    expect((await app.call('C_CloseSession', valueWriter().ulong(session).end())).result).toBe('CKR_OK');
  });

  it('is wiped and unlocked by nobody, and healed by a repair only', async () => {
    const { app, session, key } = await tokenWithKey();
    running.emulator.damage('T', 'dead');
    const refused = { code: 'TOKEN_DAMAGED', message: expect.stringContaining('dead') };
    await expect(running.emulator.wipe('T')).rejects.toMatchObject(refused);
    await expect(running.emulator.unlock('T', { soPin: pins.soPin, newPin: 'newpin' })).rejects.toMatchObject(
      refused,
    );
    expect(() => running.emulator.damage('T', 'sign-error')).toThrowError(expect.objectContaining(refused));
    expect(running.emulator.repair('T')).toMatchObject({ state: 'active', damage: null });
    expect(isSignatureOf(key, await signWithOnlyKey(app, session))).toBe(true);
  });
});

describe('a token with unreadable objects', () => {
  it('answers and takes the PIN, but has no keys and takes none', async () => {
    const { app, session, key } = await tokenWithKey();
    const [handle = 0] = await keysOn(app, session);
    running.emulator.damage('T', 'unreadable');
    expect((await app.call('C_GetTokenInfo', valueWriter().ulong(1).end())).result).toBe('CKR_OK');
    expect(await keysOn(app, session)).toEqual([]);
    expect(await sign(app, session, handle)).toBe('C_SignInit: CKR_KEY_HANDLE_INVALID');
    expect(await makeKey(app, session, 'b')).toBe('CKR_DEVICE_ERROR');
    const other = await running.application();
    expect(await keysOn(other, await userSession(other))).toEqual([]);
    const random = valueWriter().ulong(session).room(8).end();
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_OK');
    running.emulator.repair('T');
    expect(isSignatureOf(key, await signWithOnlyKey(app, session))).toBe(true);
  });
});

describe.each([
  ['sign-error', 'CKR_DEVICE_ERROR'],
  ['sign-failed', 'CKR_FUNCTION_FAILED'],
] as const)('a token that can no longer sign (%s)', (damage, answer) => {
  it('shows its keys, tells lengths, and fails where the private key is used', async () => {
    const { app, session, key } = await tokenWithKey();
    running.emulator.damage('T', damage);
    expect(await signWithOnlyKey(app, session)).toBe(answer);
    // The operation has ended: a second attempt begins anew.
    expect(await signWithOnlyKey(app, session)).toBe(answer);
    const [handle = 0] = await keysOn(app, session);
    const init = Buffer.concat([
      valueWriter().ulong(session).end(),
      plainMechanism(0x1041),
      valueWriter().ulong(handle).end(),
    ]);
    expect((await app.call('C_SignInit', init)).result).toBe('CKR_OK');
    const length = valueWriter().ulong(session).bytes(digest).room(0).end();
    expect((await app.call('C_Sign', length)).result).toBe('CKR_OK');
    running.emulator.repair('T');
    const real = valueWriter().ulong(session).bytes(digest).room(64).end();
    expect(isSignatureOf(key, (await app.call('C_Sign', real)).values.bytes() as Buffer)).toBe(true);
  });
});
