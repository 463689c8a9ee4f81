/** The whole path as a user walks it: the command makes a PKI, an emulated token gets a certificate, other programs judge. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { ck, openModule, outcome, type Pkcs11Module } from '../../pkcs11/index.ts';

const root = mkdtempSync(join(tmpdir(), 'cv-'));
const command = join(projectRoot, 'bin/congvu.js');
const pkiDir = join(root, 'pki');
const emulatorDir = join(root, 'e');
const pin = 'Mat-khau-1';
const soPin = 'So-mat-khau-1';
const secrets = [pin, soPin, 'Sai-mat-khau-1'];
let environment: Record<string, string> = {};

function congvu(...parameters: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const run = spawnSync(process.execPath, [command, ...parameters], {
    env: { ...process.env, ...environment },
  });
  return { status: run.status, stdout: run.stdout.toString(), stderr: run.stderr.toString() };
}

const emulator = (...parameters: readonly string[]) => congvu(...parameters, '--dir', emulatorDir);
const pki = (...parameters: readonly string[]) => congvu('pki', ...parameters, '--dir', pkiDir);
const module = () => environment.CONGVU_MODULE ?? '';

describe.skipIf(!foreign('softhsm2-util').present)('through the emulator', { timeout: 180_000 }, () => {
  beforeAll(() => {
    expect(emulator('emulator', 'start', '--detach')).toMatchObject({ status: 0 });
    const exported = emulator('emulator', 'env').stdout.matchAll(/^export (\w+)=(.*)$/gm);
    environment = Object.fromEntries([...exported].map(([, name, value]) => [name, value]));
    const made = emulator(
      ...['token', 'create', 'Chu tich', '--profile', 'bit4id-like', '--pin', pin, '--so-pin', soPin],
    );
    expect(made).toMatchObject({ status: 0 });
    expect(pki('init')).toMatchObject({ status: 0 });
  });

  afterAll(() => {
    emulator('emulator', 'stop');
    rmSync(root, { recursive: true, force: true });
  });

  it('issues to the token, and the serial number printed can be revoked', () => {
    writeFileSync(join(root, 'pin'), `${pin}\n`);
    const token = ['--token-label', 'Chu tich', '--pin-file', join(root, 'pin')];
    const issued = pki('issue', 'chu-tich', ...token, '--json');
    expect(issued).toMatchObject({ status: 0 });
    const { serial, certificate } = JSON.parse(issued.stdout) as { serial: string; certificate: string };
    const trust = ['-CAfile', join(pkiDir, 'trust/root.crt'), '-untrusted', join(pkiDir, 'trust/sub.crt')];
    expect(execFileSync('openssl', ['verify', ...trust, certificate]).toString()).toContain('OK');
    const revoked = pki('revoke', serial, '--at', '2026-01-02T08:00:00+07:00', '--reason', 'superseded');
    expect(revoked).toMatchObject({ status: 0, stderr: expect.stringContaining('2026-01-02T01:00:00.000Z') });
    expect(pki('revoke', serial)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('PKI_ALREADY_REVOKED'),
    });
  });

  it.skipIf(!foreign('pkcs11-tool').present)('signs with that key so that openssl verifies', () => {
    writeFileSync(join(root, 'data'), 'Công văn');
    const login = ['--module', module(), '--token-label', 'Chu tich', '--login', '--pin', pin];
    const run = { env: { ...process.env, ...environment }, stdio: 'pipe' } as const;
    const files = ['-i', join(root, 'data'), '-o', join(root, 'signature')];
    const sign = ['--sign', '-m', 'SHA256-RSA-PKCS', '--label', 'chu-tich'];
    execFileSync('pkcs11-tool', [...login, ...sign, ...files], run);
    const [record] = execFileSync('sh', ['-c', `ls ${pkiDir}/issued`])
      .toString()
      .split('\n');
    const certificate = join(pkiDir, 'issued', record ?? '');
    execFileSync('sh', [
      '-c',
      `openssl x509 -in ${certificate} -pubkey -noout > ${join(root, 'public.pem')}`,
    ]);
    const check = [
      'dgst',
      '-sha256',
      '-verify',
      join(root, 'public.pem'),
      '-signature',
      join(root, 'signature'),
    ];
    expect(execFileSync('openssl', [...check, join(root, 'data')]).toString()).toContain('Verified OK');
  });

  describe('the client', () => {
    let client: Pkcs11Module;

    beforeAll(() => {
      client = openModule(module(), { environment });
    });
    afterAll(() => client.close());

    it('sees tries run down to a lock, and the SO unlock it', () => {
      const token = client.openToken({ label: 'Chu tich' });
      const session = token.openSession();
      const wrong = () => outcome(() => session.login('user', 'Sai-mat-khau-1')).ckr.name;
      expect([wrong(), token.info().flags.user.countLow]).toEqual(['CKR_PIN_INCORRECT', true]);
      expect([wrong(), token.info().flags.user.finalTry]).toEqual(['CKR_PIN_INCORRECT', true]);
      wrong();
      expect(token.info().flags.user.locked).toBe(true);
      expect(outcome(() => session.login('user', pin)).ckr.name).toBe('CKR_PIN_LOCKED');
      expect(() => session.login('user', pin)).toThrow(
        expect.objectContaining({ code: 'PKCS11_PIN_LOCKED' }),
      );
      session.login('so', soPin);
      session.initPin(pin);
      session.logout();
      session.login('user', pin);
      expect(session.loginState()).toBe('user');
      session.logout();
      session.close();
    });

    it('signs with RSA, PSS and ECDSA mechanisms that p11-kit lets through', async () => {
      const session = client.openToken({ label: 'Chu tich' }).openSession();
      session.login('user', pin);
      const rsa = session.key({ label: 'chu-tich' });
      expect(session.sign(rsa, Buffer.from('a'))).toHaveLength(256);
      expect(await session.signAsync(rsa, Buffer.from('a'), 'rsa-pss-sha256')).toHaveLength(256);
      const ec = session.generateKeyPair({ type: 'p-256', label: 'ec' });
      expect(session.sign(ec, Buffer.from('a'))[0]).toBe(0x30);
      expect(session.publicKey(ec)).toHaveLength(91);
      expect(session.readAttribute(ec.handle, ck.CKA_VALUE).state).toBe('refused');
      session.logout();
      session.close();
    });

    it('meets removal and return with stable codes', () => {
      const session = client.openToken({ label: 'Chu tich' }).openSession();
      session.login('user', pin);
      const key = session.key({ label: 'chu-tich' });
      expect(client.slotEvent()).toBeUndefined();
      expect(emulator('token', 'remove', 'Chu tich')).toMatchObject({ status: 0 });
      expect(client.slotEvent()).toMatch(/^\d+$/);
      const gone = expect.stringMatching(/^PKCS11_(DEVICE_REMOVED|TOKEN_NOT_PRESENT|SESSION_LOST)$/);
      expect(() => session.sign(key, Buffer.from('a'))).toThrow(expect.objectContaining({ code: gone }));
      expect(client.tokens()).toEqual([]);
      expect(() => client.openToken({ label: 'Chu tich' })).toThrow(
        expect.objectContaining({ code: 'PKCS11_TOKEN_NOT_FOUND' }),
      );
      expect(emulator('token', 'insert', 'Chu tich')).toMatchObject({ status: 0 });
      expect(client.openToken({ label: 'Chu tich' }).info().label).toBe('Chu tich');
    });
  });

  it('finds its way back to a server that was started again', () => {
    const client = openModule(module(), { environment });
    expect(client.tokens()).toHaveLength(1);
    expect(emulator('emulator', 'stop')).toMatchObject({ status: 0 });
    expect(emulator('emulator', 'start', '--detach')).toMatchObject({ status: 0 });
    expect(() => client.tokens()).toThrow(expect.objectContaining({ code: 'PKCS11_DEVICE_ERROR', exit: 3 }));
    client.reinitialise();
    expect(client.tokens()).toHaveLength(1);
    client.close();
  });

  it('says what is wrong with stable codes and exit 2, and never repeats a PIN', () => {
    const token = ['--module', module(), '--token-label', 'Chu tich'];
    // As sign and token create do, it takes the PIN from the environment: only then it comes to the subscriber.
    environment = { ...environment, CONGVU_PIN: pin };
    const fromEnvironment = pki('issue', 'nobody', ...token);
    environment = { ...environment, CONGVU_PIN: '' };
    const cases = [
      [fromEnvironment, 'PKI_SUBSCRIBER_UNKNOWN'],
      [pki('issue', 'nobody', ...token, '--pin', pin), 'PKI_SUBSCRIBER_UNKNOWN'],
      [pki('issue', 'chu-tich', ...token, '--pin', 'Sai-mat-khau-1'), 'PKCS11_PIN_INCORRECT'],
      [pki('issue', 'chu-tich', ...token), 'PKI_ARGUMENT_MISSING'],
      [pki('issue', 'chu-tich', ...token, '--pin', pin, '--key-type', 'dsa'), 'PKI_ARGUMENT_INVALID'],
      [pki('issue', 'chu-tich', '--token-label', 'khong co', '--pin', pin), 'PKCS11_TOKEN_NOT_FOUND'],
      [pki('issue', 'chu-tich', '--request', command), 'PKI_REQUEST_INVALID'],
      [pki('revoke', '99'), 'PKI_SERIAL_UNKNOWN'],
      [pki('revoke', '99', '--at', 'hôm qua'), 'PKI_ARGUMENT_INVALID'],
      [pki('revoke', '99', '--reason', 'bored'), 'PKI_ARGUMENT_INVALID'],
      [pki('init', join(root, 'none.yaml')), 'PKI_DESCRIPTION_UNREADABLE'],
      [pki('init', '/dev/zero'), 'PKI_DESCRIPTION_UNREADABLE'],
      [pki('issue', 'chu-tich', ...token, '--pin-file', '/dev/zero'), 'PKI_ARGUMENT_INVALID'],
      [pki('init', command), 'PKI_DESCRIPTION_'],
      [pki('serve', '--port', '99999'), 'PKI_ARGUMENT_INVALID'],
    ] as const;
    for (const [{ status, stdout, stderr }, code] of cases) {
      expect(stderr).toContain(code);
      expect([status, stdout]).toEqual([2, '']);
      for (const secret of secrets) expect(stderr).not.toContain(secret);
    }
  });

  it('certifies a request made elsewhere, but not one with a foreign signature', () => {
    const request = join(root, 'request.pem');
    const make = [
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=x',
      '-keyout',
      join(root, 'k'),
    ];
    execFileSync('openssl', [...make, '-out', request], { stdio: 'pipe' });
    expect(pki('issue', 'ubnd-hai-phong', '--request', request)).toMatchObject({ status: 0 });
    const der = execFileSync('openssl', ['req', '-in', request, '-outform', 'DER']);
    der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
    writeFileSync(request, der);
    expect(pki('issue', 'ubnd-hai-phong', '--request', request)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('PKI_REQUEST_INVALID'),
    });
  });

  it('serves until it is told to stop', async () => {
    const server = spawn(process.execPath, [command, 'pki', 'serve', '--port', '0', '--dir', pkiDir]);
    const url = await new Promise<string>((resolve) => {
      server.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    });
    const ask = ['ocsp', '-issuer', join(pkiDir, 'trust/sub.crt'), '-serial', '0x99', '-url', `${url}/ocsp`];
    const answer = execFileSync('openssl', [...ask, '-CAfile', join(pkiDir, 'trust/root.crt')], {
      stdio: 'pipe',
    });
    expect(answer.toString()).toContain('0x99: unknown');
    const taken = pki('serve', '--port', new URL(url).port);
    expect(taken).toMatchObject({ status: 2, stderr: expect.stringContaining('PKI_PORT_IN_USE') });
    const ended = new Promise((resolve) => server.once('exit', (code, signal) => resolve([code, signal])));
    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(readFileSync(join(pkiDir, 'trust/sub.crl')).length).toBeGreaterThan(100);
  });
});
