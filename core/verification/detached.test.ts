/** Signatures beside a file as other programs write them: by several in parallel, as text, or not at all. */
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { verifyDetached } from './detached.ts';
import { signatureIn } from './signature-file.ts';
import { certificate, type Identity, rsaKey } from './testing/authority.ts';
import { cms } from './testing/cms.ts';
import { agency, person, policy, sub } from './testing/hand-made.ts';

const dir = mkdtempSync(join(tmpdir(), 'congvu-beside-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const openssl = foreign('openssl');
const content = Buffer.from('Mã,Số lượng\r\nA,1\r\n');
const other = Buffer.from('Mã,Số lượng\r\nA,2\r\n');

/** As of the day on which openssl signs; no list reaches that far. */
const judged = (der: Uint8Array, over = content) =>
  verifyDetached([{ name: 'a.csv.p7s', der }], over, policy({ regulation: 'none' }));

const written = (name: string, data: string | Uint8Array): string => {
  writeFileSync(join(dir, name), data);
  return join(dir, name);
};

function signedByOpenssl(signers: readonly Identity[], ...more: readonly string[]): Buffer {
  const named = signers.flatMap(({ der, key }, index) => [
    '-signer',
    written(`${index}.crt`, new X509Certificate(der).toString()),
    '-inkey',
    written(`${index}.key`, String(key.export({ type: 'pkcs8', format: 'pem' }))),
  ]);
  const out = join(dir, 'out.p7s');
  const cades = more.includes('-noattr') ? [] : ['-cades'];
  const asked = ['cms', '-sign', '-binary', '-md', 'sha256', '-in', written('a.csv', content)];
  execFileSync(openssl.path, [...asked, ...cades, ...named, '-out', out, ...more], { stdio: 'pipe' });
  return readFileSync(out);
}

describe.skipIf(!openssl.present)('parallel signatures of openssl cms', () => {
  it('are judged each by itself', () => {
    const report = judged(signedByOpenssl([person, agency], '-outform', 'DER'));
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.signatures.map(({ field, signer: { name }, verdict }) => [field, name, verdict])).toEqual(
      expect.arrayContaining([
        [expect.stringMatching(/^a\.csv\.p7s [12]\/2$/), 'An', 'TOTAL-PASSED'],
        [expect.stringMatching(/^a\.csv\.p7s [12]\/2$/), 'UBND', 'TOTAL-PASSED'],
      ]),
    );
  });

  it('do not hide one of them that is not trusted', () => {
    const stranger = certificate({ name: 'Ai do', uid: 'CCCD:9', key: rsaKey(2048) });
    const report = judged(signedByOpenssl([person, stranger], '-outform', 'DER'));
    expect(report.verdict).toBe('INDETERMINATE');
    expect(new Map(report.signatures.map(({ signer, reason }) => [signer.name, reason]))).toEqual(
      new Map([
        ['An', 'OK'],
        ['Ai do', 'CERTIFICATE_UNTRUSTED'],
      ]),
    );
  });

  it('are all broken where the file is another one', () => {
    const report = judged(signedByOpenssl([person, agency], '-outform', 'DER'), other);
    expect(report.signatures.map(({ reason }) => reason)).toEqual(['INTEGRITY_BROKEN', 'INTEGRITY_BROKEN']);
  });

  it('are found in the forms of text that it writes, and a message is told from them', () => {
    for (const form of ['PEM', 'DER']) {
      const found = signatureIn(signedByOpenssl([person], '-outform', form));
      expect(found.kind === 'der' && judged(found.der).verdict).toBe('TOTAL-PASSED');
    }
    expect(signatureIn(signedByOpenssl([person], '-outform', 'SMIME')).kind).toBe('mail');
  });
});

describe('a file called .p7s', () => {
  const der = cms({ signer: person, issuer: sub, signed: [content] });

  it.each([
    ['DER', der],
    ['bare base64', Buffer.from(der.toString('base64'))],
    ['base64 in lines', Buffer.from(`${der.toString('base64').replace(/.{64}/g, '$&\r\n')}\r\n`)],
    ['base64 behind a mark of UTF-8', Buffer.from(`\ufeff${der.toString('base64')}\n`)],
    ['PEM', Buffer.from(`-----BEGIN PKCS7-----\n${der.toString('base64')}\n-----END PKCS7-----\n`)],
  ])('as %s', (_, bytes) => {
    const found = signatureIn(bytes);
    expect(found.kind).toBe('der');
    expect(found.kind === 'der' && judged(found.der).verdict).toBe('TOTAL-PASSED');
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'CMS_EMPTY'],
    ['only zeros', Buffer.alloc(100), 'CMS_EMPTY'],
    ['some other text', Buffer.from('hello'), 'CMS_UNREADABLE'],
    ['no signer', cms({ signer: person, issuer: sub, signed: [content], signers: 0 }), 'CMS_SIGNERS'],
    ['too many', cms({ signer: person, issuer: sub, signed: [content], signers: 51 }), 'CMS_SIGNERS'],
  ])('with %s in it', (_, bytes, code) => {
    const report = judged(bytes);
    expect(report).toMatchObject({ verdict: 'TOTAL-FAILED', reason: 'FORMAT_INVALID' });
    expect(report.detail?.code).toBe(code);
  });

  it.skipIf(!openssl.present)('without signed attributes', () => {
    const bare = signedByOpenssl([person], '-noattr', '-outform', 'DER');
    expect(judged(bare).detail?.code).toBe('CMS_ATTRIBUTES_UNSIGNED');
  });
});
