/** NSS, as in Firefox: modutil registers the module, certutil makes keys and certificates, cmsutil signs, OpenSSL judges. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProgramResult, present, program } from './programs.ts';
import { pins } from './running.ts';
import { type SigningToken, signingToken, text } from './signing-token.ts';

const able = present('modutil', 'certutil', 'cmsutil', 'openssl', 'pkcs11-tool');

let token: SigningToken;
beforeAll(async () => {
  if (!able) return;
  token = await signingToken();
  mkdirSync(token.at('db'));
  writeFileSync(token.at('pin'), `${pins.pin}\n`);
  writeFileSync(token.at('wrong'), '000000\n');
  writeFileSync(token.at('noise'), Buffer.alloc(64, 7));
  await run('certutil', '-N', '--empty-password');
});
afterAll(() => token?.end());

const run = (name: string, ...args: readonly string[]): Promise<ProgramResult> =>
  program(name, token.emulator.environment)(
    name === 'modutil' ? '-dbdir' : '-d',
    `sql:${token.at('db')}`,
    ...args,
  );

describe.skipIf(!able)('NSS', () => {
  it('takes the module and shows the token', async () => {
    const added = await run('modutil', '-add', 'congvu', '-libfile', token.emulator.module, '-force');
    expect(added).toMatchObject({ exit: 0, output: expect.stringContaining('added to database') });
    const { output } = await run('modutil', '-list', 'congvu');
    expect(output).toMatch(/Token Name: T\s/);
    expect(output).toMatch(/User Pin: Initialized/);
    expect(output).toContain(token.emulator.token('T').serial);
  });

  it('lists the private keys after login', async () => {
    const { exit, output } = await run('certutil', '-K', '-h', 'T', '-f', token.at('pin'));
    expect([exit, output]).toEqual([0, expect.stringMatching(/rsa +01 +ky/)]);
    expect(output).toMatch(/ec +02 +ec/);
  });

  it('makes a key with a certificate on the token and signs with it; OpenSSL finds the signature right', async () => {
    const made = await run(
      'certutil',
      ...[
        '-S',
        '-h',
        'T',
        '-f',
        token.at('pin'),
        '-n',
        'van-thu',
        '-s',
        'CN=Trần Thị B',
        '-x',
        '-t',
        'CT,CT,CT',
      ],
      ...['-k', 'ec', '-q', 'nistp256', '-Z', 'SHA256', '-z', token.at('noise'), '-m', '1'],
    );
    expect(made.exit, made.output).toBe(0);
    const shown = await run('certutil', '-L', '-h', 'T', '-f', token.at('pin'), '-n', 'T:van-thu', '-a');
    writeFileSync(token.at('cert.pem'), shown.output.slice(shown.output.indexOf('-----BEGIN')));
    const signed = await run(
      'cmsutil',
      ...['-S', '-N', 'T:van-thu', '-H', 'SHA256', '-f', token.at('pin')],
      ...['-i', token.at('text'), '-o', token.at('cms')],
    );
    expect(signed.exit, signed.output).toBe(0);
    const judged = await program('openssl', {})(
      ...['cms', '-verify', '-inform', 'DER', '-in', token.at('cms'), '-purpose', 'any'],
      ...['-CAfile', token.at('cert.pem'), '-out', token.at('content')],
    );
    expect([judged.exit, judged.output]).toEqual([0, expect.stringContaining('Verification successful')]);
    expect((await program('cat', {})(token.at('content'))).output).toBe(text);
  });

  it('pays one try for each wrong PIN, and says of a locked token that it can not log in', async () => {
    for (const left of [2, 1, 0]) {
      const { exit, output } = await run('certutil', '-K', '-h', 'T', '-f', token.at('wrong'));
      expect([exit, output]).toEqual([255, expect.stringContaining('SEC_ERROR_BAD_PASSWORD')]);
      expect(token.triesLeft()).toBe(left);
    }
    const locked = await run('certutil', '-K', '-h', 'T', '-f', token.at('pin'));
    expect([locked.exit, locked.output]).toEqual([255, expect.stringMatching(/SEC_ERROR_\w+/)]);
    expect((await run('modutil', '-list', 'congvu')).output).toContain('Token Name: T');
  });
});
