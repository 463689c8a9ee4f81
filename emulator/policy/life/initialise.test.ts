/** A blank token that is initialised from outside. */
import { describe, expect, it } from 'vitest';
import { freshEmulator, tokenFlagsSeen } from '../../e2e/fresh-emulator.ts';
import { userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { startEmulator } from '../../index.ts';
import { profileNamed } from '../../profiles/index.ts';
import { CKF } from '../../token/flags.ts';
import { makeKey, signWithOnlyKey, userSession } from './test-keys.ts';

const running = freshEmulator();
const blank = (label = 'T') => running.emulator.createToken({ label, profile: 'strict', blank: true });

describe('initialise', () => {
  it('gives a blank token its PINs: applications log in, make a key and sign', async () => {
    await blank();
    const app = await running.application();
    await expect(app.open(1)).rejects.toThrow('CKR_TOKEN_NOT_RECOGNIZED');
    expect((await tokenFlagsSeen(app)) & CKF.TOKEN_INITIALIZED).toBe(0);
    expect(await running.emulator.initialise('T', pins)).toMatchObject({ label: 'T', state: 'active' });
    expect((await tokenFlagsSeen(app)) & CKF.TOKEN_INITIALIZED).not.toBe(0);
    const session = await userSession(app);
    expect(await makeKey(app, session, 'k')).toBe('CKR_OK');
    expect(await signWithOnlyKey(app, session)).toHaveLength(64);
  });

  it('without a user PIN leaves that to the SO', async () => {
    await blank();
    expect(await running.emulator.initialise('T', { soPin: pins.soPin })).toMatchObject({
      state: 'initialised',
    });
    const app = await running.application();
    const session = await app.open(1);
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_USER_PIN_NOT_INITIALIZED');
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_OK');
  });

  it('is on disk', async () => {
    await blank();
    await running.emulator.initialise('T', pins);
    await running.emulator.stop();
    const again = await startEmulator({ dir: running.emulator.dir });
    expect(again.token('T').state).toBe('active');
    await again.stop();
  });

  it('refuses one that is not blank any more, until it is wiped', async () => {
    await running.makeToken();
    const wrong = { soPin: '11112222', pin: '111111' };
    await expect(running.emulator.initialise('T', wrong)).rejects.toMatchObject({
      code: 'TOKEN_INITIALISED',
      hint: expect.stringContaining('congvu token wipe T'),
    });
    const app = await running.application();
    expect(await app.login(await app.open(1), userTypes.user, pins.pin)).toBe('CKR_OK');
    await running.emulator.wipe('T');
    expect((await running.emulator.initialise('T', wrong)).state).toBe('active');
    expect(await app.login(await app.open(1), userTypes.user, '111111')).toBe('CKR_OK');
  });

  it.each([
    [{ soPin: '1' }, 'TOKEN_PIN_LENGTH'],
    [{ soPin: pins.soPin, pin: '1' }, 'TOKEN_PIN_LENGTH'],
    [{ soPin: pins.soPin, pin: '\ud800234567' }, 'TOKEN_PIN_LETTERS'],
  ])('refuses %j with %s, and it stays blank', async (given, code) => {
    await blank();
    await expect(running.emulator.initialise('T', given)).rejects.toMatchObject({ code });
    expect(running.emulator.token('T').state).toBe('blank');
  });

  it('needs it at hand and whole', async () => {
    await blank();
    running.emulator.remove('T');
    await expect(running.emulator.initialise('T', pins)).rejects.toMatchObject({ code: 'TOKEN_ABSENT' });
    running.emulator.insert('T');
    running.emulator.damage('T');
    await expect(running.emulator.initialise('T', pins)).rejects.toMatchObject({ code: 'TOKEN_DAMAGED' });
  });

  it('marks the PINs as given at creation, where the profile wants those changed', async () => {
    const profile = { ...profileNamed('strict'), id: 'changed', mustChange: { user: ['creation'] } };
    await running.emulator.createToken({ label: 'T', profile, blank: true });
    await running.emulator.initialise('T', pins);
    const app = await running.application();
    expect((await tokenFlagsSeen(app)) & CKF.USER_PIN_TO_BE_CHANGED).not.toBe(0);
  });
});
