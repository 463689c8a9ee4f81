/** Making, issuing and revoking, judged by openssl and, on a token, by OpenSC, GnuTLS and Java. */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { fixedClock } from '../../foundation/clock.ts';
import { projectRoot, systemFile } from '../../foundation/paths.ts';
import { openModule } from '../pkcs11/index.ts';
import { pem } from './authorities.ts';
import { createPki, openPki, type Pki, parsePkiDescription } from './index.ts';

const example = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
const clock = fixedClock('2026-01-05T08:00:00Z');
const attime = ['-attime', String(clock.now().getTime() / 1000)];
const root = mkdtempSync(join(tmpdir(), 'congvu-pki-'));

function spki(): Uint8Array {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    type: 'spki',
    format: 'der',
  });
}

function written(name: string, data: Uint8Array | string): string {
  const path = join(root, name);
  writeFileSync(path, data);
  return path;
}

function openssl(...parameters: readonly string[]): string {
  try {
    return execFileSync('openssl', parameters, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    return `FAILED ${stdout}${stderr}`;
  }
}

function verifyChain(pki: Pki, certificate: string): string {
  const crls = written(
    'crls.pem',
    ['root', 'sub']
      .map((id) => openssl('crl', '-inform', 'DER', '-in', join(pki.trustDir, `${id}.crl`)))
      .join(''),
  );
  const trust = ['-CAfile', join(pki.trustDir, 'root.crt'), '-untrusted', join(pki.trustDir, 'sub.crt')];
  return openssl(
    'verify',
    '-x509_strict',
    '-crl_check_all',
    '-CRLfile',
    crls,
    ...trust,
    ...attime,
    certificate,
  );
}

let pki: Pki;

beforeAll(async () => {
  pki = await createPki({ description: parsePkiDescription(example), dir: join(root, 'pki'), clock });
});

afterAll(() => {
  pki.close();
  rmSync(root, { recursive: true, force: true });
});

describe.skipIf(!foreign('openssl').present)('a PKI made from the example', () => {
  it('keeps its keys to itself', () => {
    const keys = join(root, 'pki', 'keys');
    expect(statSync(keys).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(keys)) expect(statSync(join(keys, name)).mode & 0o777).toBe(0o600);
    expect(readdirSync(pki.trustDir).sort()).toEqual(['root.crl', 'root.crt', 'sub.crl', 'sub.crt']);
  });

  it('issues certificates that openssl accepts with strict checks and CRLs', async () => {
    const { serial, der, chain } = await pki.issue('chu-tich', spki());
    const file = written('chu-tich.crt', pem(der));
    expect(verifyChain(pki, file)).toContain('OK');
    expect(chain).toHaveLength(2);
    const text = openssl('x509', '-in', file, '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus');
    expect(text).toContain('CN=Nguyễn Văn An');
    expect(text).toContain('title=Chủ tịch');
    expect(text).toContain('UID=CCCD:031080000001');
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation\s/);
    expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE/);
    expect(text).toContain('URI:http://127.0.0.1:8790/crl/sub.crl');
    expect(text).toContain('OCSP - URI:http://127.0.0.1:8790/ocsp');
    expect(text).toContain('CA Issuers - URI:http://127.0.0.1:8790/ca/sub.crt');
    expect(new X509Certificate(der).serialNumber.toLowerCase()).toBe(serial);
    expect(new X509Certificate(der).validToDate.toISOString()).toBe('2031-01-05T08:00:00.000Z');
  });

  it('gives services the purposes that their standards ask for', () => {
    const text = (id: string) =>
      openssl('x509', '-in', join(root, 'pki', 'authorities', `${id}.crt`), '-noout', '-text');
    expect(text('tsa')).toMatch(/Extended Key Usage: critical\s+Time Stamping\n/);
    expect(text('ocsp')).toMatch(/Extended Key Usage:\s+OCSP Signing\n/);
    expect(text('ocsp')).toContain('OCSP No Check');
    expect(text('root')).toMatch(/Basic Constraints: critical\s+CA:TRUE\n/);
    expect(text('sub')).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(text('sub')).toMatch(/Not After : Dec 31 17:00:00 2039/);
    for (const id of ['sub', 'ocsp', 'tsa']) {
      expect(verifyChain(pki, join(root, 'pki', 'authorities', `${id}.crt`))).toContain('OK');
    }
  });

  it('revokes: new CRL number, reason, date in the past', async () => {
    const { serial, der } = await pki.issue('chu-tich', spki());
    const number = () => Number(/CRL Number:\s+(\d+)/.exec(crl())?.[1]);
    const crl = () =>
      openssl('crl', '-inform', 'DER', '-in', join(pki.trustDir, 'sub.crl'), '-noout', '-text');
    const before = number();
    await pki.revoke(serial.toUpperCase(), { at: new Date('2025-12-01T00:00:00Z'), reason: 'keyCompromise' });
    expect(number()).toBeGreaterThan(before);
    expect(crl()).toMatch(
      new RegExp(
        `${serial.toUpperCase()}\\s+Revocation Date: Dec  1 00:00:00 2025 GMT[\\s\\S]+Key Compromise`,
      ),
    );
    expect(crl()).toContain('Next Update: Jan 12 08:00:00 2026 GMT');
    const check = ['-CAfile', join(pki.trustDir, 'sub.crt')];
    expect(
      execFileSync('sh', [
        '-c',
        `openssl crl -inform DER -in ${join(pki.trustDir, 'sub.crl')} -noout ${check.join(' ')} 2>&1`,
      ]).toString(),
    ).toContain('verify OK');
    expect(verifyChain(pki, written('revoked.crt', pem(der)))).toContain('certificate revoked');
    await expect(pki.revoke(serial, { at: clock.now(), reason: 'superseded' })).rejects.toMatchObject({
      code: 'PKI_ALREADY_REVOKED',
    });
  });

  it('revokes what the description declares revoked, and the sub CA itself when told', async () => {
    const { serial, der } = await pki.issue('can-bo-nghi-viec', spki());
    expect(pki.revocation(serial)).toMatchObject({ reason: 'affiliationChanged' });
    expect(verifyChain(pki, written('gone.crt', pem(der)))).toContain('certificate revoked');
    const other = await createPki({ description: pki.description, dir: join(root, 'other'), clock });
    await other.revoke(other.authorities.sub.serial, { at: clock.now(), reason: 'cACompromise' });
    const issued = await other.issue('chu-tich', spki());
    expect(verifyChain(other, written('orphan.crt', pem(issued.der)))).toContain('certificate revoked');
    other.close();
  });

  it('puts on hold and releases', async () => {
    const { serial, der } = await pki.issue('chu-tich', spki());
    const file = written('held.crt', pem(der));
    await pki.revoke(serial, { at: clock.now(), reason: 'certificateHold' });
    expect(verifyChain(pki, file)).toContain('certificate revoked');
    await pki.revoke(serial, { at: clock.now(), reason: 'removeFromCRL' });
    expect(verifyChain(pki, file)).toContain('OK');
    await expect(pki.revoke(serial, { at: clock.now(), reason: 'removeFromCRL' })).rejects.toMatchObject({
      code: 'PKI_NOT_ON_HOLD',
    });
  });

  it.each([
    ['expired', { notBefore: new Date('2021-01-01'), notAfter: new Date('2025-01-01') }, 'has expired'],
    ['not yet valid', { notBefore: new Date('2027-01-01') }, 'not yet valid'],
    ['from an untrusted root', { issuer: 'untrusted' as const }, 'unable to get local issuer certificate'],
  ])('makes certificates that are %s', async (name, overrides, complaint) => {
    const { der } = await pki.issue('chu-tich', spki(), overrides);
    expect(verifyChain(pki, written(`${name.replaceAll(' ', '-')}.crt`, pem(der)))).toContain(complaint);
  });

  it('makes certificates with a wrong key usage or without revocation pointers', async () => {
    const wrong = await pki.issue('chu-tich', spki(), { keyUsage: ['keyEncipherment'] });
    const text = (der: Uint8Array) =>
      openssl('x509', '-in', written('broken.crt', pem(der)), '-noout', '-text');
    expect(text(wrong.der)).toMatch(/Key Usage: critical\s+Key Encipherment\n/);
    const silent = text((await pki.issue('chu-tich', spki(), { revocationPointers: 'none' })).der);
    expect(silent).not.toContain('/crl/sub.crl');
    expect(silent).not.toContain('OCSP');
  });

  it('makes stale CRLs on purpose', async () => {
    const dir = join(root, 'stale');
    const other = await createPki({ description: pki.description, dir, clock });
    await other.writeCrls({ thisUpdate: new Date('2025-01-01'), nextUpdate: new Date('2025-01-08') });
    const { der } = await other.issue('chu-tich', spki());
    expect(verifyChain(other, written('stale.crt', pem(der)))).toContain('CRL has expired');
    other.close();
  });
});

describe('bad input', () => {
  it.each([
    ['an unknown subscriber', () => pki.issue('khong-co', spki()), 'PKI_SUBSCRIBER_UNKNOWN'],
    [
      'an unknown serial',
      () => pki.revoke('0abc', { at: clock.now(), reason: 'superseded' }),
      'PKI_SERIAL_UNKNOWN',
    ],
    [
      'a serial that is no number',
      () => pki.revoke('xyz', { at: clock.now(), reason: 'superseded' }),
      'PKI_ARGUMENT_INVALID',
    ],
    ['bytes that are no key', () => pki.issue('chu-tich', Buffer.from('abc')), 'PKI_PUBLIC_KEY_INVALID'],
    [
      'a validity that ends before it begins',
      () => pki.issue('chu-tich', spki(), { notAfter: new Date('2020-01-01') }),
      'PKI_VALIDITY_INVALID',
    ],
    [
      'a serial used before',
      () => pki.issue('chu-tich', spki(), { serial: pki.authorities.sub.serial }),
      'PKI_SERIAL_USED',
    ],
    [
      'a folder that cannot be made',
      () => createPki({ description: pki.description, dir: '/proc/congvu/pki', clock }),
      'PKI_FOLDER_UNWRITABLE',
    ],
    [
      'a folder with other files',
      () => createPki({ description: pki.description, dir: root, clock }),
      'PKI_FOLDER_NOT_EMPTY',
    ],
    ['a folder without a PKI', () => openPki({ dir: join(root, 'none'), clock }), 'PKI_NOT_FOUND'],
    [
      'another description for the same folder',
      () =>
        createPki({
          description: { ...pki.description, root: { subject: { commonName: 'Khác' } } },
          dir: pki.dir,
          clock,
        }),
      'PKI_DESCRIPTION_CHANGED',
    ],
  ])('%s', async (_name, run, code) => {
    const before = pki.issued().length;
    await expect(run()).rejects.toMatchObject({ code, exit: 2 });
    expect(pki.issued()).toHaveLength(before);
    expect(readdirSync(root).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('a weak key, unless asked for on purpose', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({
      type: 'spki',
      format: 'der',
    });
    await expect(pki.issue('chu-tich', weak)).rejects.toMatchObject({ code: 'PKI_PUBLIC_KEY_INVALID' });
    await expect(pki.issue('chu-tich', weak, { allowWeakKey: true })).resolves.toBeDefined();
  });
});

const library = systemFile('/usr/lib/softhsm/libsofthsm2.so') ?? '';

describe.skipIf(!foreign('softhsm2-util').present)('issuing to a token', () => {
  const dir = mkdtempSync(join(tmpdir(), 'congvu-pki-token-'));
  const environment = { SOFTHSM2_CONF: join(dir, 'softhsm2.conf') };
  const foreignEnvironment: ExecFileSyncOptions = {
    env: { ...process.env, ...environment },
    stdio: 'pipe',
  };
  const token = { module: library, tokenLabel: 'Chu tich', pin: 'Mat-khau-1' };

  beforeAll(() => {
    writeFileSync(environment.SOFTHSM2_CONF, `directories.tokendir = ${dir}\nobjectstore.backend = file\n`);
    const initialise = ['--init-token', '--free', '--label', token.tokenLabel, '--pin', token.pin];
    execFileSync('softhsm2-util', [...initialise, '--so-pin', 'So-mat-khau-1'], foreignEnvironment);
    process.env.SOFTHSM2_CONF = environment.SOFTHSM2_CONF;
  });

  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each(['rsa-2048', 'p-256'] as const)('stores %s key, certificate and issuers', async (keyType) => {
    const label = `key-${keyType}`;
    const issued = await pki.issueToToken('chu-tich', { ...token, keyType, label });
    const module = openModule(library);
    const session = module.openToken({ label: token.tokenLabel }).openSession();
    session.login('user', token.pin);
    const key = session.key({ label });
    const [stored] = session.certificates({ id: key.id });
    expect(Buffer.from(stored?.der ?? []).equals(issued.der)).toBe(true);
    expect(stored?.label).toBe(label);
    const held = createPublicKey({ key: Buffer.from(session.publicKey(key)), format: 'der', type: 'spki' });
    expect(held.equals(new X509Certificate(issued.der).publicKey)).toBe(true);
    expect(session.issuersOf(issued.der).map((der) => Buffer.from(der))).toEqual(
      issued.chain.map(Buffer.from),
    );
    expect(session.certificates().filter(({ label }) => label === 'root')).toHaveLength(1);
    session.logout();
    session.close();
    module.close();
  });

  it('leaves nothing on the token when issuing fails', async () => {
    const failing = pki.issueToToken(
      'chu-tich',
      { ...token, label: 'half' },
      { notAfter: new Date('2020-01-01') },
    );
    await expect(failing).rejects.toMatchObject({ code: 'PKI_VALIDITY_INVALID' });
    const module = openModule(library);
    const session = module.openToken({ label: token.tokenLabel }).openSession();
    session.login('user', token.pin);
    expect(session.keys({ label: 'half' })).toEqual([]);
    module.close();
    const wrong = pki.issueToToken('chu-tich', { ...token, pin: 'sai-mat-khau' });
    await expect(wrong).rejects.toMatchObject({ code: 'PKCS11_PIN_INCORRECT' });
  });

  it.skipIf(!foreign('pkcs11-tool').present)('is understood by OpenSC', () => {
    const listed = execFileSync(
      'pkcs11-tool',
      ['--module', library, '--token-label', token.tokenLabel, '--login', '--pin', token.pin, '-O'],
      foreignEnvironment,
    ).toString();
    expect(listed).toContain('UID=CCCD:031080000001');
    expect(listed.match(/^Certificate Object/gm)).toHaveLength(4);
  });

  it.skipIf(!foreign('p11tool').present)('is understood by GnuTLS', () => {
    const listed = execFileSync(
      'p11tool',
      ['--provider', library, '--login', '--set-pin', token.pin, '--list-all', 'pkcs11:token=Chu%20tich'],
      foreignEnvironment,
    ).toString();
    expect(listed).toMatch(/Type: X\.509 Certificate \(RSA-2048\)/);
    expect(listed).toMatch(/Type: Private key \(EC\/ECDSA/);
  });

  it.skipIf(!foreign('keytool').present)('is a key entry with its chain for Java', () => {
    const slots = execFileSync('softhsm2-util', ['--show-slots'], foreignEnvironment).toString();
    const slot = /^Slot (\d+)$(?:(?!^Slot)[\s\S])*Label: +Chu tich/m.exec(slots)?.[1];
    const config = join(dir, 'java.cfg');
    writeFileSync(config, `name = congvu\nlibrary = ${library}\nslot = ${slot}\n`);
    const listed = execFileSync(
      'keytool',
      [
        ...['-list', '-v', '-keystore', 'NONE', '-storetype', 'PKCS11', '-storepass', token.pin],
        ...['-providerClass', 'sun.security.pkcs11.SunPKCS11', '-providerArg', config],
      ],
      foreignEnvironment,
    ).toString();
    expect(listed).toMatch(/Alias name: key-rsa-2048[\s\S]*?PrivateKeyEntry[\s\S]*?chain length: 3/);
  });
});

it('finds everything again after it was closed', async () => {
  const again = await openPki({ dir: pki.dir, clock });
  expect(again.issued().length).toBeGreaterThan(4);
  expect(again.description).toEqual(pki.description);
  expect(existsSync(join(pki.dir, 'description.json'))).toBe(true);
  again.close();
});
