/** What `sign` takes, in two phases: scanned paper, several agencies, fields with demands, proof for years. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import type { Terminal } from '../../../foundation/terminal.ts';
import { createPki, type Pki, parsePkiDescription, type ServedPki } from '../../pki/index.ts';
import { collectFacts, trustStore, verifyPdf } from '../../verification/index.ts';
import type { VerbOptions } from '../options.ts';
import { signPdf } from '../sign-pdf.ts';
import { scan, withEmptyField, withFieldEntries } from '../test-documents.ts';
import { fixture, fixturePath, softwareSigner } from '../test-material.ts';
import { completeFile, prepareFile } from '../two-phase/two-phase-files.ts';
import { judgedByMutool, judgedByPdfsig, judgedByQpdf } from './judges.ts';

const at = '2026-11-22T02:30:15Z';
const folder = mkdtempSync(join(tmpdir(), 'cv-2o'));
const path = (name: string) => join(folder, name);
const letter = fixturePath('documents', 'cong-van-classic.pdf');
const silent: Terminal = { print: () => {}, printJson: () => {}, note: () => {}, interactive: false };
let pki: Pki;
let served: ServedPki;
const keys = new Map<string, KeyObject>();

beforeAll(async () => {
  const yaml = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
  pki = await createPki({ description: parsePkiDescription(yaml), dir: path('pki'), clock: fixedClock(at) });
  served = await pki.serve();
  for (const subscriber of ['chu-tich', 'ubnd-hai-phong']) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { der, chain } = await pki.issue(subscriber, publicKey.export({ type: 'spki', format: 'der' }));
    keys.set(subscriber, privateKey);
    const pem = [der, ...chain].map(
      (one) =>
        `-----BEGIN CERTIFICATE-----\n${Buffer.from(one).toString('base64')}\n-----END CERTIFICATE-----\n`,
    );
    writeFileSync(path(`${subscriber}.pem`), pem.join(''));
  }
});
afterAll(async () => {
  await served.close();
  pki.close();
  rmSync(folder, { recursive: true, force: true });
});

const invisible = { as: 'invisible', at, certificate: path('chu-tich.pem') };
const personal = {
  ...{ as: 'personal', at, certificate: path('chu-tich.pem') },
  ...{ image: fixturePath('images', 'chu-ky-xanh.png'), title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' },
};
const copy = {
  ...{ as: 'copy', at, certificate: path('ubnd-hai-phong.pem') },
  ...{ copyForm: 'Sao y', agencyName: 'Văn phòng' },
};

async function prepared(file: string, name: string, options: VerbOptions): Promise<string> {
  const out = path(`${name}-prepared.pdf`);
  await prepareFile(file, { ...options, out, force: true }, silent);
  return out;
}

/** The key's part: with the attributes that `prepare` wrote. */
async function completed(name: string, more: VerbOptions, subscriber = 'chu-tich'): Promise<Buffer> {
  const file = path(`${name}-prepared.pdf`);
  const { attributes } = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as { attributes: string };
  const key = keys.get(subscriber);
  if (key === undefined) throw new Error('no key');
  writeFileSync(path('signature'), sign('sha256', Buffer.from(attributes, 'base64'), key));
  const out = path(`${name}.pdf`);
  await completeFile(file, { signature: path('signature'), out, at, ...more }, silent);
  return readFileSync(out);
}

const proof = () => ({ timeStamp: `${served.url}/tsa`, evidence: pki.trustDir });

describe('prepare', () => {
  it('refuses a poor scan with --scanned, and only then', async () => {
    writeFileSync(path('scan.pdf'), await scan(150, 2));
    const poor = prepared(path('scan.pdf'), 'scan', { ...copy, scanned: true });
    await expect(poor).rejects.toMatchObject({ code: expect.stringMatching(/^SIGN_SCAN/) });
    await expect(prepared(path('scan.pdf'), 'scan', copy)).resolves.toContain('scan-prepared.pdf');
  });

  it('lets a person sign behind the seal of another agency with --inter-agency, and only then', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const subscriber = 'so-ky-thuat-so';
    const { der, chain } = await pki.issue(subscriber, spki);
    const clock = fixedClock(at);
    const seal = {
      kind: 'agency',
      image: fixture('images', 'dau-do.png'),
      sizeMm: { width: 36, height: 36 },
    } as const;
    const spot = { page: 1, rect: { left: 60, bottom: 60, right: 170, top: 170 } };
    const sealed = await signPdf({
      ...{
        pdf: fixture('documents', 'cong-van-classic.pdf'),
        signer: softwareSigner(privateKey, der, chain),
        clock,
      },
      ...{ appearance: { ...seal, at: spot }, regulation: 'hai-phong-2025' },
    });
    writeFileSync(path('sealed.pdf'), sealed);
    await expect(prepared(path('sealed.pdf'), 'turn', personal)).rejects.toMatchObject({
      code: 'SIGN_AGENCY_ALREADY_SIGNED',
    });
    await expect(prepared(path('sealed.pdf'), 'turn', { ...personal, interAgency: true })).resolves.toContain(
      'turn',
    );
    judgeAll(await completed('turn', {}), 'turn', 2);
  });
});

describe('complete', () => {
  it.each(['b-t', 'b-lt', 'b-lta'])(
    'makes %s, in which as much is proven as at that level of sign',
    async (level) => {
      await prepared(letter, level, personal);
      const signed = await completed(level, { ...proof(), level });
      const { store, signatures } = collectFacts(signed);
      expect(signatures.map(({ kind }) => kind)).toEqual(
        level === 'b-lta' ? ['signature', 'document-time-stamp'] : ['signature'],
      );
      expect(store.crls.length + store.ocsps.length > 0).toBe(level !== 'b-t');
      const root = pki.authorities.root.certificate;
      const report = verifyPdf(signed, {
        ...{ trust: trustStore({ certificates: [root] }), at: new Date(at), regulation: 'none' },
      });
      expect(report.verdict).toBe(level === 'b-t' ? 'INDETERMINATE' : 'TOTAL-PASSED');
      // Whether anybody revoked the time-stamp server is not in a file of B-T.
      const source = report.signatures[0]?.signingTime.source;
      expect(source).toBe(level === 'b-t' ? 'claimed' : 'time-stamp');
      const input = readFileSync(letter);
      expect(signed.subarray(0, input.length).equals(input)).toBe(true);
      judgeAll(signed, level, 1);
      if (level === 'b-t') judgedByOpenssl(signed);
    },
  );

  it('asks for what its level needs before it writes anything', async () => {
    await prepared(letter, 'bare', invisible);
    const without = completed('bare', { level: 'b-lt' });
    await expect(without).rejects.toMatchObject({ code: 'SIGN_OPTION_MISSING' });
    const { timeStamp } = proof();
    const lacking = completed('bare', { level: 'b-lt', timeStamp });
    await expect(lacking).rejects.toMatchObject({ code: expect.stringMatching(/MISSING|INCOMPLETE/) });
    await expect(completed('bare', { level: 'b-x' })).rejects.toMatchObject({ code: 'SIGN_OPTION_INVALID' });
    expect(existsSync(path('bare.pdf'))).toBe(false);
    await expect(completed('bare', { level: 'b-lt', ...proof() })).resolves.toBeInstanceOf(Buffer);
  });

  it('gives a field the time stamp that it demands, or writes nothing', async () => {
    const empty = await withEmptyField(fixture('documents', 'cong-van-classic.pdf'), [300, 100, 440, 160]);
    const demanding = await withFieldEntries(empty, { SV: { TimeStamp: { Ff: 1 } } });
    writeFileSync(path('demanding.pdf'), demanding);
    const { title: _, name: __, ...there } = personal;
    await prepared(path('demanding.pdf'), 'demand', { ...there, field: 'Ô ký', regulation: 'none' });
    await expect(completed('demand', {})).rejects.toMatchObject({
      code: 'SIGN_FIELD_DEMANDS',
      message: expect.stringContaining('TimeStamp'),
    });
    expect(existsSync(path('demand.pdf'))).toBe(false);
    const { timeStamp } = proof();
    expect(collectFacts(await completed('demand', { timeStamp })).signatures[0]).not.toHaveProperty('unmet');
  });
});

function judgeAll(signed: Uint8Array, name: string, signatures: number): void {
  writeFileSync(path(`${name}.pdf`), signed);
  judgedByPdfsig(path(`${name}.pdf`));
  judgedByQpdf(path(`${name}.pdf`));
  if (name !== 'b-lta') judgedByMutool(path(`${name}.pdf`), signatures);
}

/** The CMS out of the hole, over the bytes around it. */
function judgedByOpenssl(signed: Buffer): void {
  const judge = foreign('openssl');
  if (!judge.present) return;
  const [a = 0, b = 0, c = 0, d = 0] = collectFacts(signed).signatures[0]?.byteRange ?? [];
  const hole = Buffer.from(signed.toString('latin1', a + b + 1, c - 1), 'hex');
  writeFileSync(path('cms.der'), hole.subarray(0, 4 + hole.readUInt16BE(2)));
  writeFileSync(path('content'), Buffer.concat([signed.subarray(a, a + b), signed.subarray(c, c + d)]));
  const asked = [
    'cms',
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    path('cms.der'),
    '-content',
    path('content'),
  ];
  const trusted = [
    '-CAfile',
    join(pki.trustDir, 'root.crt'),
    '-purpose',
    'any',
    '-attime',
    String(Date.parse(at) / 1000),
  ];
  execFileSync(judge.path, [...asked, ...trusted, '-out', path('verified')], { stdio: 'pipe' });
}
