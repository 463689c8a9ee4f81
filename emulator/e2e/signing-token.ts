/** For tests: an emulator with token T, on it an RSA key `ky` (id 01) and a P-256 key `ec` (id 02), made by pkcs11-tool. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TokenEngine } from '../store/system.ts';
import { program, type RunProgram } from './programs.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

export interface SigningToken extends RunningEmulator {
  readonly tool: RunProgram;
  /** A path in the test's folder. */
  at(name: string): string;
  triesLeft(): number;
}

/** What is signed, in the file `text` of the test's folder. */
export const text = 'Công văn số 12/UBND-VP';

export async function signingToken(profile = 'strict', engine?: TokenEngine): Promise<SigningToken> {
  const running = await runningEmulator(engine);
  const { emulator, folder } = running;
  await emulator.createToken({ label: 'T', profile, ...pins });
  const tool = program('pkcs11-tool', emulator.environment, '--module', emulator.module);
  const at = (name: string): string => join(folder, name);
  for (const [type, id, label] of [
    ['rsa:2048', '01', 'ky'],
    ['EC:prime256v1', '02', 'ec'],
  ] as const) {
    const key = ['--keypairgen', '--key-type', type, '--id', id, '--label', label];
    const made = await tool('--login', '--pin', pins.pin, ...key);
    if (made.exit !== 0) throw new Error(made.output);
  }
  writeFileSync(at('text'), text);
  return Object.freeze({
    ...running,
    tool,
    at,
    triesLeft: () => emulator.token('T').user.triesLeft,
  });
}

/** OpenSSL's verdict on `signature` over `text` with the public key of that id: `Verified OK` or what it says instead. */
export async function opensslVerdict(
  token: SigningToken,
  id: string,
  signature: string,
  ...options: readonly string[]
): Promise<string> {
  const key = token.at(`${id}.der`);
  await token.tool('--read-object', '--type', 'pubkey', '--id', id, '-o', key);
  const judged = await program('openssl', {})(
    'dgst',
    '-sha256',
    '-verify',
    key,
    '-keyform',
    'DER',
    ...options,
    '-signature',
    signature,
    token.at('text'),
  );
  return judged.output.trim();
}
