/** A long-running Java program meets the token's troubles: removal while it holds a key, return, a lock. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { javaToken } from './java-key.ts';
import { present, program } from './programs.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

const source = fileURLToPath(new URL('java/TokenSigner.java', import.meta.url));
const able = present('java', 'keytool');

let running: RunningEmulator;
let configuration: string;
const programs: ChildProcessWithoutNullStreams[] = [];

beforeAll(async () => {
  if (!able) return;
  running = await runningEmulator();
  await running.emulator.createToken({ label: 'Java', profile: 'strict', ...pins });
  const token = javaToken(running.emulator, running.folder);
  configuration = token.configuration;
  const made = await token.makeKey('Nguyễn Văn A');
  expect(made.exit, made.output).toBe(0);
});
afterAll(async () => {
  for (const one of programs) one.kill();
  await running?.end();
});

/** Starts the program; `ask` sends one line and gives the line that comes back. */
async function signer(pin: string) {
  const java = spawn(foreign('java').path, [source, configuration, 'ky'], {
    env: { ...process.env, ...running.emulator.environment, TOKEN_PIN: pin },
  });
  programs.push(java);
  const lines = createInterface(java.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  const greeting = await next();
  const ask = (line: string): Promise<string> => {
    java.stdin.write(`${line}\n`);
    return next();
  };
  return { greeting, ask, java };
}

describe.skipIf(!able)('a Java program', () => {
  it('gets CKR_DEVICE_REMOVED while the token is out, and signs again with the same objects after its return', async () => {
    const { greeting, ask } = await signer(pins.pin);
    expect(greeting).toBe('ready');
    expect(await ask('sign SHA256withRSA')).toBe('signed 256 bytes, verified');
    expect(await ask('sign RSASSA-PSS')).toBe('signed 256 bytes, verified');
    running.emulator.remove('Java');
    expect(await ask('sign SHA256withRSA')).toContain('CKR_DEVICE_REMOVED');
    expect(await ask('sign SHA256withRSA')).toContain('CKR_DEVICE_REMOVED');
    running.emulator.insert('Java');
    expect(await ask('sign SHA256withRSA')).toBe('signed 256 bytes, verified');
    await ask('quit');
  });

  it('keeps its login to itself: another program without a PIN sees no private key', async () => {
    const { ask } = await signer(pins.pin);
    if (present('pkcs11-tool')) {
      const tool = program('pkcs11-tool', running.emulator.environment, '--module', running.emulator.module);
      expect((await tool('-O')).output).not.toContain('Private Key Object');
      expect((await tool('--login', '--pin', pins.pin, '-O')).output).toContain('Private Key Object');
    }
    expect(await ask('sign SHA256withRSA')).toBe('signed 256 bytes, verified');
    await ask('quit');
  });

  it('tells a wrong PIN from a locked one', async () => {
    for (const left of [2, 1, 0]) {
      const { greeting } = await signer('000000');
      expect(greeting).toContain('CKR_PIN_INCORRECT');
      expect(running.emulator.token('Java').user.triesLeft).toBe(left);
    }
    expect((await signer(pins.pin)).greeting).toContain('CKR_PIN_LOCKED');
  });
});
