/** Keys that are certified for RSA-PSS with one hash, made and used by openssl: prepared with that hash, or refused by name. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { loadTrust, verifyPdf } from '../../verification/index.ts';
import { certificateOf } from '../cms/certificate.ts';
import { schemeFor } from '../cms/scheme.ts';
import { fixturePath } from '../test-material.ts';
import { judgedByOpenssl } from './judges.ts';

const openssl = foreign('openssl');
const folder = mkdtempSync(join(tmpdir(), 'cv-pss-'));
const path = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...parameters: readonly string[]) => execFileSync(openssl.path, parameters, { stdio: 'pipe' });

/** `NAME.key` and `NAME.crt`, certified by itself. */
function made(name: string, hash: string, mask: string, salt: number): void {
  run(
    ...['genpkey', '-algorithm', 'rsa-pss', '-out', path(`${name}.key`)],
    ...['-pkeyopt', 'rsa_keygen_bits:2048', '-pkeyopt', `rsa_pss_keygen_md:${hash}`],
    ...['-pkeyopt', `rsa_pss_keygen_mgf1_md:${mask}`, '-pkeyopt', `rsa_pss_keygen_saltlen:${salt}`],
  );
  run(
    ...['req', '-x509', '-key', path(`${name}.key`), '-out', path(`${name}.crt`), '-days', '3650'],
    ...['-subj', '/CN=Nguyen Van An/UID=CCCD:001099000001', `-${hash}`, '-utf8'],
    ...['-addext', 'keyUsage=critical,digitalSignature,nonRepudiation'],
  );
}

const certificate = (name: string) =>
  certificateOf(
    Buffer.from(readFileSync(path(`${name}.crt`), 'utf8').replace(/-----[^-]*-----|\s/g, ''), 'base64'),
  );

function congvu(...parameters: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    join(projectRoot, 'bin/congvu.js'),
    ...parameters,
  ]);
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}

describe.skipIf(!openssl.present)('a key certified for RSA-PSS with one hash', () => {
  beforeAll(() => {
    made('sha384', 'sha384', 'sha384', 48);
    made('sha1', 'sha1', 'sha1', 20);
    made('mask', 'sha384', 'sha256', 48);
    made('salt', 'sha256', 'sha256', 64);
  });

  it.each([
    ['sha384', {}, 'rsa-pss-sha384'],
    ['sha384', { hash: 'sha384', padding: 'pkcs1' }, 'rsa-pss-sha384'],
    ['sha384', { hash: 'sha256' }, 'SIGN_HASH_UNSUITABLE'],
    ['sha1', {}, 'SIGN_ALGORITHM_WEAK'],
    ['mask', {}, 'SIGN_ALGORITHM_UNSUPPORTED'],
    ['salt', {}, 'SIGN_ALGORITHM_UNSUPPORTED'],
    ['salt', { hash: 'sha512' }, 'SIGN_HASH_UNSUITABLE'],
  ] as const)('%s, asked for %o: %s', (name, wish, said) => {
    const found = () => schemeFor(certificate(name), wish);
    if (said.startsWith('SIGN_')) expect(found).toThrow(expect.objectContaining({ code: said }));
    else expect(found()).toBe(said);
  });

  const prepare = (out: string, ...more: readonly string[]) =>
    congvu(
      ...['prepare', fixturePath('documents', 'cong-van-classic.pdf'), '--as', 'invisible'],
      ...['--certificate', path('sha384.crt'), '--regulation', 'none', '--lang', 'en'],
      ...['--out', path(out), ...more],
    );

  it('is prepared with its own hash and completed by a signature of openssl', async () => {
    const prepared = prepare('prepared.pdf');
    expect([prepared.code, prepared.stdout]).toEqual([
      0,
      expect.stringMatching(/^rsa-pss-sha384 [0-9a-f]{96}\n$/),
    ]);
    const [, digest = ''] = prepared.stdout.trim().split(' ');
    writeFileSync(path('digest'), Buffer.from(digest, 'hex'));
    run(
      ...['pkeyutl', '-sign', '-inkey', path('sha384.key'), '-in', path('digest'), '-out', path('signature')],
      ...['-pkeyopt', 'digest:sha384', '-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:48'],
    );
    const done = congvu(
      ...['complete', path('prepared.pdf'), '--signature', path('signature')],
      ...['--out', path('signed.pdf')],
    );
    expect(done).toMatchObject({ code: 0, stderr: '' });
    mkdirSync(path('trust'));
    copyFileSync(path('sha384.crt'), path('trust/root.crt'));
    const trust = await loadTrust(path('trust'));
    judgedByOpenssl(readFileSync(path('signed.pdf')), path('sha384.crt'), folder);
    const [signature] = verifyPdf(readFileSync(path('signed.pdf')), {
      trust,
      at: new Date(),
      regulation: 'none',
    }).signatures;
    expect(signature).toMatchObject({ integrity: 'intact' });
    expect(signature?.reason).not.toMatch(/INVALID|ALGORITHM/);
  });

  it('with another hash is refused before anything is written', () => {
    const { code, stderr } = prepare('other.pdf', '--hash', 'sha256');
    expect([code, stderr]).toEqual([2, expect.stringContaining('SIGN_HASH_UNSUITABLE')]);
  });

  it('with a state that names another hash is refused by name', () => {
    expect(prepare('state.pdf').code).toBe(0);
    const state = readFileSync(path('state.pdf.json'), 'utf8');
    writeFileSync(path('state.pdf.json'), state.replace('rsa-pss-sha384', 'rsa-pss-sha256'));
    writeFileSync(path('junk'), Buffer.alloc(256, 1));
    const complete = () =>
      congvu('complete', path('state.pdf'), '--signature', path('junk'), '--out', path('no.pdf'));
    expect(complete()).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGN_HASH_UNSUITABLE') });
    writeFileSync(path('state.pdf.json'), state.replace('rsa-pss-sha384', 'rsa-pkcs1-sha384'));
    expect(complete()).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGN_STATE_INVALID') });
  });
});
