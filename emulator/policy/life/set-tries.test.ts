/** Tries and locks that a tool sets, as applications, the disk and later PINs see them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshEmulator, sessionState, tokenFlagsSeen } from '../../e2e/fresh-emulator.ts';
import { userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import type { JournalEvent } from '../../index.ts';
import { startEmulator } from '../../index.ts';
import { profileNamed } from '../../profiles/index.ts';
import { CKF } from '../../token/flags.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();
const { USER_PIN_COUNT_LOW: low, USER_PIN_FINAL_TRY: last, USER_PIN_LOCKED: locked } = CKF;
const { SO_PIN_COUNT_LOW: soLow, SO_PIN_FINAL_TRY: soLast, SO_PIN_LOCKED: soLocked } = CKF;
const ladder = low | last | locked | soLow | soLast | soLocked;

async function events(event: string): Promise<readonly (string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for await (const entry of running.emulator.journal.entries({ event })) {
    found.push((entry as JournalEvent).detail);
  }
  return found;
}

describe('setTries', () => {
  it.each([
    ['cumulative', 2, low],
    ['cumulative', 1, low | last],
    ['cumulative', 0, low | locked],
    ['exclusive', 1, last],
    ['exclusive', 0, locked],
    ['none', 0, 0],
    ['cumulative', 3, 0],
  ])(
    '%s: with %d tries left every application sees the flags of as many wrong PINs',
    async (kind, tries, flags) => {
      const [app] = await running.openedToken({ flags: { countLowAfter: 1, ladder: kind } });
      const view = await running.emulator.setTries('T', { user: tries });
      expect(view.user).toEqual({ triesLeft: tries, triesMax: 3 });
      expect((await tokenFlagsSeen(app)) & ladder).toBe(flags);
      await running.emulator.setTries('T', { user: 3, so: tries });
      expect((await tokenFlagsSeen(app)) & ladder).toBe(flags << 4);
    },
  );

  it('goes on counting from there: the next wrong PIN is the last one', async () => {
    const [app, session] = await running.openedToken({ lockAnswer: 'at-limit' });
    await running.emulator.setTries('T', { user: 1 });
    expect(await app.login(session, userTypes.user, 'wrong')).toBe('CKR_PIN_LOCKED');
    await running.emulator.setTries('T', { user: 1 });
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
  });

  it('is noted as a tool’s doing, with all counters as they are then', async () => {
    await running.makeToken();
    await running.emulator.setTries('T', { so: 1 });
    expect(await events('tries-set')).toEqual(['by a tool, without a PIN; tries left: user 3, so 1']);
  });

  it('is on disk before it is answered; only a snapshot brings back what was before', async () => {
    const { serial } = await running.makeToken();
    const { emulator } = running;
    const file = join(emulator.dir, 'tokens', serial, 'state.json');
    const before = readFileSync(file);
    await emulator.snapshots.take('T', { name: 'full' });
    await emulator.setTries('T', { user: 1 });
    const after = readFileSync(file, 'utf8');
    expect(after).toMatch(/"user":\{"set":true,"triesLeft":1[,}]/);
    await emulator.stop();
    writeFileSync(file, before);
    await expect(startEmulator({ dir: emulator.dir })).rejects.toMatchObject({
      code: 'EMULATOR_STATE_OLDER',
    });
    writeFileSync(file, after);
    const again = await startEmulator({ dir: emulator.dir });
    try {
      expect(again.token('T').user.triesLeft).toBe(1);
      expect((await again.snapshots.restore('T', { name: 'full' })).user.triesLeft).toBe(3);
    } finally {
      await again.stop();
    }
  });

  it('sets the one counter that user and SO share', async () => {
    const [app] = await running.openedToken({ counter: 'shared', tries: { user: 3, so: 3 } });
    const view = await running.emulator.setTries('T', { so: 1 });
    expect([view.user.triesLeft, view.so.triesLeft]).toEqual([1, 1]);
    expect((await tokenFlagsSeen(app)) & ladder).toBe(low | last | soLow | soLast);
    await expect(running.emulator.setTries('T', { user: 1, so: 2 })).rejects.toMatchObject({
      code: 'TOKEN_TRIES_SHARED',
    });
    expect((await running.emulator.setTries('T', { user: 2, so: 2 })).so.triesLeft).toBe(2);
  });

  it('lets time give tries back from that moment on', async () => {
    await running.openedToken({ recoverySeconds: 60 });
    running.emulator.clock.freeze();
    await running.emulator.setTries('T', { user: 0 });
    running.emulator.clock.advance(59_000);
    expect(running.emulator.token('T').user.triesLeft).toBe(0);
    running.emulator.clock.advance(1_000);
    expect(running.emulator.token('T').user.triesLeft).toBe(1);
    await running.emulator.setTries('T', { user: 3 });
    running.emulator.clock.advance(600_000);
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
  });

  it('sets a PUK where there is one', async () => {
    const profile = { ...profileNamed('sim-like'), id: 'changed' };
    await running.emulator.createToken({ label: 'T', profile, ...pins, puk: '12345678' });
    const view = await running.emulator.setTries('T', { puk: 0, user: 0 });
    expect([view.puk?.triesLeft, view.user.triesLeft]).toEqual([0, 0]);
    await expect(running.emulator.unlock('T', { puk: '12345678', newPin: '654321' })).rejects.toMatchObject({
      code: 'TOKEN_PUK_LOCKED',
    });
  });

  it.each([
    [{}, 'TOKEN_TRIES_MISSING', /user, so or puk/],
    [{ user: 4 }, 'TOKEN_TRIES_RANGE', /from 0, which locks it, to 3/],
    [{ user: -1 }, 'TOKEN_TRIES_RANGE', /to 3/],
    [{ so: 1.5 }, 'TOKEN_TRIES_RANGE', /to 3/],
    [{ puk: 1 }, 'TOKEN_TRIES_UNSET', /profile strict has no PUK/],
  ])('refuses %j with %s, and changes nothing', async (wanted, code, hint) => {
    await running.makeToken();
    await expect(running.emulator.setTries('T', wanted)).rejects.toMatchObject({
      code,
      hint: expect.stringMatching(hint),
    });
    expect(running.emulator.token('T')).toMatchObject({ user: { triesLeft: 3 }, so: { triesLeft: 3 } });
    expect(await events('tries-set')).toEqual([]);
  });

  it('needs the token at hand, and a PIN to count for', async () => {
    const { emulator } = running;
    await emulator.createToken({ label: 'B', profile: 'strict', blank: true });
    await emulator.createToken({ label: 'I', profile: 'strict', soPin: pins.soPin });
    await expect(emulator.lock('B')).rejects.toMatchObject({
      code: 'TOKEN_TRIES_UNSET',
      hint: expect.stringContaining('congvu token initialise B'),
    });
    await expect(emulator.lock('I')).rejects.toMatchObject({
      code: 'TOKEN_TRIES_UNSET',
      hint: expect.stringContaining('congvu token unlock I'),
    });
    emulator.remove('I');
    await expect(emulator.lock('I', 'so')).rejects.toMatchObject({ code: 'TOKEN_ABSENT' });
  });
});

describe('lock', () => {
  it('locks the user PIN as wrong PINs do: the right one is refused, a session stays, the SO opens it', async () => {
    const [app, session] = await running.openedToken({});
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await running.emulator.lock('T')).toMatchObject({ state: 'locked', so: { triesLeft: 3 } });
    expect(await sessionState(app, session)).toBe(3);
    expect((await app.call('C_Logout', valueWriter().ulong(session).end())).result).toBe('CKR_OK');
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_PIN_LOCKED');
    expect(await events('locked')).toEqual(['by a tool, without a PIN; tries left: user 0, so 3']);
    await running.emulator.unlock('T', { soPin: pins.soPin, newPin: '654321' });
    expect(await app.login(session, userTypes.user, '654321')).toBe('CKR_OK');
  });

  it('locks the SO PIN, and the user goes on', async () => {
    const [app, session] = await running.openedToken({});
    expect(await running.emulator.lock('T', 'so')).toMatchObject({ state: 'so-locked' });
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_PIN_LOCKED');
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    await expect(running.emulator.unlock('T', { soPin: pins.soPin, newPin: '654321' })).rejects.toMatchObject(
      { code: 'TOKEN_SO_PIN_LOCKED' },
    );
  });
});
