/** OpenSSH: ssh-keygen lists the keys of the token, an ssh-agent signs with them, ssh-keygen is the judge. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { type ProgramResult, present, program } from './programs.ts';
import { pins } from './running.ts';
import { type SigningToken, signingToken } from './signing-token.ts';

const able = present('ssh-keygen', 'ssh-agent', 'ssh-add', 'pkcs11-tool');

let token: SigningToken;
let agent: ChildProcess | undefined;
let environment: Record<string, string> = {};
beforeAll(async () => {
  if (!able) return;
  token = await signingToken();
  writeFileSync(token.at('ask'), '#!/bin/sh\necho "$TOKEN_PIN"\n', { mode: 0o755 });
  const socket = token.at('agent');
  environment = {
    ...token.emulator.environment,
    SSH_AUTH_SOCK: socket,
    SSH_ASKPASS: token.at('ask'),
    SSH_ASKPASS_REQUIRE: 'force',
  };
  agent = spawn(foreign('ssh-agent').path, ['-D', '-P', '*', '-a', socket], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
  while (!existsSync(socket)) await setTimeout(5);
});
afterAll(async () => {
  agent?.kill();
  await token?.end();
});

/** ssh-add -s, the PIN from an askpass program as at a desk. */
const add = (pin: string): Promise<ProgramResult> =>
  program('ssh-add', { ...environment, TOKEN_PIN: pin })('-s', token.emulator.module);

describe.skipIf(!able)('OpenSSH', () => {
  it('lists both keys without a PIN', async () => {
    const { exit, output } = await program('ssh-keygen', environment)('-D', token.emulator.module);
    expect([exit, output.match(/^(ssh-rsa|ecdsa-sha2-nistp256) \S+ \w+/gm)?.length]).toEqual([0, 2]);
    expect(output).toMatch(/ ky$/m);
    expect(output).toMatch(/ ec$/m);
    expect(token.triesLeft()).toBe(3);
  });

  it('signs through an agent; the signature of a changed text is refused', async () => {
    const added = await add(pins.pin);
    expect([added.exit, added.output]).toEqual([0, expect.stringContaining('Card added')]);
    const keys = (await program('ssh-add', environment)('-L')).output.trim().split('\n');
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      // Asked whether to overwrite it, ssh-keygen would ask for ever.
      rmSync(token.at('text.sig'), { force: true });
      writeFileSync(token.at('key.pub'), `${key}\n`);
      writeFileSync(token.at('allowed'), `lan@example.vn ${key}\n`);
      const signed = await program('ssh-keygen', environment)(
        '-Y',
        'sign',
        '-f',
        token.at('key.pub'),
        '-n',
        'file',
        token.at('text'),
      );
      expect(signed.exit, signed.output).toBe(0);
      expect(await verdict(token.at('text'))).toContain('Good "file" signature for lan@example.vn');
      writeFileSync(token.at('other'), 'Công văn số 13/UBND-VP');
      expect(await verdict(token.at('other'))).toContain('incorrect signature');
    }
    await program('ssh-add', environment)('-e', token.emulator.module);
  });

  it('pays one try for each wrong PIN, and gets no key from a locked token', async () => {
    for (const left of [2, 1, 0]) {
      expect((await add('000000')).output).toContain('agent refused operation');
      expect(token.triesLeft()).toBe(left);
    }
    expect((await add(pins.pin)).exit).toBe(1);
    await token.emulator.flushJournal();
    const journal = readFileSync(token.emulator.journalFile, 'utf8');
    expect(journal.match(/"CKR_PIN_LOCKED"/g)).not.toBeNull();
    expect((await program('ssh-add', environment)('-L')).output).toContain('no identities');
  });
});

/** What `ssh-keygen -Y verify` says of the signature over `text` when it is shown that file. */
function verdict(file: string): Promise<string> {
  const args = ['-Y', 'verify', '-f', token.at('allowed'), '-I', 'lan@example.vn', '-n', 'file'];
  const verify = spawn(foreign('ssh-keygen').path, [...args, '-s', token.at('text.sig')]);
  verify.stdin.end(readFileSync(file));
  let said = '';
  for (const stream of [verify.stdout, verify.stderr]) stream.on('data', (bytes) => (said += String(bytes)));
  return new Promise((resolve) => verify.once('close', () => resolve(said)));
}
