/** Faults as a long-running Java program meets them through SunPKCS11, with its own code as the judge of signatures. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { javaToken } from '../e2e/java-key.ts';
import { present } from '../e2e/programs.ts';
import { pins, type RunningEmulator, runningEmulator } from '../e2e/running.ts';

const source = fileURLToPath(new URL('../e2e/java/TokenSigner.java', import.meta.url));
const able = present('java', 'keytool');

let running: RunningEmulator;
let java: ChildProcessWithoutNullStreams;
let ask: (line: string) => Promise<string>;

beforeAll(async () => {
  if (!able) return;
  running = await runningEmulator();
  const { emulator } = running;
  await emulator.createToken({ label: 'Java', profile: 'strict', ...pins });
  const { configuration, makeKey } = javaToken(emulator, running.folder);
  const made = await makeKey('A');
  expect(made.exit, made.output).toBe(0);
  const env = { ...process.env, ...emulator.environment, TOKEN_PIN: pins.pin };
  java = spawn(foreign('java').path, [source, configuration, 'ky'], { env });
  const lines = createInterface(java.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  expect(await next()).toBe('ready');
  ask = (line) => {
    java.stdin.write(`${line}\n`);
    return next();
  };
});
afterEach(() => running?.emulator.faults.clear());
afterAll(async () => {
  java?.kill();
  await running?.end();
});

const fine = 'signed 256 bytes, verified';
const sign = (): Promise<string> => ask('sign SHA256withRSA');

describe.skipIf(!able)('a Java program', () => {
  it.each(['wrong-signature', 'bit-flip', 'other-data-signed'])(
    'is given a signature that it refuses: %s',
    async (name) => {
      expect(await sign()).toBe(fine);
      running.emulator.faults.apply(name, { token: 'Java' });
      expect(await sign()).toBe('wrong signature');
      running.emulator.faults.clear();
      expect(await sign()).toBe(fine);
    },
  );

  it.each([
    ['device-memory', 'CKR_DEVICE_MEMORY'],
    ['answer-lost', 'CKR_DEVICE_ERROR'],
    ['removed-for-a-moment', 'CKR_DEVICE_REMOVED'],
  ])('meets %s as %s, and signs with the same key when it is over', async (name, code) => {
    running.emulator.faults.apply(name, { token: 'Java' });
    expect(await sign()).toContain(code);
    running.emulator.faults.clear();
    running.emulator.insert('Java');
    expect(await sign()).toBe(fine);
    expect(running.emulator.token('Java').user.triesLeft).toBe(3);
  });

  it('waits for a hanging signature, and gets it', async () => {
    running.emulator.faults.apply({
      name: 'hang',
      rules: [{ when: { class: 'signatures' }, do: [{ action: 'hang' }] }],
    });
    const signing = sign();
    while (running.emulator.faults.show().held.length === 0) await new Promise((done) => setTimeout(done, 5));
    running.emulator.faults.release();
    expect(await signing).toBe(fine);
  });
});
