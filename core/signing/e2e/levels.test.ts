/** PAdES B-T, B-LT and B-LTA against a served PKI: our own verification years later, and foreign programs on every part. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import type { Clock } from '../../../foundation/clock.ts';
import { withChange } from '../../pdf/writing/test-material.ts';
import { createPki, type Pki, parsePkiDescription, type ServedPki } from '../../pki/index.ts';
import { collectFacts, trustStore, verifyPdf } from '../../verification/index.ts';
import { crl } from '../../verification/testing/authority.ts';
import { personSigns, root, sub } from '../../verification/testing/hand-made.ts';
import { basePdf } from '../../verification/testing/pdf.ts';
import type { Appearance } from '../appearance/appearance.ts';
import { extendPdf, extendPdfWithWarnings } from '../long-term/extend.ts';
import { evidenceSources } from '../long-term/pool.ts';
import { signPdf } from '../sign-pdf.ts';
import { fixture, fixtureDocuments, softwareSigner } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { judgedByAll } from './judges.ts';

const folder = mkdtempSync(join(tmpdir(), 'cv-l'));
const regulation = 'hai-phong-2025';
const image = fixture('images', 'chu-ky-xanh.png');
const by = (anchor: { title: string; name: string }): Appearance => ({ kind: 'personal', image, anchor });
const personal = by({ title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' });
const seal: Appearance = {
  kind: 'agency',
  image: fixture('images', 'dau-do.png'),
  sizeMm: { width: 36, height: 36 },
};
const start = '2026-03-02T02:30:15Z';
let now = new Date(start);
const clock: Clock = { now: () => new Date(now) };
let pki: Pki;
let served: ServedPki;
let host: string;
let person: TokenSigner;
let agency: TokenSigner;
let timeStamp: { url: string };

beforeAll(async () => {
  const port = await freePort();
  host = `127.0.0.1:${port}`;
  pki = await createPki({ description: parsePkiDescription(yaml(host)), dir: join(folder, 'pki'), clock });
  served = await pki.serve({ port });
  timeStamp = { url: `${served.url}/tsa` };
  [person, agency] = await Promise.all([signer('an'), signer('so')]);
});
afterEach(async () => {
  if (now.getTime() === new Date(start).getTime()) return;
  now = new Date(start);
  await pki.writeCrls();
});
afterAll(async () => {
  await served.close();
  pki.close();
  rmSync(folder, { recursive: true, force: true });
});

const fetching = () => evidenceSources(undefined, [host]);
const signed = (pdf: Uint8Array, who: TokenSigner, appearance: Appearance, more: object) =>
  signPdf({ pdf, signer: who, appearance, regulation, clock, timeStamp, ...more });

/** The root alone: everything else has to be in the file. */
function verdict(pdf: Uint8Array, at: string) {
  const root = pki.authorities.root.certificate;
  return verifyPdf(pdf, { trust: trustStore({ certificates: [root] }), at: new Date(at), regulation });
}

describe.each(fixtureDocuments.slice(0, 2).map((document) => [document.file, document] as const))(
  'on %s',
  (name, document) => {
    const letter = fixture('documents', name);
    const personal = by(document.signer);

    it('B-LT: holds with nothing but the root', async () => {
      const once = await signed(letter, person, personal, { level: 'b-t' });
      const file = await signed(once, agency, seal, { level: 'b-lt', evidence: fetching() });
      expect(Buffer.from(file.subarray(0, once.length)).equals(once)).toBe(true);
      expect(verdict(once, '2026-03-02T03:00:00Z')).toMatchObject({ reason: 'REVOCATION_UNKNOWN' });
      await judged(once, 1, false);
      expect(verdict(file, '2026-03-02T03:00:00Z')).toMatchObject({ verdict: 'TOTAL-PASSED' });
      const { store, signatures } = collectFacts(file);
      expect(signatures).toHaveLength(2);
      expect(store).toMatchObject({ certificates: { length: 5 }, crls: { length: 1 }, ocsps: { length: 3 } });
      await judged(file, 2, true);
    });

    it('B-LTA: a document time stamp carries the proof on, and another one carries that on', async () => {
      const once = await signed(letter, person, personal, {});
      const file = await signed(once, agency, seal, { level: 'b-lta', evidence: fetching() });
      expect(verdict(file, '2026-03-02T03:00:00Z')).toMatchObject({ verdict: 'TOTAL-PASSED' });
      const kinds = collectFacts(file).signatures.map(({ kind }) => kind);
      expect(kinds).toEqual(['signature', 'signature', 'document-time-stamp']);
      await judged(file, 2, true);
      now = new Date('2028-03-02T02:30:15Z');
      await pki.writeCrls();
      const sources = fetching();
      const again = await extendPdf({ pdf: file, level: 'b-lta', clock, timeStamp, sources });
      expect(Buffer.from(again.subarray(0, file.length)).equals(file)).toBe(true);
      expect(verdict(again, '2028-03-02T03:00:00Z')).toMatchObject({ verdict: 'TOTAL-PASSED' });
      await judged(again, 2, true);
    });

    it('B-LTA: outlives the certificates of signers and of the first time-stamp authority', async () => {
      let file = await signed(letter, person, personal, { level: 'b-lta', evidence: fetching() });
      // The service certificates end in 2034: the proof is carried on in 2033, by an authority that lives until 2043.
      now = new Date('2033-06-01T00:00:00Z');
      await pki.writeCrls();
      const later = await createPki({
        description: parsePkiDescription(yaml(host, 2033)),
        dir: join(folder, `later-${name}`),
        clock,
      });
      const other = await later.serve();
      const sources = evidenceSources(undefined, [host]);
      file = await extendPdf({
        pdf: file,
        level: 'b-lta',
        clock,
        timeStamp: { url: `${other.url}/tsa` },
        sources,
      });
      await other.close();
      const roots = [pki, later].map(({ authorities }) => authorities.root.certificate);
      const at = new Date('2036-01-01T00:00:00Z');
      now = at;
      await later.writeCrls();
      const lists = evidenceSources(later.trustDir, []);
      const trust = trustStore({
        certificates: [...roots, later.authorities.sub.certificate],
        crls: lists.crls,
      });
      const report = verifyPdf(file, { trust, at, regulation: 'none' });
      later.close();
      expect(report.signatures.map(({ verdict: one, reason }) => [one, reason])).toEqual(
        Array.from({ length: 3 }, () => ['TOTAL-PASSED', 'OK']),
      );
      expect(
        verifyPdf(file, { trust: trustStore({ certificates: roots }), at, regulation: 'none' }),
      ).toMatchObject({
        verdict: 'INDETERMINATE',
      });
    });

    it('extends a plain signature: the missing time stamp becomes one of the document', async () => {
      const plain = await signed(letter, person, personal, { level: 'b-b' });
      const extended = await extendPdf({ pdf: plain, level: 'b-lt', clock, timeStamp, sources: fetching() });
      expect(Buffer.from(extended.subarray(0, plain.length)).equals(plain)).toBe(true);
      const report = verdict(extended, '2026-03-02T03:00:00Z');
      expect(report.signatures).toMatchObject([
        { verdict: 'TOTAL-PASSED', signingTime: { source: 'time-stamp' } },
        { verdict: 'TOTAL-PASSED', kind: 'document-time-stamp' },
      ]);
      await judged(extended, 1, true);
      // Nothing is left to add: not a byte more.
      const sources = fetching();
      expect(await extendPdf({ pdf: extended, level: 'b-lt', clock, timeStamp, sources })).toBe(extended);
    });

    it('takes lists from a folder instead of asking anybody', async () => {
      const sources = evidenceSources(pki.trustDir, []);
      const file = await signed(letter, person, personal, { level: 'b-lt', evidence: sources });
      expect(collectFacts(file).store).toMatchObject({ crls: { length: 2 }, ocsps: { length: 0 } });
      expect(verdict(file, '2026-03-02T03:00:00Z').signatures).toMatchObject([{ verdict: 'TOTAL-PASSED' }]);
      await judged(file, 1, true);
    });
  },
);

describe.each([1, 2, 3])('a document that is certified with P=%d', (level) => {
  const certified = personSigns(basePdf(), {
    signatureEntries: `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P ${level}/V/1.2>>>>]`,
  });

  it('takes proof for years, which is no change of it, and another signature where it allows one', async () => {
    const sources = {
      ...fetching(),
      certificates: [root.der, sub.der],
      crls: [crl({ issuer: root }), crl({ issuer: sub })],
    };
    const kept = await extendPdf({ pdf: certified, level: 'b-lta', clock, timeStamp, sources });
    expect(Buffer.from(kept.subarray(0, certified.length)).equals(certified)).toBe(true);
    const anchors = [root.der, pki.authorities.root.certificate];
    const trust = trustStore({ certificates: anchors });
    const report = verifyPdf(kept, { trust, at: new Date('2026-03-02T03:00:00Z'), regulation: 'none' });
    expect(report.signatures.map(({ kind, verdict: one, reason }) => [kind, one, reason])).toEqual([
      ['signature', 'TOTAL-PASSED', 'OK'],
      ['document-time-stamp', 'TOTAL-PASSED', 'OK'],
      ['document-time-stamp', 'TOTAL-PASSED', 'OK'],
    ]);
    expect(report.verdict).toBe('TOTAL-PASSED');
    const more = signPdf({
      pdf: kept,
      signer: person,
      appearance: { kind: 'invisible' },
      regulation: 'none',
      clock,
    });
    if (level === 1) await expect(more).rejects.toMatchObject({ code: 'PDF_CERTIFIED_NO_CHANGES' });
    else await expect(more).resolves.toBeDefined();
  });
});

describe('refuses', () => {
  const letter = fixture('documents', 'cong-van-classic.pdf');

  it('to follow addresses to hosts that nobody named', async () => {
    const signing = signed(letter, person, personal, {
      level: 'b-lt',
      evidence: evidenceSources(undefined, ['ca.gov.vn']),
    });
    await expect(signing).rejects.toThrow(
      expect.objectContaining({
        code: 'SIGN_REVOCATION_MISSING',
        message: namedWithoutNumber('Nguyễn Văn An'),
      }),
    );
  });

  it('a revoked signer, by name and serial, at a time of Vietnam', async () => {
    const revoked = await signer('bich');
    const [record] = pki.issued('bich');
    await pki.revoke(record?.serial ?? '', { at: new Date('2026-03-02T00:00:00Z'), reason: 'keyCompromise' });
    const signing = signed(letter, revoked, personal, {
      level: 'b-lt',
      evidence: fetching(),
      regulation: 'none',
    });
    const refusal = expect.objectContaining({
      code: 'SIGN_CERTIFICATE_REVOKED',
      message: namedWithoutNumber('Trần Thị Bích'),
    });
    await expect(signing).rejects.toThrow(refusal);
    await expect(signing).rejects.toThrow(
      `(serial ${record?.serial}) was revoked on 2026-03-02T07:00:00+07:00`,
    );
  });

  it('to prove a certificate good that has ended, and says so', async () => {
    const file = await signed(letter, person, personal, { timeStamp: undefined });
    now = new Date('2033-06-01T00:00:00Z');
    await pki.writeCrls();
    const extending = extendPdf({ pdf: file, level: 'b-lt', clock, timeStamp, sources: fetching() });
    await expect(extending).rejects.toThrow(
      expect.objectContaining({ code: 'SIGN_PROOF_TOO_LATE', message: namedWithoutNumber('Nguyễn Văn An') }),
    );
    await expect(extending).rejects.toThrow(/ended on 20\d\d-.*\+07:00.*2033-06-01T07:00:00\+07:00/);
  });

  it('to extend what is not signed, or what was changed after signing', async () => {
    const extend = (pdf: Uint8Array) =>
      extendPdf({ pdf, level: 'b-lta', clock, timeStamp, sources: fetching() });
    await expect(extend(letter)).rejects.toThrow(expect.objectContaining({ code: 'SIGN_NOT_SIGNED' }));
    const file = await signed(letter, person, personal, {});
    file[200] = (file[200] ?? 0) ^ 1;
    await expect(extend(file)).rejects.toThrow(
      expect.objectContaining({ code: expect.stringMatching(/SIGN_EARLIER_SIGNATURE_BROKEN|^PDF_/) }),
    );
  });

  it('nothing of it, but a warning, where a revision was added that shows nothing', async () => {
    const file = await signed(letter, person, personal, {});
    const odd = await withChange(file, ({ context }, touch) =>
      touch(context.register(context.obj({ A: 1 }))),
    );
    const extend = (pdf: Uint8Array) =>
      extendPdfWithWarnings({ pdf, level: 'b-lta', clock, timeStamp, sources: fetching() });
    expect((await extend(odd)).warnings).toMatchObject([{ code: 'EARLIER_REVISION_IDLE' }]);
    expect((await extend(file)).warnings).toEqual([]);
  });

  it('a finished file that our own verification would not accept, whichever revision broke it', async () => {
    // The store changes the catalog, which something else refers to as well: what that may mean there, nobody knows.
    const odd = await withChange(letter, ({ context, root }, touch) =>
      touch(context.register(context.obj([root]))),
    );
    const broken = {
      code: 'SIGN_RESULT_NOT_ACCEPTABLE',
      message: expect.stringMatching(/CHANGED_AFTER_SIGNING.*revision 4, catalog/),
    };
    const long = { level: 'b-lt', evidence: fetching() };
    await expect(signed(odd, person, personal, long)).rejects.toMatchObject(broken);
    const once = await signed(odd, person, personal, {});
    for (const level of ['b-lt', 'b-lta'] as const) {
      const extending = extendPdf({ pdf: once, level, clock, timeStamp, sources: fetching() });
      await expect(extending).rejects.toMatchObject(broken);
    }
    await expect(
      extendPdf({ pdf: once, level: 'b-t', clock, timeStamp, sources: fetching() }),
    ).resolves.toBeDefined();
  });

  it('a long-term level without a time-stamp server', async () => {
    const signing = signPdf({
      pdf: letter,
      signer: person,
      appearance: personal,
      regulation,
      clock,
      level: 'b-lta',
    });
    await expect(signing).rejects.toThrow(expect.objectContaining({ code: 'SIGN_OPTION_MISSING' }));
  });
});

/** A message names people, and not the citizen number in their certificate. */
function namedWithoutNumber(name: string) {
  return expect.stringMatching(new RegExp(`^(?!.*(?:CCCD|031080)).*${name} \\(serial `));
}

/** With `proven`, PDFBox has to find in the file that nobody was revoked. */
async function judged(file: Uint8Array, signatures: number, proven: boolean): Promise<void> {
  const timeStamps = collectFacts(file).signatures.length - signatures;
  const root = join(pki.trustDir, 'root.crt');
  await judgedByAll({ file, signatures, timeStamps, root, at: now, folder, proven });
  judgedParts(file);
}

/** Every certificate, list and response of the store, each by the openssl command that knows it. */
function judgedParts(file: Uint8Array): void {
  const { present, path: openssl } = foreign('openssl');
  if (!present) return;
  const { store } = collectFacts(file);
  const run = (...parameters: readonly string[]) =>
    execFileSync(openssl, [...parameters], { encoding: 'utf8', stdio: 'pipe' });
  const written = (name: string, base64: string) => {
    const path = join(folder, name);
    writeFileSync(path, Buffer.from(base64, 'base64'));
    return path;
  };
  const authorities = join(folder, 'authorities.pem');
  writeFileSync(
    authorities,
    ['root', 'sub'].map((id) => readFileSync(join(pki.trustDir, `${id}.crt`))).join(''),
  );
  for (const text of store.certificates) {
    const der = written('part.der', text);
    const pem = join(folder, 'part.pem');
    run('x509', '-inform', 'DER', '-in', der, '-out', pem);
    const at = String(Math.floor(now.getTime() / 1000));
    expect(run('verify', '-attime', at, '-purpose', 'any', '-CAfile', authorities, pem)).toContain('OK');
  }
  for (const text of store.crls) {
    const crl = written('part.crl', text);
    // openssl says "verify OK" on stderr, and its code does not tell.
    const said = execFileSync('sh', [
      '-c',
      `"${openssl}" crl -inform DER -in ${crl} -CAfile ${authorities} -noout 2>&1`,
    ]);
    expect(said.toString()).toContain('verify OK');
  }
  for (const text of store.ocsps) {
    const response = written('part.ocsp', text);
    const said = execFileSync('sh', [
      '-c',
      `"${openssl}" ocsp -respin ${response} -CAfile ${authorities} -VAfile ${authorities} -attime ${Math.floor(now.getTime() / 1000)} -text 2>&1`,
    ]).toString();
    expect(said).toContain('Response verify OK');
    expect(said).toContain('Cert Status: good');
  }
}

async function signer(subscriber: string): Promise<TokenSigner> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issued = await pki.issue(subscriber, publicKey.export({ type: 'spki', format: 'der' }));
  return softwareSigner(privateKey, issued.der, issued.chain);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

function yaml(address: string, since = 2024): string {
  return [
    'name: P',
    `baseUrl: http://${address}`,
    `validity: { authorities: { since: 2020-01-01T00:00:00Z, years: 20 }, services: { since: ${since}-01-01T00:00:00Z, years: 10 } }`,
    'root: { subject: { commonName: Root } }',
    'sub: { subject: { commonName: Sub } }',
    'subscribers:',
    '  - { id: an, kind: person, name: Nguyễn Văn An, agency: Sở Kỹ thuật số, citizenId: "031080000001" }',
    '  - { id: bich, kind: person, name: Trần Thị Bích, agency: Sở Kỹ thuật số, citizenId: "031080000002" }',
    '  - { id: so, kind: agency, name: Sở Kỹ thuật số, taxCode: "0200000001" }',
  ].join('\n');
}
