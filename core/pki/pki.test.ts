/** Making, issuing and revoking, judged by openssl. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { fixedClock } from '../../foundation/clock.ts';
import { projectRoot } from '../../foundation/paths.ts';
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

it('finds everything again after it was closed', async () => {
  const again = await openPki({ dir: pki.dir, clock });
  expect(again.issued().length).toBeGreaterThan(4);
  expect(again.description).toEqual(pki.description);
  expect(existsSync(join(pki.dir, 'description.json'))).toBe(true);
  again.close();
});

describe('a damaged folder', () => {
  it.each(['index.sqlite', 'keys/sub.key', 'authorities/sub.crt', 'description.json'])(
    'is reported as damaged: %s',
    async (file) => {
      const dir = join(root, 'damaged');
      (await createPki({ description: pki.description, dir, clock })).close();
      writeFileSync(join(dir, file), 'this is not what was here before, and long enough to be a header');
      await expect(openPki({ dir, clock })).rejects.toMatchObject({ code: 'PKI_STORAGE_FAILED', exit: 3 });
      rmSync(join(dir, file));
      const missing = openPki({ dir, clock });
      const code = file === 'index.sqlite' ? 'PKI_NOT_FOUND' : 'PKI_STORAGE_FAILED';
      await expect(missing).rejects.toMatchObject({ code });
      rmSync(dir, { recursive: true });
    },
  );
});

describe.skipIf(!foreign('openssl').present)('authorities on elliptic curves', () => {
  it.each(['p-256', 'p-384'] as const)('%s', async (type) => {
    const keys = { ...pki.description.keys, authorities: type, services: type };
    const description = { ...pki.description, keys };
    const other = await createPki({ description, dir: join(root, type), clock });
    const { serial, der } = await other.issue('chu-tich', spki());
    const file = written(`${type}.crt`, pem(der));
    expect(verifyChain(other, file)).toContain('OK');
    await other.revoke(serial, { at: clock.now(), reason: 'unspecified' });
    expect(verifyChain(other, file)).toContain('certificate revoked');
    other.close();
  });
});
