/** The life of a token through OpenSC's pkcs11-tool and GnuTLS's p11tool, with OpenSSL as the judge of signatures. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { present, program, type RunProgram } from './programs.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

const able = present('pkcs11-tool', 'openssl');

let running: RunningEmulator;
let tool: RunProgram;
beforeEach(async () => {
  running = await runningEmulator();
  const { environment, module } = running.emulator;
  tool = program('pkcs11-tool', environment, '--module', module);
  await running.emulator.createToken({ label: 'Văn thư', profile: 'strict', ...pins });
});
afterEach(() => running.end());

const login = (pin: string) => ['--login', '--pin', pin];

async function makeKey(): Promise<void> {
  const made = await tool(
    ...login(pins.pin),
    '--keypairgen',
    '--key-type',
    'rsa:2048',
    '--id',
    '45',
    '--label',
    'ky',
  );
  expect(made).toMatchObject({ exit: 0, output: expect.stringContaining('never extractable') });
}

/** Signs with the token and lets OpenSSL judge. */
async function signs(pin: string): Promise<string> {
  const at = (name: string): string => join(running.folder, name);
  writeFileSync(at('text'), 'Công văn số 12/UBND-VP');
  const signed = await tool(
    ...login(pin),
    '--sign',
    '-m',
    'SHA256-RSA-PKCS',
    '--id',
    '45',
    '-i',
    at('text'),
    '-o',
    at('signature'),
  );
  if (signed.exit !== 0) return signed.output;
  await tool('--read-object', '--type', 'pubkey', '--id', '45', '-o', at('key.der'));
  const judged = await program('openssl', {})(
    'dgst',
    '-sha256',
    '-verify',
    at('key.der'),
    '-keyform',
    'DER',
    '-signature',
    at('signature'),
    at('text'),
  );
  return judged.output.trim();
}

describe.skipIf(!able)('pkcs11-tool', () => {
  it('meets a lock, sees the flags before it, unlocks as SO, and signs again with the same key', async () => {
    await makeKey();
    expect(await signs(pins.pin)).toBe('Verified OK');
    const flagsShown: string[] = [];
    const answers: string[] = [];
    for (let n = 0; n < 4; n++) {
      const { exit, output } = await tool(...login('wrong1'), '-O');
      expect(exit).toBe(1);
      answers.push(/CKR_\w+/.exec(output)?.[0] ?? output);
      const flags = /token flags\s*: (.*)/.exec((await tool('-L')).output)?.[1] ?? '';
      flagsShown.push(
        flags
          .split(', ')
          .filter((flag) => /low|final|locked/.test(flag))
          .join(', '),
      );
    }
    expect(answers).toEqual([
      'CKR_PIN_INCORRECT',
      'CKR_PIN_INCORRECT',
      'CKR_PIN_INCORRECT',
      'CKR_PIN_LOCKED',
    ]);
    expect(flagsShown).toEqual([
      'user PIN count low',
      'user PIN count low, final user PIN try',
      'user PIN count low, user PIN locked',
      'user PIN count low, user PIN locked',
    ]);
    expect(await signs(pins.pin)).toContain('CKR_PIN_LOCKED');
    const wrongSo = await tool(
      '--login',
      '--login-type',
      'so',
      '--so-pin',
      'wrong',
      '--init-pin',
      '--new-pin',
      '654321',
    );
    expect(wrongSo.output).toContain('CKR_PIN_INCORRECT');
    const unlocked = await tool(
      '--login',
      '--login-type',
      'so',
      '--so-pin',
      pins.soPin,
      '--init-pin',
      '--new-pin',
      '654321',
    );
    expect(unlocked).toMatchObject({
      exit: 0,
      output: expect.stringContaining('User PIN successfully initialized'),
    });
    expect(await signs('654321')).toBe('Verified OK');
    expect(await signs(pins.pin)).toContain('CKR_PIN_INCORRECT');
  });

  it('changes the PIN, and finds a removed token gone and a returned one whole', async () => {
    await makeKey();
    const changed = await tool(...login(pins.pin), '--change-pin', '--new-pin', '99887766');
    expect(changed.output).toContain('PIN successfully changed');
    expect(await signs('99887766')).toBe('Verified OK');
    running.emulator.remove('Văn thư');
    expect((await tool('-L')).output).toContain('(empty)');
    expect((await tool(...login('99887766'), '-O')).exit).toBe(1);
    running.emulator.insert('Văn thư');
    expect(await signs('99887766')).toBe('Verified OK');
  });

  it('initialises a blank token', async () => {
    await running.emulator.createToken({ label: 'trắng', profile: 'strict' });
    const made = await tool('--slot', '2', '--init-token', '--label', 'Mới tinh', '--so-pin', pins.soPin);
    expect(made).toMatchObject({ exit: 0, output: expect.stringContaining('successfully initialized') });
    const withPin = await tool(
      '--token-label',
      'Mới tinh',
      '--login',
      '--login-type',
      'so',
      '--so-pin',
      pins.soPin,
      '--init-pin',
      '--new-pin',
      '123456',
    );
    expect(withPin.exit).toBe(0);
    expect(running.emulator.token('Mới tinh').state).toBe('active');
  });

  it('in twelve processes with wrong PINs gets exactly three of them looked at', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => tool(...login('wrong1'), '-O')));
    const count = (code: string): number => all.filter(({ output }) => output.includes(code)).length;
    expect([count('CKR_PIN_INCORRECT'), count('CKR_PIN_LOCKED')]).toEqual([3, 9]);
    await running.emulator.flushJournal();
    const journal = readFileSync(running.emulator.journalFile, 'utf8');
    expect(journal.match(/"C_Login","result":"CKR_PIN_INCORRECT"/g)).toHaveLength(3);
    expect(journal).toContain('"pinLength":6');
    expect(journal).not.toContain('wrong1');
  });

  it('in four processes at once with the right PIN lets every one in, time after time', async () => {
    for (let round = 0; round < 10; round++) {
      const all = await Promise.all(Array.from({ length: 4 }, () => tool(...login(pins.pin), '-O')));
      expect(all.map(({ exit }) => exit)).toEqual([0, 0, 0, 0]);
    }
    await running.emulator.flushJournal();
    expect(readFileSync(running.emulator.journalFile, 'utf8')).not.toContain('"failure"');
  });

  it.skipIf(!present('p11tool'))(
    'p11tool sees one token, warns of the last tries, and costs one each',
    async () => {
      const { environment, module } = running.emulator;
      const p11tool = program(
        'p11tool',
        { ...environment, GNUTLS_PIN: 'wrong1' },
        '--batch',
        '--provider',
        module,
      );
      const list = await p11tool('--list-tokens');
      expect(list.output.match(/URL: .*/g)).toEqual([expect.stringContaining('V%C4%83n%20th%C6%B0')]);
      const url = /URL: (.*)/.exec(list.output)?.[1] ?? '';
      const tried = await p11tool('--login', '--list-all', url);
      expect(running.emulator.token('Văn thư').user.triesLeft).toBe(2);
      expect(tried.exit).not.toBe(0);
      expect(tried.output).toContain('Only few tries left before locking!');
      expect((await p11tool('--list-tokens')).output).toContain('uPIN low count');
      await p11tool('--login', '--list-all', url);
      expect(running.emulator.token('Văn thư').user.triesLeft).toBe(1);
      expect((await p11tool('--list-tokens')).output).toContain('Final uPIN attempt');
    },
  );
});
