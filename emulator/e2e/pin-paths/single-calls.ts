/** What one application does after the other: every way of a PIN to the token, and what the model says of it. */
import { expect } from 'vitest';
import type { PadEntry } from '../../policy/pins/pin-pad.ts';
import type { PinRole } from '../../token/profile.ts';
import { valueWriter } from '../../wire/values.ts';
import { userTypes } from '../raw-application.ts';
import * as expected from './model.ts';
import { startSigning, words } from './raw-calls.ts';
import type { PinChoice } from './steps.ts';
import type { Subject } from './subject.ts';

export interface SingleCalls {
  login(at: number, role: PinRole, choice: PinChoice, other?: boolean): Promise<void>;
  context(at: number, choice: PinChoice): Promise<void>;
  setPin(at: number, choice: PinChoice, newPin: string, other: boolean): Promise<void>;
  initPin(at: number, newPin: string): Promise<void>;
  initToken(at: number, choice: PinChoice, alone: boolean): Promise<void>;
  openOther(at: number, readWrite: boolean): Promise<void>;
  logout(at: number): Promise<void>;
}

export function singleCalls(subject: Subject): SingleCalls {
  const { profile, serial, slot, connected, sessionOf, chosen, close, closeAll, callInitToken } = subject;
  return { login, context, setPin, initPin, initToken, openOther, logout };

  /** The session that is asked for, where the application has it. */
  function whichOf(at: number, other: boolean): expected.Which {
    return other && expected.connectionAt(subject.model, at).other !== 'none' ? 'other' : 'session';
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
      await subject.emulator.pinPad.cancel(serial, 10_000);
      expect(await answer).toBe('CKR_FUNCTION_CANCELED');
      return;
    }
    await subject.emulator.pinPad.enter(serial, entry, 10_000);
    expect(await answer).toBe(judged());
  }

  /** The refusal may have forgotten an expired session, or left it: as in `before`, where it was asked for. */
  function forgotten(before: expected.Model, at: number, which: expected.Which): void {
    expected.connectionAt(subject.model, at)[which] = expected.connectionAt(before, at)[which];
  }

  async function login(at: number, role: PinRole, choice: PinChoice, other = false): Promise<void> {
    const pin = chosen(choice, role);
    const which = whichOf(at, other);
    const before = structuredClone(subject.model);
    await presented(
      expected.loginRefusal(before, at, role, which),
      choice,
      { pin },
      () => expected.login(subject.model, at, role, pin, which),
      (entry) => connected(at).app.login(sessionOf(at, which), userTypes[role], entry.pin),
    );
    forgotten(before, at, which);
  }

  /** Signs with a key that wants its PIN again, in a session that is closed afterwards. */
  async function context(at: number, choice: PinChoice): Promise<void> {
    const { app } = connected(at);
    const connection = expected.connectionAt(subject.model, at);
    const gone = expected.sessionAnswer(subject.model, at);
    const wrong = chosen(choice, 'user');
    if (gone !== undefined || connection.login !== 'user' || connection.limited || !subject.model.hasKey) {
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
      () => expected.attempt(subject.model, 'user', pin),
      (entry) => app.login(other, userTypes.context, entry.pin),
    );
    expect((await app.call('C_CloseSession', valueWriter().ulong(other).end())).result).toBe('CKR_OK');
  }

  async function setPin(at: number, choice: PinChoice, newPin: string, other: boolean): Promise<void> {
    const { login } = expected.connectionAt(subject.model, at);
    const pin = chosen(choice, login === 'so' ? 'so' : 'user');
    const which = whichOf(at, other);
    const before = structuredClone(subject.model);
    await presented(
      expected.setPinRefusal(before, at, which),
      choice,
      { pin, newPin },
      () => expected.setPin(subject.model, at, pin, newPin, which),
      async (entry) =>
        (await connected(at).app.call('C_SetPIN', words(sessionOf(at, which), entry.pin, entry.newPin)))
          .result,
    );
    forgotten(before, at, which);
  }

  async function initPin(at: number, newPin: string): Promise<void> {
    const before = structuredClone(subject.model);
    await presented(
      expected.initPinRefusal(before, at),
      'right',
      { newPin },
      () => expected.initPin(subject.model, at, newPin),
      async (entry) => (await connected(at).app.call('C_InitPIN', words(sessionOf(at), entry.newPin))).result,
    );
    forgotten(before, at, 'session');
  }

  async function initToken(at: number, choice: PinChoice, alone: boolean): Promise<void> {
    if (alone) await closeAll();
    const pin = chosen(choice, 'so');
    await presented(
      expected.initTokenRefusal(subject.model),
      choice,
      { pin },
      () => expected.initToken(subject.model, pin),
      (entry) => callInitToken(at, entry),
    );
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
    expect(result).toBe(expected.openOther(subject.model, at, readWrite));
    if (result === 'CKR_OK') connected(at).other = values.ulong();
  }

  async function logout(at: number): Promise<void> {
    const connection = expected.connectionAt(subject.model, at);
    const answer =
      expected.sessionAnswer(subject.model, at) ??
      (connection.login === 'none' ? 'CKR_USER_NOT_LOGGED_IN' : 'CKR_OK');
    const values = valueWriter().ulong(sessionOf(at)).end();
    expect((await connected(at).app.call('C_Logout', values)).result).toBe(answer);
    if (answer === 'CKR_OK') connection.login = 'none';
  }
}
