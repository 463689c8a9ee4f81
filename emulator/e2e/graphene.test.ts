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

  it('is not told where SoftHSM is', () => {
    expect(Object.keys(running.emulator.environment)).not.toContain('SOFTHSM2_CONF');
  });
});
