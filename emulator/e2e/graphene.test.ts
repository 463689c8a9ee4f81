/** A Node program with graphene-pk11, as our own side and many vendors use it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

const source = fileURLToPath(new URL('graphene-program.ts', import.meta.url));

let running: RunningEmulator;
beforeEach(async () => {
  running = await runningEmulator();
  await running.emulator.createToken({ label: 'Con dấu', profile: 'strict', ...pins });
});
afterEach(() => running.end());

describe('graphene-pk11', () => {
  it('makes a key, signs and verifies; the key is what a token key must be', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [source], {
      env: { ...process.env, ...running.emulator.environment, TOKEN_PIN: pins.pin },
    });
    expect(JSON.parse(stdout)).toEqual({
      label: 'Con dấu',
      mechanisms: expect.any(Number),
      signature: 64,
      verified: true,
      sensitive: true,
      neverExtractable: true,
      local: true,
    });
  });

  it('throws what the token says: wrong three times, then locked', async () => {
    const thrown = async (pin: string): Promise<string> => {
      const env = { ...process.env, ...running.emulator.environment, TOKEN_PIN: pin };
      const run = promisify(execFile)(process.execPath, [source], { env });
      return run.then(
        () => 'nothing',
        (error: { readonly stderr: string }) => /CKR_\w+/.exec(error.stderr)?.[0] ?? error.stderr,
      );
    };
    const seen = [
      await thrown('000000'),
      await thrown('000000'),
      await thrown('000000'),
      await thrown(pins.pin),
    ];
    expect(seen).toEqual(['CKR_PIN_INCORRECT', 'CKR_PIN_INCORRECT', 'CKR_PIN_INCORRECT', 'CKR_PIN_LOCKED']);
    expect(running.emulator.token('Con dấu').state).toBe('locked');
  });

  it('is not told where SoftHSM is', () => {
    expect(Object.keys(running.emulator.environment)).not.toContain('SOFTHSM2_CONF');
  });
});
