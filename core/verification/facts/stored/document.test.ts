/** Facts on disk: what was collected is what is judged again, under another policy too, and nothing else is taken for facts. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../foundation/paths.ts';
import { judge } from '../../judge/document.ts';
import { type Material, material, now } from '../../testing/material.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';
import { factsDocument, readFactsDocument } from './document.ts';

let all: Material;
let folder: string;
const documents = ['cong-van-classic.pdf', 'cong-van-xref-stream.pdf'];

beforeAll(async () => {
  all = await material();
  folder = mkdtempSync(join(all.dir, 'facts-'));
  for (const document of documents) writeFileSync(join(folder, document), await all.signed({ document }));
});
afterAll(() => all.remove());

function stored(document: string, pdf: Uint8Array): string {
  return JSON.stringify(factsDocument(document, pdf, collectFacts(pdf, undefined, 'all')));
}

describe('a facts document', () => {
  it.each(documents)(
    'gives the verdict that the file itself gives, under any policy: %s',
    async (document) => {
      const pdf = readFileSync(join(folder, document));
      const { facts } = readFactsDocument(stored(document, pdf), 'x.json');
      for (const changes of [
        {},
        { at: new Date('2032-01-01') },
        { regulation: 'none' as const },
        { as: 'copy' as const },
      ]) {
        const policy = await all.policy(changes);
        expect(judge(facts, policy)).toEqual(verifyPdf(pdf, policy));
      }
    },
  );

  it('fits its schema whatever is broken in the file', () => {
    const pdf = readFileSync(join(folder, 'cong-van-classic.pdf'));
    fc.assert(
      fc.property(fc.nat(pdf.length - 1), fc.nat(255), (place, value) => {
        const changed = Uint8Array.from(pdf);
        changed[place] = value;
        let text: string;
        try {
          text = stored('a.pdf', changed);
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(/^PDF_/);
          return;
        }
        expect(readFactsDocument(text, 'x.json').facts.size).toBe(pdf.length);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['no JSON', () => '{', 'the document'],
    ['another kind of document', () => '{"verdict":"TOTAL-PASSED"}', 'the document'],
    [
      'a fact of the wrong kind',
      (text: string) => text.replace('"digestFits":true', '"digestFits":"yes"'),
      '/facts/signatures/0/content',
    ],
    [
      'a fact too many',
      (text: string) => text.replace('"pages":', '"verdict":"TOTAL-PASSED","pages":'),
      '/facts',
    ],
  ])('refuses %s', (_, change, place) => {
    const text = change(stored('a.pdf', readFileSync(join(folder, 'cong-van-classic.pdf'))));
    expect(() => readFactsDocument(text, 'x.json')).toThrow(
      expect.objectContaining({ code: 'VERIFY_FACTS_INVALID', message: expect.stringContaining(place) }),
    );
  });
});

describe('congvu facts and congvu judge', () => {
  const congvu = (...parameters: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(projectRoot, 'bin/congvu.js'), ...parameters],
      { cwd: folder },
    );
    return { status, out: stdout.toString(), error: stderr.toString() };
  };

  it('keep facts, and judge them at another date', () => {
    expect(congvu('facts', 'cong-van-classic.pdf', '--out', 'facts.json')).toMatchObject({
      status: 0,
      out: '',
    });
    const trusted = ['facts.json', '--trust', all.pki.trustDir];
    expect(congvu('judge', ...trusted, '--at', now).status).toBe(0);
    const late = congvu('judge', ...trusted, '--at', '2032-01-01', '--json');
    expect(late.status).toBe(1);
    expect(JSON.parse(late.out)).toMatchObject({
      file: 'cong-van-classic.pdf',
      reason: 'CERTIFICATE_EXPIRED',
    });
  });

  it('refuse what is no PDF, and what are no facts', () => {
    writeFileSync(join(folder, 'junk.txt'), 'junk');
    expect(congvu('facts', 'junk.txt')).toMatchObject({
      status: 2,
      error: expect.stringContaining('PDF_NOT_A_PDF'),
    });
    expect(congvu('judge', 'junk.txt', '--trust', all.pki.trustDir)).toMatchObject({
      status: 2,
      error: expect.stringContaining('VERIFY_FACTS_INVALID'),
    });
  });
});
