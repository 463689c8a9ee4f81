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
import type { TokenSigner } from '../token/token-signer.ts';
import { judgedByAll } from './judges.ts';

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
      await judgedByAll({ ...judged(), file: twice, signatures: 2 });
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
    await judgedByAll({ ...judged(), file: twice, signatures: 2 });
  });
});

const judged = () => ({ root: join(folder, 'root.pem'), at: clock.now(), folder });

function personally(pdf: Uint8Array, signer: TokenSigner, anchor: { title: string; name: string }) {
  const image = fixture('images', 'chu-ky-xanh.png');
  return signPdf({ pdf, signer, appearance: { kind: 'personal', image, anchor }, regulation, clock });
}

function sealed(pdf: Uint8Array, signer: TokenSigner) {
  const image = fixture('images', 'dau-do.png');
  const sizeMm = { width: 36, height: 36 };
  return signPdf({ pdf, signer, appearance: { kind: 'agency', image, sizeMm }, regulation, clock });
}
