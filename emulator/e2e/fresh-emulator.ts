/** For tests: a fresh emulator for every test of a file, and applications that are closed after it. */
import { afterEach, beforeEach, expect } from 'vitest';
import type { Emulator, TokenView } from '../index.ts';
import { profileNamed } from '../profiles/index.ts';
import { valueWriter } from '../wire/values.ts';
import { type RawApplication, rawApplication } from './raw-application.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

export interface FreshEmulator {
  /** The present test's. */
  readonly emulator: Emulator;
  /** A connected application that has called C_Initialize. */
  application(): Promise<RawApplication>;
  /** Token T in slot 1, unless other things are said. */
  makeToken(label?: string, profile?: string): Promise<TokenView>;
  /** Token T with a profile that differs from `strict` in that, an application, and a session of it. */
  openedToken(change: object): Promise<[RawApplication, number]>;
}

/** Call it once at the top of a test file. */
export function freshEmulator(): FreshEmulator {
  let running: RunningEmulator | undefined;
  const applications: RawApplication[] = [];
  const present = (): RunningEmulator => {
    if (running === undefined) throw new Error('only inside a test');
    return running;
  };
  beforeEach(async () => {
    running = await runningEmulator();
  });
  afterEach(async () => {
    for (const application of applications.splice(0)) application.close();
    await running?.end();
    running = undefined;
  });
  const application = async (): Promise<RawApplication> => {
    const one = await rawApplication(present().socket);
    applications.push(one);
    await one.initialize();
    return one;
  };
  return {
    get emulator() {
      return present().emulator;
    },
    application,
    openedToken: async (change) => {
      const profile = { ...profileNamed('strict'), id: 'changed', ...change };
      await present().emulator.createToken({ label: 'T', profile, ...pins });
      const app = await application();
      return [app, await app.open(1)];
    },
    makeToken: (label = 'T', profile = 'strict') =>
      present().emulator.createToken({ label, profile, ...pins }),
  };
}

/** CK_TOKEN_INFO.flags of a slot, as that application sees them. */
export async function tokenFlagsSeen(by: RawApplication, slot = 1): Promise<number> {
  const { result, values } = await by.call('C_GetTokenInfo', valueWriter().ulong(slot).end());
  expect(result).toBe('CKR_OK');
  for (const width of [32, 32, 16, 16]) expect(values.string()).toHaveLength(width);
  return values.ulong();
}

/** CK_SESSION_INFO.state: 2 public, 3 user, 4 SO (read-write). The slot in it must be ours: 1. */
export async function sessionState(by: RawApplication, session: number): Promise<number> {
  const { values } = await by.call('C_GetSessionInfo', valueWriter().ulong(session).end());
  expect(values.ulong()).toBe(1);
  return values.ulong();
}
