/** The folder of evidence is read as verification reads its trust folder: by what files hold, whatever they are called. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTrust } from '../../verification/index.ts';
import { certificate, crl } from '../../verification/testing/authority.ts';
import { ocspResponse } from '../../verification/testing/ocsp.ts';
import { evidenceSources } from './pool.ts';

const root = certificate({ name: 'Root' });
const sub = certificate({ name: 'Sub', issuer: root });
const dir = mkdtempSync(join(tmpdir(), 'congvu-pool-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const pem = (label: string, der: Uint8Array) =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;

function folder(files: Readonly<Record<string, Uint8Array | string>>): string {
  const path = mkdtempSync(join(dir, 'evidence-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

const hex = (pieces: readonly Uint8Array[]) => pieces.map((one) => Buffer.from(one).toString('hex')).sort();

describe('evidence from a folder', () => {
  it('is what verification finds there, lists in .pem and .der among it', async () => {
    const list = crl({ issuer: sub });
    const response = ocspResponse({ issuer: root, serial: 0x55 });
    const path = folder({
      'root.crt': root.der,
      'sub.pem': pem('CERTIFICATE', sub.der) + pem('X509 CRL', list),
      'root.der': crl({ issuer: root }),
      'answer.cer': response,
      'key.pem': pem('PRIVATE KEY', root.der),
      'notes.txt': 'x',
      '.hidden.crl': 'x',
    });
    mkdirSync(join(path, 'old.crl'));
    const sources = evidenceSources(path, []);
    const trust = await loadTrust(path);
    expect(hex(sources.certificates)).toEqual(
      hex([...trust.anchors, ...trust.intermediates].map(({ der }) => der)),
    );
    expect([sources.certificates.length, sources.crls.length, sources.ocsps.length]).toEqual([2, 2, 1]);
    expect(trust.crls).toHaveLength(2);
    expect(hex(sources.ocsps)).toEqual(hex(trust.ocsps));
  });

  it('names a file that is none of these, as verification does', () => {
    const path = folder({ 'root.crt': root.der, 'sub.crl': 'x' });
    expect(() => evidenceSources(path, [])).toThrow(
      expect.objectContaining({ code: 'SIGN_EVIDENCE_DAMAGED', message: expect.stringContaining('sub.crl') }),
    );
  });
});
