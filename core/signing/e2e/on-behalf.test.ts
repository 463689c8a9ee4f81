/** A deputy signs on behalf of the director: place, judges, and what is said where the certificate is the director's. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { collectFacts } from '../../verification/facts/collect.ts';
import { factsDocument, readFactsDocument } from '../../verification/facts/stored/document.ts';
import { pageReader, trustStore } from '../../verification/index.ts';
import { judge } from '../../verification/judge/document.ts';
import { examineReading } from '../../verification/page/examine.ts';
import { reportText } from '../../verification/report/text.ts';
import { signPdfWithWarnings } from '../sign-pdf.ts';
import { fixture, testPki } from '../test-material.ts';
import { clock, personal, seal, signingUnder } from '../test-signing.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { judgedByAll } from './judges.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-on-behalf-'));
const rootFile = join(folder, 'root.pem');
const letter = fixture('documents', 'cong-van-xref-stream.pdf');
const deputyName = 'Trần Thị Bích Ngọc';
const regulation = 'hai-phong-2025';
const sign = signingUnder(regulation);
let signers: Record<'deputy' | 'director' | 'agency', TokenSigner>;
let root: Uint8Array;

beforeAll(async () => {
  const pki = await testPki();
  writeFileSync(rootFile, pki.rootPem);
  root = pki.rootDer;
  const organisation = 'Sở Kỹ thuật số';
  signers = {
    deputy: await pki.signer({ name: deputyName, organisation, uid: 'CCCD:001099000002' }),
    director: await pki.signer({ name: 'Nguyễn Văn An', organisation, uid: 'CCCD:001099000001' }),
    agency: await pki.signer({ name: organisation, uid: 'MST:0200000001' }),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const by = (signer: TokenSigner, title: string) =>
  signPdfWithWarnings({
    ...{ pdf: letter, signer, regulation, clock },
    appearance: personal({ anchor: { title, name: deputyName } }),
  });
const terms = () => ({ trust: trustStore({ certificates: [root] }), at: clock.now(), regulation }) as const;
const read = async (pdf: Uint8Array) => (await examineReading(pdf, terms(), pageReader)).report;
const named = (codes: readonly { readonly code: string }[]) => codes.map(({ code }) => code);

describe('KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC', () => {
  it.each(['KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC', 'KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'])(
    'the deputy signs with their own certificate, found by --title %s; then the agency seals',
    async (title) => {
      const { pdf, warnings } = await by(signers.deputy, title);
      expect(warnings).toEqual([]);
      await judgedByAll({ file: pdf, signatures: 1, root: rootFile, at: clock.now(), folder });
      const sealed = await sign(pdf, signers.agency, seal());
      await judgedByAll({ file: sealed, signatures: 2, root: rootFile, at: clock.now(), folder });
      const report = await read(sealed);
      expect(report.page).toMatchObject({ printedNames: [{ name: deputyName }] });
      expect(named(report.findings)).not.toContain('PRINTED_NAME_DIFFERS');
    },
  );

  it.skipIf(!foreign('pdftotext').present)(
    'the image covers neither line of the title, nor the name',
    async () => {
      const { pdf } = await by(signers.deputy, 'KT. GIÁM ĐỐC');
      const path = join(folder, 'signed.pdf');
      writeFileSync(path, pdf);
      const { signatures } = await read(pdf);
      const [left, bottom, right, top] = signatures[0]?.widgets[0]?.rect ?? [0, 0, 0, 0];
      const inImage = ['-x', left, '-y', 842 - top, '-W', right - left, '-H', top - bottom].map((part) =>
        typeof part === 'number' ? `${Math.round(part)}` : part,
      );
      const text = (...area: readonly string[]) =>
        execFileSync(foreign('pdftotext').path, [...area, path, '-']).toString();
      expect(text(...inImage).trim()).toBe('');
      expect(text().normalize('NFC')).toMatch(/KT\. GIÁM ĐỐC\s+PHÓ GIÁM ĐỐC\s+Trần Thị Bích Ngọc/);
    },
  );

  it("with the director's certificate is warned of when signing, and when the page is read", async () => {
    const { pdf, warnings } = await by(signers.director, 'KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC');
    expect(warnings).toMatchObject([
      { code: 'ON_BEHALF_NAME_DIFFERS', message: expect.stringContaining('KT. GIÁM ĐỐC') },
    ]);
    const report = await read(pdf);
    expect(report.findings).toContainEqual({
      code: 'PRINTED_NAME_DIFFERS',
      severity: 'warning',
      field: report.signatures[0]?.field,
      detail: { code: 'NAME_PRINTED', values: { printed: deputyName, name: 'Nguyễn Văn An' } },
    });
    expect(reportText('a.pdf', report, 'vi').join('\n')).toContain(
      'dưới chữ ký in "Trần Thị Bích Ngọc", chứng thư là của Nguyễn Văn An',
    );
    expect(reportText('a.pdf', report, 'en').join('\n')).toMatch(
      /printed below the signature.*PRINTED_NAME_DIFFERS/,
    );
  });

  it('and is told again from stored facts', async () => {
    const { pdf } = await by(signers.director, 'KT. GIÁM ĐỐC');
    const facts = collectFacts(pdf);
    const page = await pageReader.read(pdf, facts.signatures);
    const stored = readFactsDocument(JSON.stringify(factsDocument('a.pdf', pdf, facts, { page })), 'a.json');
    expect(named(judge(stored.facts, terms(), stored.page).findings)).toContain('PRINTED_NAME_DIFFERS');
  });

  it("by the agency's certificate is refused: it is a person who signs on behalf", async () => {
    await expect(by(signers.agency, 'KT. GIÁM ĐỐC')).rejects.toMatchObject({ code: 'SIGN_CERTIFICATE_KIND' });
  });
});
