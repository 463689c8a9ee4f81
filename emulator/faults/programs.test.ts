/** Faults as programs meet them that nobody here wrote. */

import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { foreignFile } from '../../ci/foreign.ts';
import { congvuCommand } from '../e2e/congvu-command.ts';
import { signByEngine } from '../e2e/engine-signing.ts';
import { type ProgramResult, present, program } from '../e2e/programs.ts';
import { pins } from '../e2e/running.ts';
import { opensslVerdict, type SigningToken, signingToken } from '../e2e/signing-token.ts';

const able = present('openssl', 'pkcs11-tool');
const engine = foreignFile('/usr/lib/TRIPLET/engines-3/pkcs11.so');

let token: SigningToken;
beforeAll(async () => {
  if (able) token = await signingToken('lenient');
});
afterAll(() => token?.end());
beforeEach(() => token?.emulator.clock.run());
afterEach(() => {
  token?.emulator.faults.clear();
  token?.emulator.insert('T');
});

const sign = (...more: string[]): Promise<ProgramResult> =>
  token.tool(
    ...['--login', '--pin', pins.pin, '--sign', '--mechanism', 'SHA256-RSA-PKCS', '--id', '01'],
    ...['--input-file', token.at('text'), '--output-file', token.at('signature'), ...more],
  );

async function untilHeld(name: string): Promise<void> {
  while (!token.emulator.faults.show().held.some((call) => call.function === name && call.hanging)) {
    await new Promise((done) => setTimeout(done, 5));
  }
}

describe.skipIf(!able)('pkcs11-tool', () => {
  it('is told of a removal during its signature, and signs after the return', async () => {
    token.emulator.faults.apply('removed-during-signature', { token: 'T' });
    const { exit, output } = await sign();
    expect([exit, output]).toEqual([1, expect.stringContaining('CKR_DEVICE_REMOVED')]);
    token.emulator.insert('T');
    expect((await sign()).exit).toBe(0);
    expect(await opensslVerdict(token, '01', token.at('signature'))).toBe('Verified OK');
  });

  it('waits for a PIN that hangs, and goes on when it is released', async () => {
    token.emulator.faults.apply('hang-at-login');
    const signing = sign();
    await untilHeld('C_Login');
    token.emulator.faults.release();
    expect((await signing).exit).toBe(0);
  });

  it('finds no try gone when the power goes before the counter, and one after it', async () => {
    const before = token.triesLeft();
    token.emulator.faults.apply('power-cut-before-counter');
    expect((await sign()).output).toContain('CKR_DEVICE_REMOVED');
    expect(token.triesLeft()).toBe(before);
    token.emulator.faults.clear();
    token.emulator.insert('T');
    token.emulator.faults.apply('power-cut-after-counter');
    expect((await sign()).output).toContain('CKR_DEVICE_REMOVED');
    expect(token.triesLeft()).toBe(before - 1);
    token.emulator.faults.clear();
    token.emulator.insert('T');
    expect((await sign()).exit).toBe(0);
  });

  it.each(['wrong-signature', 'bit-flip', 'other-data-signed'])(
    'hands out a signature of %s that OpenSSL refuses',
    async (name) => {
      token.emulator.faults.apply(name);
      expect((await sign()).exit).toBe(0);
      expect(await opensslVerdict(token, '01', token.at('signature'))).toMatch(/fail/i);
    },
  );

  it.each([
    ['device-memory', 'CKR_DEVICE_MEMORY'],
    ['token-not-present-at-open', 'CKR_TOKEN_NOT_PRESENT'],
    ['locked-by-others', 'CKR_FUNCTION_FAILED'],
    ['pin-pad-cancelled', 'CKR_FUNCTION_CANCELED'],
    ['dead-engine', 'CKR_DEVICE_ERROR'],
    ['vendor-error', '0x80000064'],
  ])('shows %s as %s', async (name, code) => {
    token.emulator.faults.apply(name, { token: 'T' });
    const { exit, output } = await sign();
    expect([exit, output]).toEqual([1, expect.stringContaining(code)]);
  });

  it('dies with the socket, and another one works', async () => {
    token.emulator.faults.apply('socket-closed');
    expect((await sign()).exit).not.toBe(0);
    expect((await sign()).exit).toBe(0);
  });
});

describe.skipIf(!able || !present('p11tool'))('p11tool', () => {
  it('sees fewer objects when the list is short', async () => {
    const p11tool = program('p11tool', token.emulator.environment, '--provider', token.emulator.module);
    const listed = async () => {
      const { output } = await p11tool('--login', '--set-pin', pins.pin, '--list-all', 'pkcs11:token=T');
      return output.match(/^Object \d+/gm)?.length ?? 0;
    };
    const all = await listed();
    expect(all).toBeGreaterThan(1);
    token.emulator.faults.apply({
      name: 'short',
      rules: [{ when: { function: 'C_FindObjects' }, do: [{ action: 'partial-output', keep: 1 }] }],
    });
    expect(await listed()).toBeLessThan(all);
  });
});

describe.skipIf(!able || !present('p11tool'))('wrong-key-id', () => {
  const p11tool = (...args: string[]): Promise<ProgramResult> =>
    program(
      'p11tool',
      token.emulator.environment,
      '--provider',
      token.emulator.module,
    )(...['--login', '--set-pin', pins.pin, ...args]);
  const idsOf = (listed: string, type: RegExp): readonly string[] =>
    listed
      .split('Object ')
      .filter((one) => type.test(one))
      .map((one) => /ID: (\S*)/.exec(one)?.[1] ?? 'none');

  it('lets certificate and key disagree, however often and in whatever order they are asked', async () => {
    const request = ['req', '-x509', '-newkey', 'ed25519', '-nodes', '-subj', '/CN=ky', '-days', '9'];
    const file = (name: string) => token.at(name);
    await program('openssl', {})(
      ...request,
      '-keyout',
      file('x.key'),
      '-outform',
      'DER',
      '-out',
      file('x.der'),
    );
    const write = ['--write-object', token.at('x.der'), '--type', 'cert', '--id', '01', '--label', 'ky'];
    expect((await token.tool('--login', '--pin', pins.pin, ...write)).exit).toBe(0);
    token.emulator.faults.apply('wrong-key-id');
    for (let n = 0; n < 3; n++) {
      const { output } = await p11tool('--list-all', 'pkcs11:token=T;object=ky');
      expect(idsOf(output, /Type: X.509/)).toEqual(['00']);
      expect(idsOf(output, /Type: Private key/)).toEqual(['01']);
    }
    const ofTool = await token.tool('--list-objects', '--type', 'cert');
    expect(ofTool.output).toMatch(/ID: +00/);
    const search = async (url: string) =>
      idsOf((await p11tool('--list-all', `pkcs11:token=T;${url}`)).output, /Type: /);
    expect(await search('id=%01;type=cert')).toEqual([]);
    expect(await search('id=%00;type=cert')).toEqual(['00']);
    expect(await search('id=%01;type=private')).toEqual(['01']);
    token.emulator.faults.clear();
    expect(await search('id=%01;type=cert')).toEqual(['01']);
  });
});

describe.skipIf(!able || !engine.present)('openssl with engine pkcs11', () => {
  const opensslSign = (): Promise<ProgramResult> => signByEngine(token, engine.path, 'ky', pins.pin);

  it('loses its token in the middle of a signature: an error, no try gone, no signature', async () => {
    const before = token.triesLeft();
    token.emulator.faults.apply({
      name: 'middle',
      rules: [{ when: { class: 'signatures', call: 1 }, do: [{ action: 'hang' }] }],
    });
    writeFileSync(token.at('signature'), '');
    const signing = opensslSign();
    await Promise.race([untilHeld('C_Sign'), untilHeld('C_SignFinal')]);
    token.emulator.remove('T');
    token.emulator.faults.release();
    const { exit, output } = await signing;
    expect(exit, output).not.toBe(0);
    expect(output).toMatch(/removed/i);
    expect(readFileSync(token.at('signature'))).toHaveLength(0);
    expect(token.triesLeft()).toBe(before);
    token.emulator.insert('T');
    expect((await opensslSign()).exit).toBe(0);
  });
});

describe.skipIf(!able)('the command', () => {
  const congvu = async (...args: string[]): Promise<ProgramResult> => {
    const { exit, out, err } = await congvuCommand({ dir: token.emulator.dir }, ['token', 'faults', ...args]);
    return { exit, output: out + err };
  };

  it('arms, shows, replays and clears, and tells the seed each time', async () => {
    const script = token.at('own.yaml');
    writeFileSync(
      script,
      'name: own\nrules:\n  - when: { function: C_Sign, call: 1 }\n    do: [{ action: flip-bit }]\n',
    );
    const armed = await congvu('apply', script, '--token', 'T', '--seed', '42');
    expect(armed).toEqual({
      exit: 0,
      output: 'own is armed for token T, seed 42\n  rule-1: fitting calls 0, fired 0\n',
    });
    await sign();
    expect(JSON.parse((await congvu('show', '--json')).output)).toMatchObject({
      armed: [{ name: 'own', seed: 42, rules: [{ name: 'rule-1', fitting: 1, fired: 1 }] }],
      held: [],
    });
    expect((await congvu('replay')).output).toContain(
      'own is armed for token T, seed 42\n  rule-1: fitting calls 0',
    );
    expect((await congvu('release')).output).toBe('calls released: 0\n');
    expect((await congvu('clear', 'own')).output).toBe('No fault is armed.\n');
    expect((await congvu('apply', 'slow-card')).output).toMatch(/^slow-card is armed, seed \d+\n/);
  });

  it('refuses with code, file and line', async () => {
    const script = token.at('bad.yaml');
    writeFileSync(script, 'name: bad\nrules:\n  - when: { function: C_Sing }\n    do: [{ action: hang }]\n');
    const { exit, output } = await congvu('apply', script);
    expect(exit).toBe(2);
    expect(output).toContain(
      `TOKEN_FAULT_SCRIPT_INVALID: ${script}, line 3, at rules.0.when.function: there is no function C_Sing`,
    );
    expect(await congvu('apply', token.at('none.yaml'))).toMatchObject({
      exit: 2,
      output: expect.stringContaining('TOKEN_FAULT_FILE_UNREADABLE'),
    });
    expect((await congvu('apply', 'no-such-fault')).output).toContain('TOKEN_FAULT_UNKNOWN');
  });

  it('tells the catalogue without an emulator, in both languages', async () => {
    expect((await congvu('catalogue', 'slow-card', '--lang', 'vi')).output).toContain('sản phẩm tốt: ');
    expect(JSON.parse((await congvu('catalogue', '--json')).output).length).toBeGreaterThan(20);
  });
});
