/** The trust folder: what it may hold, and what is refused. */
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import { certificate, crl } from '../testing/authority.ts';
import { loadTrust, trustStore } from './trust.ts';

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

  it('refuses a folder that is missing, empty, without anchor, or damaged', async () => {
    expect(await codeOf(join(dir, 'nowhere'))).toEqual(['VERIFY_TRUST_UNREADABLE', 2]);
    expect(await codeOf(folder({}))).toEqual(['VERIFY_TRUST_EMPTY', 2]);
    expect(await codeOf(folder({ 'sub.crt': sub.der }))).toEqual(['VERIFY_TRUST_EMPTY', 2]);
    expect(await codeOf(folder({ 'root.crt': root.der, 'x.crl': 'x' }))).toEqual(['VERIFY_TRUST_DAMAGED', 2]);
  });

  it('does not take a certificate that only names itself for an anchor', () => {
    const named = certificate({ name: 'Root', issuer: certificate({ name: 'Root' }) });
    expect(trustStore({ certificates: [named.der] }).anchors).toHaveLength(0);
  });
});
