/** Two signatures on every base document, judged by programs that we did not write. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { signPdf } from '../sign-pdf.ts';
import { fixture, fixtureDocuments, type TestPki, testPki } from '../test-material.ts';
import type { TokenSigner } from '../token-signer.ts';

const clock = fixedClock('2026-11-22T02:30:15Z');
const regulation = 'hai-phong-2025';
let pki: TestPki;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-judges-'));
  pki = await testPki();
  writeFileSync(join(folder, 'root.pem'), pki.rootPem);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['rsa', 'p-256'] as const)('a personal and an agency signature (%s)', (key) => {
  it.each(fixtureDocuments.map((document) => [document.file, document] as const))(
    'on %s',
    async (file, document) => {
      const person = await pki.signer({ name: document.signer.name, uid: 'CCCD:001099000001', key });
      const agency = await pki.signer({ name: document.agency, uid: 'MST:0200000001', key });
      const input = fixture('documents', file);
      const once = await personally(input, person, document.signer);
      const twice = await sealed(once, agency);
      expect(Buffer.from(once.subarray(0, input.length)).equals(input)).toBe(true);
      expect(Buffer.from(twice.subarray(0, once.length)).equals(once)).toBe(true);
      const path = join(folder, `${key}-${file}`);
      writeFileSync(path, twice);
      judgedByPdfsig(path);
      judgedByMutool(path);
      judgedByQpdf(path);
      judgedByOpenssl(twice);
    },
  );
});

describe.skipIf(!foreign('qpdf').present)('the same on what qpdf makes of a document', () => {
  it.each([
    ['linearised, with a table', ['--linearize', '--object-streams=disable']],
    ['linearised, with streams', ['--linearize', '--object-streams=generate']],
    ['packed into object streams', ['--object-streams=generate', '--compress-streams=y']],
    ['without compression', ['--qdf', '--object-streams=disable']],
  ])('%s', async (_, parameters) => {
    const [from, to] = [join(folder, 'from.pdf'), join(folder, 'to.pdf')];
    writeFileSync(from, fixture('documents', 'to-trinh.pdf'));
    execFileSync(foreign('qpdf').path, [...parameters, from, to], { stdio: 'pipe' });
    const input = readFileSync(to);
    const person = await pki.signer({ name: 'Lê Hoàng Đức', uid: 'CCCD:001099000001' });
    const agency = await pki.signer({ name: 'Sở Kỹ thuật số', uid: 'MST:0200000001' });
    const once = await personally(input, person, { title: 'TRƯỞNG PHÒNG', name: 'Lê Hoàng Đức' });
    const twice = await sealed(once, agency);
    expect(Buffer.from(twice.subarray(0, input.length)).equals(input)).toBe(true);
    writeFileSync(to, twice);
    judgedByPdfsig(to);
    judgedByMutool(to);
    judgedByQpdf(to);
    judgedByOpenssl(twice);
  });
});

describe('the judges', () => {
  it('complain about one changed letter', async () => {
    const [document] = fixtureDocuments;
    if (document === undefined) throw new Error('no fixture');
    const person = await pki.signer({ name: document.signer.name, uid: 'CCCD:001099000001' });
    const file = await personally(fixture('documents', document.file), person, document.signer);
    const at = Buffer.from(file).indexOf('/Producer');
    file[at + 12] = (file[at + 12] ?? 0) ^ 1;
    const path = join(folder, 'changed.pdf');
    writeFileSync(path, file);
    expect(() => judgedByPdfsig(path)).toThrow();
    expect(() => judgedByOpenssl(file)).toThrow();
  });
});

function personally(pdf: Uint8Array, signer: TokenSigner, anchor: { title: string; name: string }) {
  const image = fixture('images', 'chu-ky-xanh.png');
  return signPdf({ pdf, signer, appearance: { kind: 'personal', image, anchor }, regulation, clock });
}

function sealed(pdf: Uint8Array, signer: TokenSigner) {
  const image = fixture('images', 'dau-do.png');
  const sizeMm = { width: 36, height: 36 };
  return signPdf({ pdf, signer, appearance: { kind: 'agency', image, sizeMm }, regulation, clock });
}

function judgedByPdfsig(path: string): void {
  const judge = foreign('pdfsig');
  if (!judge.present) return;
  const said = output(judge.path, ['-no-ocsp', '-nocert', path]);
  const signatures = said.match(/^Signature #\d+:/gm) ?? [];
  expect(said.match(/Signature is Valid/g) ?? []).toHaveLength(signatures.length);
  expect(signatures.length).toBeGreaterThan(0);
  expect(said.match(/Signature Type: ETSI.CAdES.detached/g) ?? []).toHaveLength(signatures.length);
  expect(said).toContain('Total document signed');
}

function judgedByMutool(path: string): void {
  const judge = foreign('mutool');
  if (!judge.present) return;
  const said = output(judge.path, ['sign', '-v', path]);
  expect(said.match(/^Verifying signature/gm)).toHaveLength(2);
  expect(said).toContain('The signature is valid but there have been edits since signing.');
  expect(said).toContain('The document is unchanged since signing.');
}

function judgedByQpdf(path: string): void {
  const judge = foreign('qpdf');
  if (judge.present) execFileSync(judge.path, ['--check', path], { stdio: 'pipe' });
}

function judgedByOpenssl(file: Uint8Array): void {
  const judge = foreign('openssl');
  if (!judge.present) return;
  const text = Buffer.from(file).toString('latin1');
  for (const match of text.matchAll(/\/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]/g)) {
    const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number);
    const [cms, content] = [join(folder, 'cms.der'), join(folder, 'content.bin')];
    writeFileSync(content, Buffer.concat([file.subarray(a, a + b), file.subarray(c, c + d)]));
    const hole = Buffer.from(text.slice(a + b + 1, c - 1), 'hex');
    writeFileSync(cms, hole.subarray(0, 4 + hole.readUInt16BE(2)));
    const root = join(folder, 'root.pem');
    const names = ['-in', cms, '-content', content, '-CAfile', root, '-out', join(folder, 'out.bin')];
    execFileSync(judge.path, ['cms', '-verify', '-inform', 'DER', '-binary', '-purpose', 'any', ...names], {
      stdio: 'pipe',
    });
  }
}

function output(program: string, parameters: readonly string[]): string {
  return execFileSync(program, [...parameters], { encoding: 'utf8', stdio: 'pipe' });
}
