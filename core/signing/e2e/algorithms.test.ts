/** Every key and way of signing, with keys on an emulated token, judged by openssl, pdfsig, PDFBox and our own verification. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { type SignatureHash, signatureHashes } from '../../asn1/signature-scheme.ts';
import { type KeyType, keyTypes } from '../../pkcs11/index.ts';
import { createPki, type Pki, parsePkiDescription, type ServedPki } from '../../pki/index.ts';
import { loadTrust, verifyPdf } from '../../verification/index.ts';
import { signPdf } from '../sign-pdf.ts';
import { fixture, testPki } from '../test-material.ts';
import { openTokenSigner } from '../token/token-signer.ts';
import { judgedByOpenssl, judgedByPdfbox, judgedByPdfsig } from './judges.ts';

const at = '2026-11-22T02:30:15Z';
const pin = 'Mat-khau-1';
const folder = mkdtempSync(join(tmpdir(), 'cv-a'));
const anchor = { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' };
const letter = fixture('documents', 'cong-van-classic.pdf');

type Way = readonly [key: KeyType, padding: 'pkcs1' | 'pss' | undefined, hash: SignatureHash];
const ways: readonly Way[] = keyTypes.flatMap((key) =>
  (key.startsWith('rsa') ? (['pkcs1', 'pss'] as const) : [undefined]).flatMap((padding) =>
    signatureHashes.map((hash): Way => [key, padding, hash]),
  ),
);

describe.skipIf(!foreign('softhsm2-util').present).each(['pkcs1', 'pss'] as const)(
  'keys on a token, under authorities that sign with RSA and %s',
  (authorities) => {
    const emulator = join(folder, authorities, 'e');
    let module: string;
    let pki: Pki;
    let served: ServedPki;

    beforeAll(async () => {
      congvu('emulator', 'start', '--detach', '--dir', emulator);
      const environment = congvu('emulator', 'env', '--dir', emulator);
      const value = (name: string) => new RegExp(`^export ${name}=(.*)$`, 'm').exec(environment)?.[1] ?? '';
      process.env.P11_KIT_SERVER_ADDRESS = value('P11_KIT_SERVER_ADDRESS').replace(/^'|'$/g, '');
      module = value('CONGVU_MODULE').replace(/^'|'$/g, '');
      const token = ['Chu tich', '--profile', 'lenient', '--pin', pin, '--so-pin', 'So-mat-khau-1'];
      congvu('token', 'create', ...token, '--dir', emulator);
      const description = parsePkiDescription(yaml(authorities));
      pki = await createPki({ description, dir: join(folder, authorities, 'pki'), clock: fixedClock(at) });
      served = await pki.serve();
      for (const keyType of authorities === 'pkcs1' ? keyTypes : (['rsa-2048'] as const)) {
        await pki.issueToToken('an', { module, tokenLabel: 'Chu tich', pin, keyType, label: keyType });
      }
    }, 120_000);
    afterAll(async () => {
      await served.close();
      pki.close();
      congvu('emulator', 'stop', '--dir', emulator);
    });

    it.each(authorities === 'pkcs1' ? ways : ways.slice(0, 4))('%s %s %s', async (key, padding, hash) => {
      const signer = await openTokenSigner({
        ...{ module, tokenLabel: 'Chu tich', pin, key: { label: key } },
        scheme: { hash, ...(padding === undefined ? {} : { padding }) },
      });
      const image = fixture('images', 'chu-ky-xanh.png');
      const file = await signPdf({
        pdf: letter,
        signer,
        appearance: { kind: 'personal', image, anchor },
        regulation: 'hai-phong-2025',
        clock: fixedClock(at),
        timeStamp: { url: `${served.url}/tsa` },
      }).finally(() => signer.close());
      const method = padding === undefined ? 'ecdsa' : `rsa-${padding}`;
      expect(signer.scheme).toBe(`${method}-${hash}`);
      const policy = { trust: await loadTrust(pki.trustDir), at: new Date(at), regulation: 'none' } as const;
      const report = verifyPdf(file, policy);
      expect(report).toMatchObject({ verdict: 'TOTAL-PASSED' });
      expect(report.signatures).toMatchObject([{ signingTime: { source: 'time-stamp' } }]);
      const altered = Uint8Array.from(file);
      altered[100] = (altered[100] ?? 0) ^ 1;
      expect(verifyPdf(altered, policy).verdict).not.toBe('TOTAL-PASSED');
      const path = join(folder, 'signed.pdf');
      writeFileSync(path, file);
      const roots = join(pki.trustDir, 'root.crt');
      judgedByOpenssl(file, roots, folder);
      judgedByPdfsig(path);
      await judgedByPdfbox({ file: path, roots, at: new Date(at) }, 1);
    });
  },
);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a weak key', () => {
  it.each([
    ['rsa-1024', 'SIGN_ALGORITHM_WEAK'],
    ['p-521', 'SIGN_ALGORITHM_UNSUPPORTED'],
  ] as const)('%s: %s', async (key, code) => {
    const pki = await testPki();
    await expect(pki.signer({ name: 'An', uid: 'CCCD:001099000001', key })).rejects.toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('P-256 knows no PSS', async () => {
    const pki = await testPki();
    const subject = {
      name: 'An',
      uid: 'CCCD:001099000001',
      key: 'p-256',
      scheme: { padding: 'pss' },
    } as const;
    await expect(pki.signer(subject)).rejects.toThrow(
      expect.objectContaining({ code: 'SIGN_ALGORITHM_UNSUPPORTED' }),
    );
  });
});

function congvu(...parameters: readonly string[]): string {
  const run = spawnSync(process.execPath, [join(projectRoot, 'bin/congvu.js'), ...parameters]);
  if (run.status !== 0) throw new Error(`${parameters.join(' ')}: ${run.stderr}`);
  return run.stdout.toString();
}

function yaml(padding: string): string {
  return [
    'name: P',
    `keys: { padding: ${padding} }`,
    'validity: { authorities: { since: 2020-01-01T00:00:00Z, years: 20 }, services: { since: 2024-01-01T00:00:00Z, years: 10 } }',
    'root: { subject: { commonName: Root } }',
    'sub: { subject: { commonName: Sub } }',
    'subscribers: [{ id: an, kind: person, name: Nguyễn Văn An, agency: Sở Kỹ thuật số, citizenId: "031080000001" }]',
  ].join('\n');
}
