/**
 * Carries steps out on a real emulator over the wire, and says what the model expected of each. Long, because every kind of
 * step works on the same token, model and connections.
 */
import { expect } from 'vitest';
import { type Emulator, startEmulator } from '../../index.ts';
import type { PadEntry } from '../../policy/pins/pin-pad.ts';
import type { CountedPin, PinRole, TokenProfile } from '../../token/profile.ts';
import { valueWriter } from '../../wire/values.ts';
import { tokenFlagsSeen } from '../fresh-emulator.ts';
import { type RawApplication, userTypes } from '../raw-application.ts';
import * as expected from './model.ts';
import { connect, generateKey, startSigning, words } from './raw-calls.ts';
import { connections, type PinChoice, type Simultaneous, type Step } from './steps.ts';

interface Connected {
  app: RawApplication;
  session: number | undefined;
}

export interface PinBench {
  /** One whole run with a token of its own. Fails with the step at which emulator and model part. */
  run(profile: TokenProfile, steps: readonly Step[]): Promise<void>;
  end(): Promise<void>;
}

const first = { pin: '123456', soPin: '87654321', puk: '11223344' } as const;
const start = '2026-01-01T00:00:00.000Z';

export async function pinBench(dir: string): Promise<PinBench> {
  let emulator = await startEmulator({ dir });
  let serial = 0;
  let stopped = false;
  return {
    run: async (profile, steps) => {
      if (stopped) emulator = await startEmulator({ dir });
      stopped = false;
      emulator.clock.freeze(start);
      const bench = await tokenBench(emulator, profile, `T${++serial}`);
      try {
        for (const [at, step] of steps.entries()) {
          try {
            await bench.step(step);
            await bench.agree();
          } catch (error) {
            throw new Error(`step ${at} ${JSON.stringify(step)}: ${(error as Error).message}`, {
              cause: error,
            });
          }
        }
      } finally {
        emulator = bench.emulator();
        stopped = bench.stopped();
        await bench.end();
      }
    },
    end: () => emulator.stop(),
  };
}

async function tokenBench(started: Emulator, profile: TokenProfile, label: string) {
  let emulator = started;
  const puk = profile.unlock === 'puk-setpin' ? first.puk : null;
  const { serial, slot } = await emulator.createToken({
    label,
    profile,
    pin: first.pin,
    soPin: first.soPin,
    ...(puk === null ? {} : { puk }),
  });
  let model = expected.newModel(profile, { ...first, puk }, Date.parse(start), connections);
  let stopped = false;
  const all: Connected[] = [];
  for (let at = 0; at < connections; at++) all.push({ app: await connect(emulator), session: undefined });
  await makeKey();

  function connected(at: number): Connected {
    const one = all[at];
    if (one === undefined) throw new Error('no such connection');
    return one;
  }

  /** False where no session can be had now. */
  async function ready(at: number): Promise<boolean> {
    const connection = expected.connectionAt(model, at);
    if (connection.session !== 'none') return true;
    if (!model.inserted) return false;
    connected(at).session = await connected(at).app.open(slot);
    connection.session = 'open';
    return true;
  }

  function sessionOf(at: number): number {
    return connected(at).session ?? 0;
  }

  function chosen(choice: PinChoice, who: CountedPin): string {
    const { user, so } = model.pins;
    switch (choice) {
      case 'right':
        return model.pins[who] ?? '00000000';
      case 'short':
        return '1';
      case 'long':
        return '1'.repeat(12);
      case 'letters':
        return 'qwertz';
      case 'other-role':
        return (who === 'so' ? user : so) ?? '99999999';
      case 'puk':
        return first.puk;
      default:
        return '00000000';
    }
  }

  /**
   * A call with PINs: given in the call, or over the pad where the token has one. `refusal` is what the model says before any
   * PIN is looked at, `judged` what it says to the PINs.
   */
  async function presented(
    refusal: string | undefined,
    choice: PinChoice,
    entry: PadEntry,
    judged: () => string,
    call: (entry: PadEntry) => Promise<string>,
  ): Promise<void> {
    const { pinPad } = profile;
    if (refusal !== undefined) {
      expect(await call(entry)).toBe(refusal);
      return;
    }
    if (pinPad === null || (pinPad.givenPin === 'used' && choice !== 'cancel')) {
      expect(await call(entry)).toBe(judged());
      return;
    }
    if (pinPad.givenPin === 'refused') expect(await call(entry)).toBe('CKR_ARGUMENTS_BAD');
    const answer = call({});
    if (choice === 'cancel') {
      await emulator.pinPad.cancel(serial, 10_000);
      expect(await answer).toBe('CKR_FUNCTION_CANCELED');
      return;
    }
    await emulator.pinPad.enter(serial, entry, 10_000);
    expect(await answer).toBe(judged());
  }

  async function login(at: number, role: PinRole, choice: PinChoice): Promise<void> {
    const pin = chosen(choice, role);
    const before = structuredClone(model);
    await presented(
      expected.loginRefusal(before, at, role),
      choice,
      { pin },
      () => expected.login(model, at, role, pin),
      (entry) => connected(at).app.login(sessionOf(at), userTypes[role], entry.pin),
    );
    // The refusal may have forgotten an expired session.
    expected.connectionAt(model, at).session = expected.connectionAt(before, at).session;
  }

  /** Signs with a key that wants its PIN again, in a session that is closed afterwards. */
  async function context(at: number, choice: PinChoice): Promise<void> {
    const { app } = connected(at);
    const connection = expected.connectionAt(model, at);
    const gone = expected.sessionAnswer(model, at);
    const wrong = chosen(choice, 'user');
    if (gone !== undefined || connection.login !== 'user' || connection.limited || !model.hasKey) {
      const answer = await app.login(sessionOf(at), userTypes.context, wrong);
      expect(answer).toBe(gone ?? 'CKR_OPERATION_NOT_INITIALIZED');
      return;
    }
    const other = await app.open(slot);
    await startSigning(app, other);
    const pin = chosen(choice, 'user');
    await presented(
      undefined,
      choice,
      { pin },
      () => expected.attempt(model, 'user', pin),
      (entry) => app.login(other, userTypes.context, entry.pin),
    );
    expect((await app.call('C_CloseSession', valueWriter().ulong(other).end())).result).toBe('CKR_OK');
  }

  async function setPin(at: number, choice: PinChoice, newPin: string): Promise<void> {
    const { login } = expected.connectionAt(model, at);
    const pin = chosen(choice, login === 'so' ? 'so' : 'user');
    const before = structuredClone(model);
    await presented(
      expected.setPinRefusal(before, at),
      choice,
      { pin, newPin },
      () => expected.setPin(model, at, pin, newPin),
      async (entry) =>
        (await connected(at).app.call('C_SetPIN', words(sessionOf(at), entry.pin, entry.newPin))).result,
    );
    expected.connectionAt(model, at).session = expected.connectionAt(before, at).session;
  }

  async function initPin(at: number, newPin: string): Promise<void> {
    const before = structuredClone(model);
    await presented(
      expected.initPinRefusal(before, at),
      'right',
      { newPin },
      () => expected.initPin(model, at, newPin),
      async (entry) => (await connected(at).app.call('C_InitPIN', words(sessionOf(at), entry.newPin))).result,
    );
    expected.connectionAt(model, at).session = expected.connectionAt(before, at).session;
  }

  async function initToken(at: number, choice: PinChoice, alone: boolean): Promise<void> {
    if (alone) for (let one = 0; one < connections; one++) await close(one);
    const pin = chosen(choice, 'so');
    const name = Buffer.from(label.padEnd(32));
    await presented(
      expected.initTokenRefusal(model),
      choice,
      { pin },
      () => expected.initToken(model, pin),
      async (entry) => {
        const bytes = entry.pin === undefined ? undefined : Buffer.from(entry.pin);
        const values = valueWriter().ulong(slot).bytes(bytes).string(name).end();
        return (await connected(at).app.call('C_InitToken', values)).result;
      },
    );
  }

  async function close(at: number): Promise<void> {
    const connection = expected.connectionAt(model, at);
    if (connection.session === 'none') return;
    const values = valueWriter().ulong(sessionOf(at)).end();
    const { result } = await connected(at).app.call('C_CloseSession', values);
    expect(result).toBe(model.inserted ? 'CKR_OK' : 'CKR_DEVICE_REMOVED');
    connection.session = 'none';
    connection.login = 'none';
  }

  async function logout(at: number): Promise<void> {
    const connection = expected.connectionAt(model, at);
    const answer =
      expected.sessionAnswer(model, at) ??
      (connection.login === 'none' ? 'CKR_USER_NOT_LOGGED_IN' : 'CKR_OK');
    const values = valueWriter().ulong(sessionOf(at)).end();
    expect((await connected(at).app.call('C_Logout', values)).result).toBe(answer);
    if (answer === 'CKR_OK') connection.login = 'none';
  }

  async function controlled(answer: string, work: () => Promise<unknown>): Promise<void> {
    const seen = await work().then(
      () => 'OK',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );
    expect(seen).toBe(answer);
  }

  /** Several applications at the same moment: some order must explain every answer and the counters. */
  async function together(calls: readonly Simultaneous[]): Promise<void> {
    if (profile.pinPad !== null) return;
    const all: { at: number; real(): Promise<string>; model(possible: expected.Model): string }[] = [];
    for (const [at, { call, pin, fresh }] of calls.entries()) {
      if (!(await ready(at))) continue;
      const { app } = connected(at);
      const { login } = expected.connectionAt(model, at);
      if (call === 'set-pin') {
        const old = chosen(pin, login === 'so' ? 'so' : 'user');
        all.push({
          at,
          real: async () => (await app.call('C_SetPIN', words(sessionOf(at), old, fresh))).result,
          model: (possible) => expected.setPin(possible, at, old, fresh),
        });
      } else {
        const role = call === 'login-so' ? 'so' : 'user';
        const given = chosen(pin, role);
        all.push({
          at,
          real: () => app.login(sessionOf(at), userTypes[role], given),
          model: (possible) => expected.login(possible, at, role, given),
        });
      }
    }
    const answers = await Promise.all(all.map((one) => one.real()));
    const { user, so, puk: seenPuk } = emulator.token(serial);
    const tried: string[] = [];
    for (const order of permutations(all.map((_, index) => index))) {
      const possible = structuredClone(model);
      const said = new Map(order.map((index) => [index, all[index]?.model(possible)]));
      const explains =
        answers.every((answer, index) => answer === said.get(index)) &&
        expected.triesLeft(possible, 'user') === user.triesLeft &&
        expected.triesLeft(possible, 'so') === so.triesLeft &&
        (seenPuk === null || expected.triesLeft(possible, 'puk') === seenPuk.triesLeft);
      if (explains) {
        model = possible;
        return;
      }
      tried.push(order.map((index) => `${index}: ${said.get(index)}`).join(', '));
    }
    throw new Error(`no order explains ${answers.join(', ')}; the model says ${tried.join(' or ')}`);
  }

  async function restart(): Promise<void> {
    const { dir } = emulator;
    for (const { app } of all) app.close();
    await emulator.stop();
    stopped = true;
    emulator = await startEmulator({ dir });
    stopped = false;
    for (const [at, one] of all.entries()) {
      one.app = await connect(emulator);
      one.session = undefined;
      Object.assign(expected.connectionAt(model, at), { session: 'none', login: 'none', limited: false });
    }
  }

  async function step(one: Step): Promise<void> {
    switch (one.kind) {
      case 'login':
        if (await ready(one.at)) await login(one.at, one.role, one.pin);
        return;
      case 'context':
        if (await ready(one.at)) await context(one.at, one.pin);
        return;
      case 'logout':
        if (await ready(one.at)) await logout(one.at);
        return;
      case 'close':
        return close(one.at);
      case 'set-pin':
        if (await ready(one.at)) await setPin(one.at, one.pin, one.fresh);
        return;
      case 'init-pin':
        if (await ready(one.at)) await initPin(one.at, one.fresh);
        return;
      case 'init-token':
        return initToken(one.at, one.pin, one.alone);
      case 'unlock': {
        const secret = chosen(one.pin, one.proof);
        const pins = { [one.proof === 'so' ? 'soPin' : 'puk']: secret, newPin: one.fresh };
        return controlled(expected.unlock(model, one.proof, secret, one.fresh), () =>
          emulator.unlock(serial, pins),
        );
      }
      case 'reset-tries':
        return controlled(expected.resetTries(model), () => emulator.resetTries(serial));
      case 'remove':
        emulator.remove(serial);
        expected.remove(model);
        return;
      case 'insert':
        emulator.insert(serial);
        model.inserted = true;
        return;
      case 'restart':
        return restart();
      case 'wait':
        emulator.clock.advance(one.seconds * 1000);
        expected.wait(model, one.seconds);
        return;
      case 'together':
        return together(one.calls);
    }
  }

  /** Counters, flags, the word for the state, and what every connection sees of its login. */
  async function agree(): Promise<void> {
    const { user, so, puk: seenPuk } = emulator.token(serial);
    expect({ user: user.triesLeft, so: so.triesLeft, puk: seenPuk?.triesLeft ?? null }).toEqual({
      user: expected.triesLeft(model, 'user'),
      so: expected.triesLeft(model, 'so'),
      puk: model.pins.puk === null ? null : expected.triesLeft(model, 'puk'),
    });
    for (let at = 0; at < connections; at++) {
      const { app } = connected(at);
      if (model.inserted) {
        const mask = 0xff_0508;
        expect(((await tokenFlagsSeen(app, slot)) & mask).toString(16)).toBe(
          (expected.flags(model) & mask).toString(16),
        );
      }
      if (expected.connectionAt(model, at).session === 'none') continue;
      const answer = expected.sessionAnswer(model, at) ?? 'CKR_OK';
      const info = await app.call('C_GetSessionInfo', valueWriter().ulong(sessionOf(at)).end());
      expect(info.result).toBe(answer);
      if (answer !== 'CKR_OK') continue;
      info.values.ulong();
      const states = { none: 2, user: 3, so: 4 } as const;
      expect(info.values.ulong()).toBe(states[expected.connectionAt(model, at).login]);
    }
  }

  /** A key with CKA_ALWAYS_AUTHENTICATE, where the first user PIN lets anybody in. */
  async function makeKey(): Promise<void> {
    if (profile.mustChange.user.includes('creation') && profile.duePin !== 'flag') return;
    await ready(0);
    await login(0, 'user', 'right');
    await generateKey(connected(0).app, sessionOf(0));
    model.hasKey = true;
    await close(0);
  }

  return {
    step,
    agree,
    emulator: () => emulator,
    /** A restart went wrong on its way. */
    stopped: () => stopped,
    end: async () => {
      for (const { app } of all) app.close();
      if (!stopped) await emulator.deleteToken(serial);
    },
  };
}

function permutations(list: readonly number[]): readonly (readonly number[])[] {
  if (list.length < 2) return [list];
  return list.flatMap((head) =>
    permutations(list.filter((one) => one !== head)).map((tail) => [head, ...tail]),
  );
}
