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
  other: number | undefined;
}

interface Together {
  /** What is given in the call, or entered on the pad; undefined for a tool that has neither. */
  readonly entry: PadEntry | undefined;
  /** Whoever stands before the pad presses cancel. */
  readonly cancel?: boolean;
  real(entry: PadEntry): Promise<string>;
  /** What the model says before any PIN is looked at. */
  refusal(possible: expected.Model): string | undefined;
  model(possible: expected.Model): string;
  after?(): Promise<void>;
}

const both = ['session', 'other'] as const;
const readWriteStates = { none: 2, user: 3, so: 4 } as const;
/** An SO has none. */
const readOnlyStates = { none: 0, user: 1, so: -1 } as const;

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
  for (let at = 0; at < connections; at++)
    all.push({ app: await connect(emulator), session: undefined, other: undefined });
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

  function sessionOf(at: number, which: expected.Which = 'session'): number {
    return connected(at)[which] ?? 0;
  }

  /** The session that is asked for, where the application has it. */
  function whichOf(at: number, other: boolean): expected.Which {
    return other && expected.connectionAt(model, at).other !== 'none' ? 'other' : 'session';
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

  /** The refusal may have forgotten an expired session, or left it: as in `before`, where it was asked for. */
  function forgotten(before: expected.Model, at: number, which: expected.Which): void {
    expected.connectionAt(model, at)[which] = expected.connectionAt(before, at)[which];
  }

  async function login(at: number, role: PinRole, choice: PinChoice, other = false): Promise<void> {
    const pin = chosen(choice, role);
    const which = whichOf(at, other);
    const before = structuredClone(model);
    await presented(
      expected.loginRefusal(before, at, role, which),
      choice,
      { pin },
      () => expected.login(model, at, role, pin, which),
      (entry) => connected(at).app.login(sessionOf(at, which), userTypes[role], entry.pin),
    );
    forgotten(before, at, which);
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

  async function setPin(at: number, choice: PinChoice, newPin: string, other: boolean): Promise<void> {
    const { login } = expected.connectionAt(model, at);
    const pin = chosen(choice, login === 'so' ? 'so' : 'user');
    const which = whichOf(at, other);
    const before = structuredClone(model);
    await presented(
      expected.setPinRefusal(before, at, which),
      choice,
      { pin, newPin },
      () => expected.setPin(model, at, pin, newPin, which),
      async (entry) =>
        (await connected(at).app.call('C_SetPIN', words(sessionOf(at, which), entry.pin, entry.newPin)))
          .result,
    );
    forgotten(before, at, which);
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
    forgotten(before, at, 'session');
  }

  async function initToken(at: number, choice: PinChoice, alone: boolean): Promise<void> {
    if (alone) await closeAll();
    const pin = chosen(choice, 'so');
    await presented(
      expected.initTokenRefusal(model),
      choice,
      { pin },
      () => expected.initToken(model, pin),
      (entry) => callInitToken(at, entry),
    );
  }

  async function callInitToken(at: number, { pin }: PadEntry): Promise<string> {
    const bytes = pin === undefined ? undefined : Buffer.from(pin);
    const values = valueWriter()
      .ulong(slot)
      .bytes(bytes)
      .string(Buffer.from(label.padEnd(32)))
      .end();
    return (await connected(at).app.call('C_InitToken', values)).result;
  }

  async function closeAll(): Promise<void> {
    for (let one = 0; one < connections; one++) for (const which of both) await close(one, which);
  }

  async function openOther(at: number, readWrite: boolean): Promise<void> {
    await close(at, 'other');
    const { result, values } = await connected(at).app.call(
      'C_OpenSession',
      valueWriter()
        .ulong(slot)
        .ulong(readWrite ? 6 : 4)
        .end(),
    );
    expect(result).toBe(expected.openOther(model, at, readWrite));
    if (result === 'CKR_OK') connected(at).other = values.ulong();
  }

  async function close(at: number, which: expected.Which): Promise<void> {
    if (expected.connectionAt(model, at)[which] === 'none') return;
    const values = valueWriter().ulong(sessionOf(at, which)).end();
    const { result } = await connected(at).app.call('C_CloseSession', values);
    expect(result).toBe(model.inserted ? 'CKR_OK' : 'CKR_DEVICE_REMOVED');
    expected.closeSession(model, at, which);
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

  /** `OK`, or the code of the error. */
  async function coded(work: () => Promise<unknown>): Promise<string> {
    return work().then(
      () => 'OK',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );
  }

  /** What one application is to do at the same moment as others; undefined where it can do nothing now. */
  async function prepared(at: number, { call, pin, fresh }: Simultaneous): Promise<Together | undefined> {
    const unlocking = call === 'unlock-so' ? 'so' : call === 'unlock-puk' ? 'puk' : undefined;
    if (unlocking !== undefined) {
      const secret = chosen(pin, unlocking);
      return {
        entry: undefined,
        real: () => toolUnlock(unlocking, secret, fresh),
        refusal: () => undefined,
        model: (possible) => expected.unlock(possible, unlocking, secret, fresh),
      };
    }
    if (call === 'init-token') {
      const secret = chosen(pin, 'so');
      return {
        entry: { pin: secret },
        cancel: pin === 'cancel',
        real: (entry) => callInitToken(at, entry),
        refusal: expected.initTokenRefusal,
        model: (possible) => expected.initToken(possible, secret),
      };
    }
    if (!(await ready(at))) return undefined;
    const { app } = connected(at);
    const { login, limited } = expected.connectionAt(model, at);
    switch (call) {
      case 'context': {
        const signs = model.inserted && model.hasKey && login === 'user' && !limited;
        if (!signs || expected.sessionAnswer(structuredClone(model), at) !== undefined) return undefined;
        const signing = await app.open(slot);
        await startSigning(app, signing);
        const secret = chosen(pin, 'user');
        return {
          entry: { pin: secret },
          cancel: pin === 'cancel',
          real: (entry) => app.login(signing, userTypes.context, entry.pin),
          refusal: () => undefined,
          model: (possible) => expected.attempt(possible, 'user', secret),
          after: async () => void (await app.call('C_CloseSession', words(signing))),
        };
      }
      case 'init-pin':
        return {
          entry: { newPin: fresh },
          cancel: pin === 'cancel',
          real: async (entry) => (await app.call('C_InitPIN', words(sessionOf(at), entry.newPin))).result,
          refusal: (possible) => expected.initPinRefusal(possible, at),
          model: (possible) => expected.initPin(possible, at, fresh),
        };
      case 'set-pin': {
        const old = chosen(pin, login === 'so' ? 'so' : 'user');
        return {
          entry: { pin: old, newPin: fresh },
          cancel: pin === 'cancel',
          real: async ({ pin: given, newPin }) =>
            (await app.call('C_SetPIN', words(sessionOf(at), given, newPin))).result,
          refusal: (possible) => expected.setPinRefusal(possible, at),
          model: (possible) => expected.setPin(possible, at, old, fresh),
        };
      }
      default: {
        const role = call === 'login-so' ? 'so' : 'user';
        const given = chosen(pin, role);
        return {
          entry: { pin: given },
          cancel: pin === 'cancel',
          real: (entry) => app.login(sessionOf(at), userTypes[role], entry.pin),
          refusal: (possible) => expected.loginRefusal(possible, at, role),
          model: (possible) => expected.login(possible, at, role, given),
        };
      }
    }
  }

  async function toolUnlock(proof: 'so' | 'puk', secret: string, fresh: string): Promise<string> {
    const pins = { [proof === 'so' ? 'soPin' : 'puk']: secret, newPin: fresh };
    return coded(() => emulator.unlock(serial, pins));
  }

  /**
   * Begins one. Over a pad it comes as far as its question, if it comes to one: then somebody stands before the pad, who
   * answers the questions of all in their order.
   */
  async function begun(one: Together): Promise<{ answer: Promise<string>; asks: boolean }> {
    if (one.entry === undefined || !byPad(one)) return { answer: one.real(one.entry ?? {}), asks: false };
    const before = emulator.pinPad.open().length;
    let answered = false;
    const answer = one.real({}).finally(() => {
      answered = true;
    });
    const asks = (): boolean => emulator.pinPad.open().length > before;
    while (!answered && !asks()) await new Promise((done) => setTimeout(done, 1));
    return { answer, asks: asks() };
  }

  function byPad({ cancel }: Together): boolean {
    return profile.pinPad !== null && (profile.pinPad.givenPin === 'refused' || cancel === true);
  }

  /** Several at the same moment: some order must explain every answer and the counters. */
  async function together(calls: readonly Simultaneous[]): Promise<void> {
    // C_InitToken wants nobody to have a session: then it is tried beside those that need none.
    if (calls.every(({ call }) => call === 'init-token' || call.startsWith('unlock'))) await closeAll();
    const all: Together[] = [];
    for (const [at, call] of calls.entries()) {
      const one = await prepared(at, call);
      if (one !== undefined) all.push(one);
    }
    const answers: Promise<string>[] = [];
    const asking: Together[] = [];
    // Those at the pad wait there for each other; the others begin when all of them are entered.
    for (const one of all.filter(byPad)) {
      const { answer, asks } = await begun(one);
      answers[all.indexOf(one)] = answer;
      if (asks) asking.push(one);
    }
    for (const one of all) if (!byPad(one)) answers[all.indexOf(one)] = (await begun(one)).answer;
    for (const { cancel, entry = {} } of asking) {
      if (cancel === true) await emulator.pinPad.cancel(serial, 10_000);
      else await emulator.pinPad.enter(serial, entry, 10_000);
    }
    const seen = await Promise.all(answers);
    explain(all, seen);
    for (const { after } of all) await after?.();
  }

  function explain(all: readonly Together[], answers: readonly string[]): void {
    const { user, so, puk: seenPuk } = emulator.token(serial);
    const tried: string[] = [];
    for (const order of permutations(all.map((_, index) => index))) {
      const possible = structuredClone(model);
      const said = new Map(order.map((index) => [index, saidBy(all[index], possible)]));
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

  function saidBy(one: Together | undefined, possible: expected.Model): string | undefined {
    if (one?.cancel !== true || profile.pinPad === null) return one?.model(possible);
    return one.refusal(possible) ?? 'CKR_FUNCTION_CANCELED';
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
      one.other = undefined;
      const gone = { session: 'none', other: 'none', login: 'none', limited: false } as const;
      Object.assign(expected.connectionAt(model, at), gone);
    }
  }

  async function step(one: Step): Promise<void> {
    switch (one.kind) {
      case 'login':
        if (await ready(one.at)) await login(one.at, one.role, one.pin, one.other);
        return;
      case 'context':
        if (await ready(one.at)) await context(one.at, one.pin);
        return;
      case 'logout':
        if (await ready(one.at)) await logout(one.at);
        return;
      case 'close':
        return close(one.at, 'session');
      case 'open-other':
        return openOther(one.at, one.readWrite);
      case 'close-other':
        return close(one.at, 'other');
      case 'set-pin':
        if (await ready(one.at)) await setPin(one.at, one.pin, one.fresh, one.other);
        return;
      case 'init-pin':
        if (await ready(one.at)) await initPin(one.at, one.fresh);
        return;
      case 'init-token':
        return initToken(one.at, one.pin, one.alone);
      case 'unlock': {
        const secret = chosen(one.pin, one.proof);
        const answer = expected.unlock(model, one.proof, secret, one.fresh);
        expect(await toolUnlock(one.proof, secret, one.fresh)).toBe(answer);
        return;
      }
      case 'reset-tries':
        expect(await coded(() => emulator.resetTries(serial))).toBe(expected.resetTries(model));
        return;
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
      for (const which of both) await agreeOn(at, which);
    }
  }

  async function agreeOn(at: number, which: expected.Which): Promise<void> {
    if (expected.connectionAt(model, at)[which] === 'none') return;
    const answer = expected.sessionAnswer(model, at, which) ?? 'CKR_OK';
    const values = valueWriter().ulong(sessionOf(at, which)).end();
    const info = await connected(at).app.call('C_GetSessionInfo', values);
    expect(info.result).toBe(answer);
    if (answer !== 'CKR_OK') return;
    info.values.ulong();
    const { login, otherReadWrite } = expected.connectionAt(model, at);
    const states = which === 'session' || otherReadWrite ? readWriteStates : readOnlyStates;
    expect(info.values.ulong()).toBe(states[login]);
  }

  /** A key with CKA_ALWAYS_AUTHENTICATE, where the first user PIN lets anybody in. */
  async function makeKey(): Promise<void> {
    if (profile.mustChange.user.includes('creation') && profile.duePin !== 'flag') return;
    await ready(0);
    await login(0, 'user', 'right');
    await generateKey(connected(0).app, sessionOf(0));
    model.hasKey = true;
    await close(0, 'session');
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
