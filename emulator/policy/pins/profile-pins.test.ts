/** What profiles say of PINs, seen at the PKCS#11 surface: rules, ages, PUKs, shared counters. */
import { describe, expect, it } from 'vitest';
import { freshEmulator, sessionState, tokenFlagsSeen } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { profileNamed } from '../../profiles/index.ts';
import { CKF } from '../../token/flags.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();
const day = 86_400_000;

/** Token T with a profile that differs from `strict` in that. */
async function make(change: object, more: object = {}): Promise<void> {
  const profile = { ...profileNamed('strict'), id: 'changed', ...change };
  await running.emulator.createToken({ label: 'T', profile, ...pins, ...more });
}

async function setPin(app: RawApplication, session: number, old: string, fresh: string): Promise<string> {
  const values = valueWriter().ulong(session).bytes(Buffer.from(old)).bytes(Buffer.from(fresh)).end();
  return (await app.call('C_SetPIN', values)).result;
}

async function initPin(app: RawApplication, session: number, fresh: string): Promise<string> {
  const values = valueWriter().ulong(session).bytes(Buffer.from(fresh)).end();
  return (await app.call('C_InitPIN', values)).result;
}

async function logout(app: RawApplication, session: number): Promise<void> {
  expect((await app.call('C_Logout', valueWriter().ulong(session).end())).result).toBe('CKR_OK');
}

/** ulMaxPinLen and ulMinPinLen. */
async function shownLengths(app: RawApplication): Promise<readonly [number, number]> {
  const { values } = await app.call('C_GetTokenInfo', valueWriter().ulong(1).end());
  for (let field = 0; field < 4; field++) values.string();
  for (let field = 0; field < 5; field++) values.ulong();
  return [values.ulong(), values.ulong()];
}

describe('the rule for new PINs', () => {
  const rule = { min: 8, max: 16, upper: 1, lower: 1, digit: 1, special: 1, notOld: true, history: 2 };

  it('is asked by C_SetPIN and C_InitPIN, not at a login and not when the token is made', async () => {
    await make({ newPin: { user: rule } });
    const app = await running.application();
    const session = await app.open(1);
    expect(await setPin(app, session, pins.pin, 'Ab1!')).toBe('CKR_PIN_LEN_RANGE');
    expect(await setPin(app, session, pins.pin, `Ab1!${'x'.repeat(13)}`)).toBe('CKR_PIN_LEN_RANGE');
    for (const poor of ['abcdef1!', 'ABCDEF1!', 'Abcdefg!', 'Abcdefg1']) {
      expect(await setPin(app, session, pins.pin, poor)).toBe('CKR_PIN_INVALID');
    }
    // The middleware refuses before the card sees the old PIN: a wrong one costs nothing then.
    expect(await setPin(app, session, 'wrong', 'short')).toBe('CKR_PIN_LEN_RANGE');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
    expect(await setPin(app, session, pins.pin, 'Abcdef1ư')).toBe('CKR_OK');
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_OK');
    expect(await initPin(app, session, '123456')).toBe('CKR_PIN_LEN_RANGE');
    expect(await initPin(app, session, '12345678')).toBe('CKR_PIN_INVALID');
    expect(await initPin(app, session, 'Abcdef1!')).toBe('CKR_OK');
  });

  it('keeps the last PINs from coming back', async () => {
    await make({ newPin: { user: { ...rule, upper: 0, lower: 0, special: 0 } } });
    const app = await running.application();
    const session = await app.open(1);
    expect(await setPin(app, session, pins.pin, '11111111')).toBe('CKR_OK');
    expect(await setPin(app, session, '11111111', '11111111')).toBe('CKR_PIN_INVALID');
    expect(await setPin(app, session, '11111111', '22222222')).toBe('CKR_OK');
    expect(await setPin(app, session, '22222222', '11111111')).toBe('CKR_PIN_INVALID');
    expect(await setPin(app, session, '22222222', '33333333')).toBe('CKR_OK');
    expect(await setPin(app, session, '33333333', '11111111')).toBe('CKR_OK');
  });

  it('is shown as the lengths of the token where the profile says so', async () => {
    await make({ newPin: { user: rule, so: rule } });
    const app = await running.application();
    expect(await shownLengths(app)).toEqual([32, 4]);
    const profile = {
      ...profileNamed('strict'),
      id: 'changed',
      newPin: { user: rule, so: rule },
      reportedPinLength: 'new-pin',
    };
    running.emulator.remove('T');
    await running.emulator.deleteToken('T');
    await running.emulator.createToken({ label: 'U', profile, ...pins });
    expect(await shownLengths(app)).toEqual([16, 8]);
  });

  it.each([
    [{ user: rule }, [16, 8]],
    [{ so: { ...rule, min: 10 } }, [16, 10]],
    [{ user: rule, so: { ...rule, min: 6, max: 12 } }, [16, 6]],
    [{}, [32, 4]],
  ])('is shown of the roles that have a rule, and the card’s where none has: %j', async (newPin, shown) => {
    await make({ newPin, reportedPinLength: 'new-pin' });
    expect(await shownLengths(await running.application())).toEqual(shown);
  });
});

describe('the characters that a card takes', () => {
  it.each([
    ['counted', 'CKR_PIN_INCORRECT', 2],
    ['refused', 'CKR_PIN_INVALID', 3],
  ])('others are %s at a login: %s', async (wrongCharacters, result, triesLeft) => {
    await make({ pinCharacters: 'digits', wrongCharacters });
    const app = await running.application();
    const session = await app.open(1);
    expect(await app.login(session, userTypes.user, 'abcdef')).toBe(result);
    expect(running.emulator.token('T').user.triesLeft).toBe(triesLeft);
    expect(await setPin(app, session, pins.pin, 'abcdef')).toBe('CKR_PIN_INVALID');
    await expect(running.emulator.unlock('T', { soPin: pins.soPin, newPin: 'abcdef' })).rejects.toMatchObject(
      { code: 'TOKEN_PIN_CHARACTERS' },
    );
  });

  it('others make no token', async () => {
    await expect(make({ pinCharacters: 'digits' }, { pin: 'abcdef' })).rejects.toMatchObject({
      code: 'TOKEN_PIN_CHARACTERS',
    });
  });
});

describe('a PIN that has expired', () => {
  it('shows a flag, and nothing else with duePin flag', async () => {
    await make({ pinDays: { user: 30 } });
    const app = await running.application();
    const session = await app.open(1);
    running.emulator.clock.advance(30 * day - 60_000);
    expect((await tokenFlagsSeen(app)) & CKF.USER_PIN_TO_BE_CHANGED).toBe(0);
    running.emulator.clock.advance(60_000);
    expect((await tokenFlagsSeen(app)) & CKF.USER_PIN_TO_BE_CHANGED).not.toBe(0);
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await setPin(app, session, pins.pin, '654321')).toBe('CKR_OK');
    expect((await tokenFlagsSeen(app)) & CKF.USER_PIN_TO_BE_CHANGED).toBe(0);
  });

  it('does not let in with duePin refused: only C_SetPIN helps', async () => {
    await make({ pinDays: { user: 30 }, duePin: 'refused' });
    const app = await running.application();
    const session = await app.open(1);
    running.emulator.clock.advance(31 * day);
    expect(await app.login(session, userTypes.user, 'wrong')).toBe('CKR_PIN_INCORRECT');
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_PIN_EXPIRED');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
    expect(await sessionState(app, session)).toBe(2);
    expect(await setPin(app, session, pins.pin, '654321')).toBe('CKR_OK');
    expect(await app.login(session, userTypes.user, '654321')).toBe('CKR_OK');
  });

  it('lets in for nothing but C_SetPIN with duePin limited', async () => {
    await make({ pinDays: { user: 30 }, duePin: 'limited' });
    const app = await running.application();
    const session = await app.open(1);
    running.emulator.clock.advance(31 * day);
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await sessionState(app, session)).toBe(3);
    const random = valueWriter().ulong(session).room(8).end();
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_PIN_EXPIRED');
    await logout(app, session);
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_OK');
    await app.login(session, userTypes.user, pins.pin);
    expect(await setPin(app, session, pins.pin, '654321')).toBe('CKR_OK');
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_OK');
  });
});

describe('a PIN that must be changed', () => {
  it('is one given at creation or by the SO, until its owner has changed it', async () => {
    await make({ mustChange: { user: ['creation', 'reset'], so: ['creation'] }, duePin: 'limited' });
    const app = await running.application();
    const session = await app.open(1);
    const { USER_PIN_TO_BE_CHANGED: user, SO_PIN_TO_BE_CHANGED: so } = CKF;
    const due = async (): Promise<number> => (await tokenFlagsSeen(app)) & (user | so);
    expect(await due()).toBe(user | so);
    await app.login(session, userTypes.so, pins.soPin);
    expect(await initPin(app, session, '111111')).toBe('CKR_PIN_EXPIRED');
    expect(await setPin(app, session, pins.soPin, '11112222')).toBe('CKR_OK');
    expect(await due()).toBe(user);
    expect(await initPin(app, session, '111111')).toBe('CKR_OK');
    expect(await due()).toBe(user);
    await logout(app, session);
    expect(await setPin(app, session, '111111', '222222')).toBe('CKR_OK');
    expect(await due()).toBe(0);
    await running.emulator.unlock('T', { soPin: '11112222', newPin: '333333' });
    expect(await due()).toBe(user);
  });
});

describe('vgca-like', () => {
  it('is opened by its issuer’s tool only: the SO logs in, and C_InitPIN says that the PIN is locked', async () => {
    await running.makeToken('T', 'vgca-like');
    const app = await running.application();
    const session = await app.open(1);
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_OK');
    expect(await initPin(app, session, 'Abcdef12')).toBe('CKR_OK');
    await logout(app, session);
    const answers: string[] = [];
    for (let n = 0; n < 4; n++) answers.push(await app.login(session, userTypes.user, '00000000'));
    expect(answers).toEqual([...Array(3).fill('CKR_PIN_INCORRECT'), 'CKR_PIN_LOCKED']);
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_OK');
    expect(await initPin(app, session, 'Abcdef34')).toBe('CKR_PIN_LOCKED');
    await logout(app, session);
    await running.emulator.unlock('T', { soPin: pins.soPin, newPin: 'Abcdef34' });
    expect(await app.login(session, userTypes.user, 'Abcdef34')).toBe('CKR_OK');
  });
});

describe('a PUK', () => {
  const sim = { unlock: 'puk-setpin', tries: { user: 3, so: 3, puk: 2 } };
  const puk = '11223344';

  async function locked(): Promise<[RawApplication, number]> {
    await make(sim, { puk });
    const app = await running.application();
    const session = await app.open(1);
    for (let n = 0; n < 3; n++) await app.login(session, userTypes.user, 'wrong');
    return [app, session];
  }

  it('opens a locked user PIN as the old PIN of C_SetPIN, and fills the counter', async () => {
    const [app, session] = await locked();
    expect(await setPin(app, session, pins.pin, '654321')).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T').puk).toEqual({ triesLeft: 1, triesMax: 2 });
    expect(await setPin(app, session, puk, '654321')).toBe('CKR_OK');
    expect(running.emulator.token('T')).toMatchObject({
      state: 'active',
      user: { triesLeft: 3 },
      puk: { triesLeft: 2 },
    });
    expect(await app.login(session, userTypes.user, '654321')).toBe('CKR_OK');
  });

  it('has a lock of its own, and is the only way', async () => {
    const [app, session] = await locked();
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_OK');
    expect(await initPin(app, session, '654321')).toBe('CKR_PIN_LOCKED');
    await logout(app, session);
    await expect(running.emulator.unlock('T', { soPin: pins.soPin, newPin: '654321' })).rejects.toMatchObject(
      { code: 'TOKEN_UNLOCK_IMPOSSIBLE', hint: expect.stringContaining('--puk') },
    );
    expect(await setPin(app, session, '00000000', '654321')).toBe('CKR_PIN_INCORRECT');
    await expect(running.emulator.unlock('T', { puk: '00000000', newPin: '654321' })).rejects.toMatchObject({
      code: 'TOKEN_PUK_INCORRECT',
    });
    expect(await setPin(app, session, puk, '654321')).toBe('CKR_PIN_LOCKED');
    await expect(running.emulator.unlock('T', { puk, newPin: '654321' })).rejects.toMatchObject({
      code: 'TOKEN_PUK_LOCKED',
    });
  });

  it('is no PIN while the user PIN is not locked, and can be used by the tool', async () => {
    await make(sim, { puk });
    const app = await running.application();
    const session = await app.open(1);
    expect(await setPin(app, session, puk, '654321')).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T')).toMatchObject({ user: { triesLeft: 2 }, puk: { triesLeft: 2 } });
    await running.emulator.unlock('T', { puk, newPin: '654321' });
    expect(await app.login(session, userTypes.user, '654321')).toBe('CKR_OK');
  });

  it('is asked for when the token is made, and refused where there is none', async () => {
    await expect(make(sim)).rejects.toMatchObject({ code: 'TOKEN_PIN_MISSING' });
    await expect(make({}, { puk })).rejects.toMatchObject({ code: 'TOKEN_PUK_UNUSED' });
  });
});

describe('the vendor tool as the only way', () => {
  it('opens a locked user PIN with the SO PIN, C_InitPIN does not', async () => {
    await make({ unlock: 'vendor-tool' });
    const app = await running.application();
    const session = await app.open(1);
    for (let n = 0; n < 3; n++) await app.login(session, userTypes.user, 'wrong');
    await app.login(session, userTypes.so, pins.soPin);
    expect(await initPin(app, session, '654321')).toBe('CKR_PIN_LOCKED');
    await running.emulator.unlock('T', { soPin: pins.soPin, newPin: '654321' });
    expect(running.emulator.token('T').state).toBe('active');
    expect(await initPin(app, session, '654321')).toBe('CKR_OK');
  });
});

describe('a counter like a TPM', () => {
  async function tpm(): Promise<[RawApplication, number]> {
    await running.emulator.createToken({
      label: 'T',
      profile: { ...profileNamed('tpm-like'), id: 'changed', latency: {} },
      ...pins,
    });
    const app = await running.application();
    return [app, await app.open(1)];
  }

  it('is one for user, SO and C_SetPIN, shows no flag, and locks all of them', async () => {
    const [app, session] = await tpm();
    expect(await app.login(session, userTypes.user, 'wrong')).toBe('CKR_PIN_INCORRECT');
    expect(await app.login(session, userTypes.so, 'wrong')).toBe('CKR_PIN_INCORRECT');
    expect(await setPin(app, session, 'wrong', '654321')).toBe('CKR_PIN_INCORRECT');
    expect((await tokenFlagsSeen(app)) & 0xff0000).toBe(0);
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_PIN_LOCKED');
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_PIN_LOCKED');
  });

  it('is not filled by the right PIN, nor by a new one', async () => {
    const [app, session] = await tpm();
    await app.login(session, userTypes.user, 'wrong');
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(running.emulator.token('T')).toMatchObject({ user: { triesLeft: 2 }, so: { triesLeft: 2 } });
    await logout(app, session);
    await app.login(session, userTypes.so, pins.soPin);
    expect(await initPin(app, session, '1')).toBe('CKR_OK');
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
  });

  it('comes back with time, one try a period, and at once by the administrator', async () => {
    const [app, session] = await tpm();
    const { emulator } = running;
    emulator.clock.freeze('2026-01-01T00:00:00Z');
    for (let n = 0; n < 3; n++) await app.login(session, userTypes.user, 'wrong');
    emulator.clock.advance(999_000);
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_PIN_LOCKED');
    emulator.clock.advance(1_000);
    expect(emulator.token('T').user.triesLeft).toBe(1);
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    emulator.clock.advance(1_500_000);
    expect(emulator.token('T').user.triesLeft).toBe(2);
    await logout(app, session);
    for (let n = 0; n < 2; n++) await app.login(session, userTypes.user, 'wrong');
    expect(emulator.token('T').state).toBe('so-locked');
    await expect(emulator.unlock('T', { soPin: pins.soPin, newPin: '654321' })).rejects.toMatchObject({
      code: 'TOKEN_UNLOCK_IMPOSSIBLE',
      hint: expect.stringContaining('congvu token reset-tries T'),
    });
    expect(await emulator.resetTries('T')).toMatchObject({ state: 'active', user: { triesLeft: 3 } });
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    await running.makeToken('S');
    await expect(emulator.resetTries('S')).rejects.toMatchObject({
      code: 'TOKEN_UNLOCK_IMPOSSIBLE',
      message: 'token S cannot be opened in this way: its profile strict does not have it',
      hint: expect.stringContaining('its SO PIN unlocks it'),
    });
  });
});
