/** A PIN that is to be changed, and an owner who gives the same one again. */
import { expect, it } from 'vitest';
import { freshEmulator, tokenFlagsSeen } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { CKF } from '../../token/flags.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

async function setPin(app: RawApplication, session: number, old: string, fresh: string): Promise<string> {
  const values = valueWriter().ulong(session).bytes(Buffer.from(old)).bytes(Buffer.from(fresh)).end();
  return (await app.call('C_SetPIN', values)).result;
}

const due = async (app: RawApplication): Promise<boolean> =>
  ((await tokenFlagsSeen(app)) & (CKF.USER_PIN_TO_BE_CHANGED | CKF.SO_PIN_TO_BE_CHANGED)) !== 0;

it.each(['flag', 'refused', 'limited'])(
  'given at creation, duePin %s: is still to be changed then',
  async (duePin) => {
    const [app, session] = await running.openedToken({ mustChange: { user: ['creation'] }, duePin });
    expect(await setPin(app, session, pins.pin, pins.pin)).toBe('CKR_PIN_INVALID');
    expect(await due(app)).toBe(true);
    // It was the right one, and has cost nothing; a wrong one is told as such first.
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
    expect(await setPin(app, session, '999999', '999999')).toBe('CKR_PIN_INCORRECT');
    expect(await setPin(app, session, '999999', pins.pin)).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T').user.triesLeft).toBe(1);
    expect(await setPin(app, session, pins.pin, '654321')).toBe('CKR_OK');
    expect(await due(app)).toBe(false);
    // Nothing is due any more, and the profile has no rule for new PINs.
    expect(await setPin(app, session, '654321', '654321')).toBe('CKR_OK');
  },
);

it('of the SO, and one that has expired', async () => {
  const [app, session] = await running.openedToken({
    mustChange: { so: ['creation'] },
    pinDays: { user: 30 },
  });
  expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_OK');
  expect(await setPin(app, session, pins.soPin, pins.soPin)).toBe('CKR_PIN_INVALID');
  expect(await setPin(app, session, pins.soPin, '11112222')).toBe('CKR_OK');
  await app.call('C_Logout', valueWriter().ulong(session).end());
  expect(await due(app)).toBe(false);
  running.emulator.clock.advance(31 * 86_400_000);
  expect(await setPin(app, session, pins.pin, pins.pin)).toBe('CKR_PIN_INVALID');
  expect(await due(app)).toBe(true);
});

it('a profile may take it as a change', async () => {
  const [app, session] = await running.openedToken({
    mustChange: { user: ['creation'] },
    duePinAgain: 'taken',
  });
  expect(await setPin(app, session, pins.pin, pins.pin)).toBe('CKR_OK');
  expect(await due(app)).toBe(false);
});
