/** CAdES signatures beside files of any kind, judged by openssl cms, by BouncyCastle and by our own verification. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { trustStore, verifyDetached } from '../../verification/index.ts';
import { signDetached } from '../detached.ts';
import { type TestKey, type TestPki, testPki } from '../test-material.ts';
import { judgedByPdfbox, pdfboxOn } from './judges.ts';

const clock = fixedClock('2026-11-22T02:30:15Z');
const folder = mkdtempSync(join(tmpdir(), 'congvu-cades-'));
const content = Buffer.from('Số liệu;2026\nHải Phòng;1\n');
let pki: TestPki;

beforeAll(async () => {
  pki = await testPki();
  writeFileSync(join(folder, 'root.pem'), pki.rootPem);
  writeFileSync(join(folder, 'so-lieu.csv'), content);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const agency = (key: TestKey, padding: 'pkcs1' | 'pss' = 'pkcs1') =>
  pki.signer({
    name: 'Sở Kỹ thuật số',
    uid: 'MST:0200000001',
    key,
    ...(key.startsWith('rsa') ? { scheme: { padding } } : {}),
  });

function report(der: Uint8Array, data: Uint8Array) {
  const policy = {
    trust: trustStore({ certificates: [pki.rootDer] }),
    at: clock.now(),
    regulation: 'hai-phong-2025',
    as: 'attachment',
  } as const;
  return verifyDetached([{ name: 'so-lieu.csv.p7s', der }], data, policy);
}

describe.each([
  ['rsa', 'pkcs1'],
  ['rsa', 'pss'],
  ['rsa-3072', 'pss'],
  ['rsa-4096', 'pkcs1'],
  ['p-256', 'pkcs1'],
  ['p-384', 'pkcs1'],
] as const)('a signature with %s %s', (key, padding) => {
  const regulation = 'hai-phong-2025';

  it('is accepted by openssl cms and BouncyCastle, and not over other bytes', async () => {
    const der = await signDetached({
      content,
      signer: await agency(key, padding),
      as: 'attachment',
      regulation,
      clock,
    });
    writeFileSync(join(folder, 'it.p7s'), der);
    writeFileSync(join(folder, 'other'), 'x');
    const verify = (file: string) => {
      const { path } = foreign('openssl');
      const names = ['-in', join(folder, 'it.p7s'), '-content', join(folder, file)];
      const out = ['-out', join(folder, 'out'), '-CAfile', join(folder, 'root.pem')];
      const options = ['-inform', 'DER', '-binary', '-cades', '-purpose', 'any'];
      execFileSync(path, ['cms', '-verify', ...options, ...names, ...out], { stdio: 'pipe' });
    };
    if (foreign('openssl').present) {
      verify('so-lieu.csv');
      expect(() => verify('other')).toThrow();
    }
    const question = {
      file: join(folder, 'it.p7s'),
      roots: join(folder, 'root.pem'),
      content: join(folder, 'so-lieu.csv'),
      at: clock.now(),
    };
    await judgedByPdfbox(question, 1);
    const elsewhere = await pdfboxOn({ ...question, content: join(folder, 'other') });
    if (elsewhere !== undefined)
      expect(elsewhere).toMatchObject({ accepted: false, signatures: [{ faults: [{ code: 'DIGEST' }] }] });
    // The trust has no lists here: everything else is in order.
    expect(report(der, content)).toMatchObject({ reason: 'REVOCATION_UNKNOWN' });
    expect(report(der, content).signatures).toMatchObject([
      {
        integrity: 'intact',
        signer: { kind: 'agency' },
        signingTime: { time: '2026-11-22T02:30:15.000Z', source: 'claimed' },
      },
    ]);
    expect(report(der, Buffer.from('x'))).toMatchObject({
      verdict: 'TOTAL-FAILED',
      reason: 'INTEGRITY_BROKEN',
    });
  });
});

describe('refuses', () => {
  it("a person's certificate for the agency, and an expired one", async () => {
    const person = await pki.signer({ name: 'An', uid: 'CCCD:001099000001' });
    const expired = await pki.signer({ name: 'Sở', uid: 'MST:0200000001', notAfter: '2026-01-01T00:00:00Z' });
    const sign = (signer: typeof person, as: 'agency' | 'attachment' | 'personal' = 'agency') =>
      signDetached({ content, signer, as, regulation: 'hai-phong-2025', clock });
    await expect(sign(person)).rejects.toMatchObject({ code: 'SIGN_CERTIFICATE_KIND' });
    // A person is told what to sign it as, and may.
    await expect(sign(person, 'attachment')).rejects.toMatchObject({
      code: 'SIGN_CERTIFICATE_KIND',
      hint: expect.stringContaining('--as personal'),
    });
    await expect(sign(person, 'personal')).resolves.toBeDefined();
    await expect(sign(expired)).rejects.toMatchObject({ code: 'SIGN_CERTIFICATE_EXPIRED' });
  });
});
