/** Digest out, signature in: the key is with openssl, and the two phases share nothing but files. */
import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { createPki, parsePkiDescription } from '../../pki/index.ts';
import { loadTrust, verifyPdf } from '../../verification/index.ts';
import { fixturePath } from '../test-material.ts';
import { judgedByPdfsig } from './judges.ts';

const at = '2026-11-22T02:30:15Z';
const folder = mkdtempSync(join(tmpdir(), 'cv-2'));
const path = (name: string) => join(folder, name);
let trustDir: string;

beforeAll(async () => {
  const yaml = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
  const description = parsePkiDescription(yaml);
  const pki = await createPki({ description, dir: path('pki'), clock: fixedClock(at) });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { der, chain } = await pki.issue('chu-tich', publicKey.export({ type: 'spki', format: 'der' }));
  const pem = (one: Uint8Array) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(one).toString('base64')}\n-----END CERTIFICATE-----\n`;
  writeFileSync(path('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const other = await createPki({ description, dir: path('other-pki'), clock: fixedClock(at) });
  const { chain: strangers } = await other.issue(
    'chu-tich',
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  other.close();
  const [stranger = Buffer.alloc(0)] = strangers;
  writeFileSync(path('stranger'), Buffer.from(stranger).toString('base64'));
  // A bundle may hold more than what leads up from the signer.
  writeFileSync(path('certificate.pem'), [der, stranger, ...chain].map(pem).join(''));
  trustDir = pki.trustDir;
  pki.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function congvu(...parameters: readonly string[]) {
  const run = spawnSync(process.execPath, [join(projectRoot, 'bin/congvu.js'), ...parameters]);
  return { code: run.status, stdout: run.stdout.toString(), stderr: run.stderr.toString() };
}

describe.skipIf(!foreign('openssl').present)('in two phases', () => {
  const prepare = (...more: readonly string[]) =>
    congvu(
      ...['prepare', fixturePath('documents', 'cong-van-classic.pdf'), '--as', 'personal', '--at', at],
      ...['--image', fixturePath('images', 'chu-ky-xanh.png'), '--title', 'GIÁM ĐỐC'],
      ...['--name', 'Nguyễn Văn An', '--certificate', path('certificate.pem'), '--json', ...more],
    );

  it('the first phase says what the signer should know', () => {
    const other = ['--place', '1:20,20,50,25', '--name', 'Trần Thị Bích', '--out', path('other.pdf')];
    const prepared = prepare(...other);
    expect(JSON.parse(prepared.stdout)).toMatchObject({ warnings: [{ code: 'SIGNER_NAME_DIFFERS' }] });
    expect(prepared.stderr).toMatch(
      /cảnh báo: SIGNER_NAME_DIFFERS: .*chứng thư số là của.*\n {2}English: the certificate is of/,
    );
  });

  it('a file that holds something else than certificates is refused, and so is --out over an input', () => {
    writeFileSync(path('garbage.pem'), 'garbage');
    const refused = prepare('--certificate', path('garbage.pem'), '--out', path('none.pdf'));
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGN_OPTION_INVALID') });
    const before = readFileSync(path('certificate.pem'));
    const over = prepare('--force', '--out', path('certificate.pem'));
    expect(over).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGN_OPTION_INVALID') });
    expect(readFileSync(path('certificate.pem')).equals(before)).toBe(true);
  });

  it('a digest signed by openssl completes the file', async () => {
    const prepared = prepare('--out', path('prepared.pdf'));
    expect(prepared).toMatchObject({ code: 0 });
    const { scheme, digest } = JSON.parse(prepared.stdout) as { scheme: string; digest: string };
    expect(scheme).toBe('rsa-pkcs1-sha256');
    writeFileSync(path('digest'), Buffer.from(digest, 'hex'));
    const sign = ['-sign', '-inkey', path('key.pem'), '-pkeyopt', 'digest:sha256', '-in', path('digest')];
    execFileSync(foreign('openssl').path, ['pkeyutl', ...sign, '-out', path('signature')]);
    const complete = ['complete', path('prepared.pdf'), '--signature', path('signature')];
    expect(congvu(...complete, '--out', path('signed.pdf'))).toMatchObject({ code: 0 });
    const policy = { trust: await loadTrust(trustDir), at: new Date(at), regulation: 'none' } as const;
    expect(verifyPdf(readFileSync(path('signed.pdf')), policy)).toMatchObject({ verdict: 'TOTAL-PASSED' });
    judgedByPdfsig(path('signed.pdf'));

    // A signature of something else, and a file that was changed in between, are refused; nothing is written.
    writeFileSync(path('wrong'), Buffer.alloc(256, 7));
    const wrong = ['complete', path('prepared.pdf'), '--signature', path('wrong'), '--out', path('no.pdf')];
    expect(congvu(...wrong)).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGN_KEY_MISMATCH') });
    const bare = ['pkeyutl', '-sign', '-inkey', path('key.pem'), '-in', path('digest')];
    execFileSync(foreign('openssl').path, [...bare, '-out', path('bare')]);
    expect(
      congvu('complete', path('prepared.pdf'), '--signature', path('bare'), '--out', path('no.pdf')),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/SIGN_KEY_MISMATCH[\s\S]*bare digest[\s\S]*DigestInfo/),
    });
    // Nor does a state with other certificates, or an output that is an input.
    const state = JSON.parse(readFileSync(path('prepared.pdf.json'), 'utf8')) as { chain: string[] };
    expect(state.chain).toHaveLength(2);
    const stranger = readFileSync(path('stranger'), 'latin1');
    for (const wrong of [
      { chain: ['AAAA'] },
      { chain: [...state.chain, stranger] },
      { chain: state.chain.slice(1) },
      { certificate: 'AAAA' },
    ]) {
      writeFileSync(path('prepared.pdf.json'), JSON.stringify({ ...state, ...wrong }));
      expect(congvu(...complete, '--out', path('no.pdf'))).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/SIGN_STATE_INVALID[\s\S]*"(?:chain|certificate)"/),
      });
    }
    writeFileSync(path('prepared.pdf.json'), JSON.stringify(state));
    for (const input of ['prepared.pdf', 'prepared.pdf.json', 'signature']) {
      const before = readFileSync(path(input));
      expect(congvu(...complete, '--force', '--out', path(input))).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('SIGN_OPTION_INVALID'),
      });
      expect(readFileSync(path(input)).equals(before)).toBe(true);
    }

    const changed = readFileSync(path('prepared.pdf'));
    changed[300] = (changed[300] ?? 0) ^ 1;
    writeFileSync(path('prepared.pdf'), changed);
    expect(congvu(...complete, '--out', path('no.pdf'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('SIGN_STATE_INVALID'),
    });
    expect(existsSync(path('no.pdf'))).toBe(false);
  });
});
