/** The trust folder: what it may hold, and what is refused. */
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import { notePassedOver, trustWarnings } from '../passed-over.ts';
import { certificate, crl } from '../testing/authority.ts';
import { ocspResponse } from '../testing/ocsp.ts';
import { loadTrust, type TrustFolder, trustStore } from './trust.ts';

const dir = mkdtempSync(join(tmpdir(), 'congvu-path-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const root = certificate({ name: 'Root' });
const sub = certificate({ name: 'Sub', issuer: root });

describe('loadTrust', () => {
  const codeOf = async (path: string) => {
    try {
      await loadTrust(path);
      return 'no error';
    } catch (error) {
      return error instanceof CongvuError ? [error.code, error.exit] : error;
    }
  };
  const folder = (files: Readonly<Record<string, Uint8Array | string>>) => {
    const path = mkdtempSync(join(dir, 'trust-'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
    return path;
  };

  it('takes PEM and DER, self-signed ones as anchors, and leaves other files alone', async () => {
    const both = [root, sub].map(({ der }) => new X509Certificate(der).toString()).join('\n');
    const path = folder({ 'all.pem': both, 'sub.crl': crl({ issuer: sub }), 'readme.txt': 'x' });
    const store = await loadTrust(path);
    expect([store.anchors.length, store.intermediates.length, store.crls.length]).toEqual([1, 1, 1]);
    expect((await loadTrust(folder({ 'root.cer': root.der }))).anchors).toHaveLength(1);
  });

  const pem = (label: string, der: Uint8Array) =>
    `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;
  const shape = ({ anchors, intermediates, crls, ocsps, passedOver }: TrustFolder) => [
    anchors.length,
    intermediates.length,
    crls.length,
    ocsps.length,
    passedOver,
  ];

  it('tells by the content what a file is, whatever it is called', async () => {
    const list = crl({ issuer: sub });
    const mixed = pem('CERTIFICATE', sub.der) + pem('X509 CRL', list);
    const named = { 'root.der': root.der, 'sub.pem': mixed, 'list.cer': list, 'again.crl': sub.der };
    expect(shape(await loadTrust(folder(named)))).toEqual([1, 2, 2, 0, []]);
    const response = ocspResponse({ issuer: root, serial: 0x55 });
    expect(shape(await loadTrust(folder({ 'root.crt': root.der, 'answer.der': response })))).toEqual([
      1,
      0,
      0,
      1,
      [],
    ]);
    expect(await codeOf(folder({ 'root.crt': root.der, 'x.pem': pem('X509 CRL', root.der) }))).toEqual([
      'VERIFY_TRUST_DAMAGED',
      2,
    ]);
  });

  it('names what it passes over, and tells it once in the language of the run', async () => {
    const path = folder({
      'root.crt': root.der,
      'list.txt': crl({ issuer: sub }),
      'sub.p7b': sub.der,
      'key.pem': pem('PRIVATE KEY', root.der),
      '.hidden': 'x',
    });
    mkdirSync(join(path, 'old.crl'));
    symlinkSync('/dev/zero', join(path, 'zero.pem'));
    const trust = await loadTrust(path);
    expect(trust.passedOver).toEqual(['key.pem', 'list.txt', 'old.crl', 'sub.p7b', 'zero.pem']);
    const notes: string[] = [];
    const terminal = { note: (line: string) => notes.push(line) };
    notePassedOver(trust, terminal, 'en');
    notePassedOver(trust, terminal, 'vi');
    notePassedOver({ ...trust, passedOver: [] }, terminal, 'vi');
    notePassedOver({ passedOver: Array.from({ length: 12 }, () => 'a\u001b.txt') }, terminal, 'en');
    expect(notes).toEqual([
      expect.stringMatching(
        /^congvu: passed over in the trust folder: key\.pem, list\.txt, old\.crl, sub\.p7b, zero\.pem \(/,
      ),
      expect.stringMatching(/^congvu: thư mục tin cậy có tệp không dùng đến: key\.pem, /),
      expect.stringMatching(/^\P{Cc}+ and 2 more /u),
    ]);
    expect(trustWarnings({ passedOver: [] })).toEqual({});
    expect(trustWarnings(trust).warnings).toEqual([
      {
        code: 'TRUST_FILES_PASSED_OVER',
        names: ['key.pem', 'list.txt', 'old.crl', 'sub.p7b', 'zero.pem'],
        message: expect.stringMatching(/^passed over in the trust folder: key\.pem, /),
        vietnamese: { message: expect.stringMatching(/^thư mục tin cậy có tệp không dùng đến: key\.pem, /) },
      },
    ]);
  });

  it('refuses a folder that is missing, empty, without anchor, or damaged', async () => {
    expect(await codeOf(join(dir, 'nowhere'))).toEqual(['VERIFY_TRUST_UNREADABLE', 2]);
    expect(await codeOf(folder({}))).toEqual(['VERIFY_TRUST_EMPTY', 2]);
    expect(await codeOf(folder({ 'sub.crt': sub.der }))).toEqual(['VERIFY_TRUST_EMPTY', 2]);
    expect(await codeOf(folder({ 'root.crt': root.der, 'x.crl': 'x' }))).toEqual(['VERIFY_TRUST_DAMAGED', 2]);
  });

  it('names the one file of a folder that cannot be read: it may be the list that revokes a signer', async () => {
    const refused = async (path: string) => {
      const error: unknown = await loadTrust(path).catch((thrown: unknown) => thrown);
      return error instanceof CongvuError ? [error.code, error.exit, error.message] : error;
    };
    const dangling = folder({ 'root.crt': root.der });
    symlinkSync('nowhere', join(dangling, 'old.crt'));
    expect(await refused(dangling)).toEqual([
      'VERIFY_TRUST_FILE_UNREADABLE',
      2,
      expect.stringContaining(join(dangling, 'old.crt')),
    ]);
    const loop = folder({ 'root.crt': root.der });
    symlinkSync('round.crl', join(loop, 'round.crl'));
    expect(await refused(loop)).toEqual(['VERIFY_TRUST_FILE_UNREADABLE', 2, expect.stringMatching(/ELOOP/)]);
    // Its name says that nothing of it would count.
    const beside = folder({ 'root.crt': root.der });
    symlinkSync('nowhere', join(beside, 'notes.txt'));
    expect((await loadTrust(beside)).passedOver).toEqual(['notes.txt']);
  });

  it('names a file that is there and does not let itself be read', async () => {
    const path = folder({ 'root.crt': root.der, 'sub.crl': '' });
    truncateSync(join(path, 'sub.crl'), 3 * 1024 ** 3);
    expect(await codeOf(path)).toEqual(['VERIFY_TRUST_FILE_UNREADABLE', 2]);
  });

  it('does not take a certificate that only names itself for an anchor', () => {
    const named = certificate({ name: 'Root', issuer: certificate({ name: 'Root' }) });
    expect(trustStore({ certificates: [named.der] }).anchors).toHaveLength(0);
  });
});
