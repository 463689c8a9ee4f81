/** Carries steps out on a real emulator over the wire, and holds it against the model after each. */
import { expect } from 'vitest';
import { type Emulator, startEmulator } from '../../index.ts';
import type { TokenProfile } from '../../token/profile.ts';
import { agree } from './agree.ts';
import * as expected from './model.ts';
import { generateKey } from './raw-calls.ts';
import { singleCalls } from './single-calls.ts';
import type { Step } from './steps.ts';
import { coded, newSubject, start } from './subject.ts';
import { callsTogether } from './together.ts';

export interface PinBench {
  /** One whole run with a token of its own. Fails with the step at which emulator and model part. */
  run(profile: TokenProfile, steps: readonly Step[]): Promise<void>;
  end(): Promise<void>;
}

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
  const subject = await newSubject(started, profile, label);
  const { serial, connected, ready, sessionOf, chosen, close, toolUnlock } = subject;
  const { login, context, logout, setPin, initPin, initToken, openOther } = singleCalls(subject);
  const together = callsTogether(subject);
  let stopped = false;
  await makeKey();

  async function restart(): Promise<void> {
    const { dir } = subject.emulator;
    subject.leave();
    await subject.emulator.stop();
    stopped = true;
    subject.emulator = await startEmulator({ dir });
    stopped = false;
    await subject.reconnect();
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
        const answer = expected.unlock(subject.model, one.proof, secret, one.fresh);
        expect(await toolUnlock(one.proof, secret, one.fresh)).toBe(answer);
        return;
      }
      case 'reset-tries':
        expect(await coded(() => subject.emulator.resetTries(serial))).toBe(
          expected.resetTries(subject.model),
        );
        return;
      case 'remove':
        subject.emulator.remove(serial);
        expected.remove(subject.model);
        return;
      case 'insert':
        subject.emulator.insert(serial);
        subject.model.inserted = true;
        return;
      case 'restart':
        return restart();
      case 'wait':
        subject.emulator.clock.advance(one.seconds * 1000);
        expected.wait(subject.model, one.seconds);
        return;
      case 'together':
        return together(one.calls);
    }
  }

  /** A key with CKA_ALWAYS_AUTHENTICATE, where the first user PIN lets anybody in. */
  async function makeKey(): Promise<void> {
    if (profile.mustChange.user.includes('creation') && profile.duePin !== 'flag') return;
    await ready(0);
    await login(0, 'user', 'right');
    await generateKey(connected(0).app, sessionOf(0));
    subject.model.hasKey = true;
    await close(0, 'session');
  }

  return {
    step,
    agree: () => agree(subject),
    emulator: () => subject.emulator,
    /** A restart went wrong on its way. */
    stopped: () => stopped,
    end: async () => {
      subject.leave();
      if (!stopped) await subject.emulator.deleteToken(serial);
    },
  };
}
