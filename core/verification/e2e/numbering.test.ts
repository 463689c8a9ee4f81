/** Person, number, agency on real documents: what the report says, as text, as JSON and from stored facts. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { numberingFound, putNumber, signPdf } from '../../signing/index.ts';
import { collectFacts } from '../facts/collect.ts';
import { factsDocument, readFactsDocument } from '../facts/stored/document.ts';
import { judge } from '../judge/document.ts';
import { reportText } from '../report/text.ts';
import { fixture, type Material, material, now, sealAppearance } from '../testing/material.ts';
import { verifyPdf } from '../verify.ts';

let all: Material;
let numbered: Uint8Array;
let sealed: Uint8Array;
const common = { regulation: 'hai-phong-2025', clock: fixedClock(now) };

beforeAll(async () => {
  all = await material();
  const signed = await signPdf({
    ...common,
    pdf: fixture('documents', 'cong-van-cho-so.pdf'),
    signer: await all.signer('chu-tich'),
    appearance: {
      kind: 'personal',
      image: fixture('images', 'chu-ky-xanh.png'),
      anchor: { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' },
    },
    numbering: numberingFound,
  });
  ({ pdf: numbered } = await putNumber({
    ...common,
    pdf: signed,
    number: '128/SKTS-HCTH',
    date: '2025-11-12',
  }));
  const signer = await all.signer('ubnd-hai-phong');
  sealed = await signPdf({ ...common, pdf: numbered, signer, appearance: sealAppearance() });
});
afterAll(() => all.remove());

describe('a document that was numbered between its signatures', () => {
  it('passes, and its report tells number and date in both languages', async () => {
    const report = verifyPdf(sealed, await all.policy());
    expect(report).toMatchObject({
      verdict: 'TOTAL-PASSED',
      numbering: { number: '128/SKTS-HCTH', date: '2025-11-12' },
      // The letter's own date, and tests sign later than that.
      findings: [{ code: 'NUMBER_DATE_EARLY', severity: 'warning' }],
    });
    expect(reportText('a.pdf', report, 'vi')).toContain(
      '  Số, ngày điền sau khi cá nhân ký: 128/SKTS-HCTH, 2025-11-12',
    );
    expect(reportText('a.pdf', report, 'en')).toContain(
      '  Number and date, put in after the person signed: 128/SKTS-HCTH, 2025-11-12',
    );
  });

  it('gives the same verdict from stored facts', async () => {
    const text = JSON.stringify(factsDocument('a.pdf', sealed, collectFacts(sealed)));
    const policy = await all.policy();
    expect(judge(readFactsDocument(text, 'a.json').facts, policy)).toEqual(verifyPdf(sealed, policy));
  });

  it('waits for the agency, with number and date named as unprotected', async () => {
    const report = verifyPdf(numbered, await all.policy());
    expect(report).toMatchObject({ verdict: 'INDETERMINATE', reason: 'AGENCY_SIGNATURE_MISSING' });
    expect(report.findings.map(({ code }) => code)).toContain('NUMBER_UNSIGNED');
  });

  it('fails for every byte of the number that is changed', async () => {
    const policy = await all.policy();
    const start = numbered.length - 2200;
    fc.assert(
      fc.property(
        fc.integer({ min: start, max: numbered.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, by) => {
          const changed = Uint8Array.from(sealed);
          changed[at] = ((changed[at] ?? 0) + by) % 256;
          let verdict: string;
          try {
            ({ verdict } = verifyPdf(changed, policy));
          } catch (error) {
            expect((error as { code?: string }).code).toMatch(/^PDF_/);
            return;
          }
          expect(verdict).not.toBe('TOTAL-PASSED');
        },
      ),
      { numRuns: 60 },
    );
  });
});
