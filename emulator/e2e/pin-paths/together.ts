/** What several applications do at the same moment: some order of their calls must explain every answer. */
import type { PadEntry } from '../../policy/pins/pin-pad.ts';
import { userTypes } from '../raw-application.ts';
import * as expected from './model.ts';
import { startSigning, words } from './raw-calls.ts';
import type { Simultaneous } from './steps.ts';
import type { Subject } from './subject.ts';

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

/** Several at the same moment: some order must explain every answer and the counters. */
export function callsTogether(subject: Subject): (calls: readonly Simultaneous[]) => Promise<void> {
  const { profile, serial, slot, connected, ready, sessionOf, chosen, closeAll, callInitToken, toolUnlock } =
    subject;
  return together;

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
      if (cancel === true) await subject.emulator.pinPad.cancel(serial, 10_000);
      else await subject.emulator.pinPad.enter(serial, entry, 10_000);
    }
    const seen = await Promise.all(answers);
    explain(all, seen);
    for (const { after } of all) await after?.();
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
    const { login, limited } = expected.connectionAt(subject.model, at);
    switch (call) {
      case 'context': {
        const signs = subject.model.inserted && subject.model.hasKey && login === 'user' && !limited;
        if (!signs || expected.sessionAnswer(structuredClone(subject.model), at) !== undefined)
          return undefined;
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

  /**
   * Begins one. Over a pad it comes as far as its question, if it comes to one: then somebody stands before the pad, who
   * answers the questions of all in their order.
   */
  async function begun(one: Together): Promise<{ answer: Promise<string>; asks: boolean }> {
    if (one.entry === undefined || !byPad(one)) return { answer: one.real(one.entry ?? {}), asks: false };
    const before = subject.emulator.pinPad.open().length;
    let answered = false;
    const answer = one.real({}).finally(() => {
      answered = true;
    });
    const asks = (): boolean => subject.emulator.pinPad.open().length > before;
    while (!answered && !asks()) await new Promise((done) => setTimeout(done, 1));
    return { answer, asks: asks() };
  }

  function byPad({ cancel }: Together): boolean {
    return profile.pinPad !== null && (profile.pinPad.givenPin === 'refused' || cancel === true);
  }

  function explain(all: readonly Together[], answers: readonly string[]): void {
    const { user, so, puk: seenPuk } = subject.emulator.token(serial);
    const tried: string[] = [];
    for (const order of permutations(all.map((_, index) => index))) {
      const possible = structuredClone(subject.model);
      const said = new Map(order.map((index) => [index, saidBy(all[index], possible)]));
      const explains =
        answers.every((answer, index) => answer === said.get(index)) &&
        expected.triesLeft(possible, 'user') === user.triesLeft &&
        expected.triesLeft(possible, 'so') === so.triesLeft &&
        (seenPuk === null || expected.triesLeft(possible, 'puk') === seenPuk.triesLeft);
      if (explains) {
        subject.model = possible;
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
}

function permutations(list: readonly number[]): readonly (readonly number[])[] {
  if (list.length < 2) return [list];
  return list.flatMap((head) =>
    permutations(list.filter((one) => one !== head)).map((tail) => [head, ...tail]),
  );
}
