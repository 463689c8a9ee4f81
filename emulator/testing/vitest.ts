/**
 * A vitest fixture: every test has an emulator of its own, in a folder of its own, gone after it.
 *
 *     const test = emulatorTest({ tokens: [{ label: 'T', profile: 'strict', pin: '123456', soPin: '87654321' }] });
 *     test('signs', async ({ emulator, run }) => {
 *       await run('my-signer', '--module', emulator.module);
 *       for await (const entry of emulator.journal.entries({ function: 'C_Sign' })) …
 *     });
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type TestAPI } from 'vitest';
import { type Emulator, type EmulatorOptions, type NewToken, startEmulator } from '../index.ts';

export interface EmulatorFixtureOptions extends Omit<EmulatorOptions, 'dir'> {
  /** Made before the test begins, in this order. */
  readonly tokens?: readonly NewToken[];
}

export interface ProgramOutcome {
  /** Exit code; -1 when a signal ended it or it could not be started. */
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface EmulatorFixture {
  /** This test's, in this process. */
  readonly emulator: Emulator;
  /** The environment for an application: this process's, and what leads to this test's tokens. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Runs a program in that environment; a failure is an outcome, not an exception. */
  readonly run: (program: string, ...args: readonly string[]) => Promise<ProgramOutcome>;
  /** A folder for the test's own files, gone after it. */
  readonly folder: string;
}

/** Tests made with the result are the usual ones of vitest; what they do not ask for is not started. */
export function emulatorTest({
  tokens = [],
  ...options
}: EmulatorFixtureOptions = {}): TestAPI<EmulatorFixture> {
  return base.extend<EmulatorFixture>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures out of it
    folder: async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
      try {
        await use(folder);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    emulator: async ({ folder }, use) => {
      const emulator = await startEmulator({ ...options, dir: join(folder, 'e') });
      try {
        for (const token of tokens) await emulator.createToken(token);
        await use(emulator);
      } finally {
        await emulator.stop();
      }
    },
    environment: async ({ emulator }, use) => {
      // SoftHSM's own configuration would show its raw tokens beside the emulated ones.
      const { SOFTHSM2_CONF: _, ...own } = process.env;
      await use(Object.freeze({ ...own, ...emulator.environment }));
    },
    run: async ({ environment }, use) => {
      await use(
        (program, ...args) =>
          new Promise((resolve) => {
            execFile(program, args, { env: environment, encoding: 'utf8' }, (error, out, err) => {
              const exit = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
              resolve({ exit, out, err });
            });
          }),
      );
    },
  });
}
