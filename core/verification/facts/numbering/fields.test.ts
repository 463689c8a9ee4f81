/** What the fields for number and date leave open is pointed out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../foundation/paths.ts';
import { openPdf, pagesOf } from '../../../pdf/reading/index.ts';
import { pageWith } from '../../../pdf/text/test-material.ts';
import { judge } from '../../judge/document.ts';
import { policy } from '../../testing/hand-made.ts';
import { agencySeals, filled, numbered, personKeeps } from '../../testing/numbering.ts';
import { append } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';
import { numberFields } from './fields.ts';

const signed = personKeeps();
const good = numbered(signed);

describe('number and date', () => {
  it('are pointed out where the agency signs without them', () => {
    const report = verifyPdf(agencySeals(signed), policy());
    expect(report).toMatchObject({
      verdict: 'TOTAL-PASSED',
      findings: [
        {
          code: 'NUMBER_EMPTY',
          severity: 'warning',
          field: 'CongvuNumber',
          detail: { values: { fields: 'CongvuNumber, CongvuDay, CongvuMonth' } },
        },
      ],
    });
    expect(verifyPdf(signed, policy()).findings.map(({ code }) => code)).not.toContain('NUMBER_EMPTY');
  });

  it('are pointed out where the date lies before the day of signing', () => {
    const earlier = {
      ...filled(20, 30),
      ...filled(21, 31, { value: '01' }),
      ...filled(22, 32, { value: '3' }),
    };
    expect(verifyPdf(agencySeals(append(signed, earlier)), policy()).findings).toMatchObject([
      {
        code: 'NUMBER_DATE_EARLY',
        severity: 'warning',
        detail: { values: { date: '2026-03-01', day: '2026-03-02' } },
      },
    ]);
  });

  it('are pointed out beside a number that the page prints', () => {
    const facts = { ...collectFacts(agencySeals(good)), printedNumber: '128' };
    expect(judge(facts, policy()).findings).toMatchObject([
      { code: 'NUMBER_TWICE', severity: 'warning', detail: { values: { printed: '128' } } },
    ]);
  });

  const printed = async (lines: readonly string[], field: string) => {
    const pdf = await pageWith(
      (hex) =>
        `BT /F1 13 Tf 300 740 Td 16 TL ${lines.map((line) => `${hex(line)} Tj T*`).join(' ')} 0 -400 Td ${hex('Nghị định số 30, ngày 05 tháng 3 năm 2020')} Tj ET`,
    );
    const file = openPdf(pdf);
    const [known] = collectFacts(good).changes.filter(({ kind }) => kind === 'document-number');
    if (known?.filled === undefined) throw new Error('no filled field');
    const changes = [{ ...known, filled: { ...known.filled, field } }];
    return numberFields(file.view(), pagesOf(file.view(), file.limits), changes).printedDate;
  };

  it.each([
    ['CongvuYear', ['Minh Họa, ngày      tháng      năm', '2026'], '2026'],
    ['CongvuYear', ['Minh Họa, ngày … tháng 3 năm …', '2026'], '2026'],
    ['CongvuYear', ['Minh Họa, ngày      tháng      năm', 'V/v cho số'], undefined],
    ['CongvuMonth', ['Minh Họa, ngày      tháng      năm 2026'], undefined],
    ['CongvuDate', ['Minh Họa, ngày 05 tháng 3 năm 2026'], '05/3/2026'],
    ['CongvuDate', ['Minh Họa'], undefined],
  ])('beside a filled %s, the head of %j prints the date %s', async (field, lines, date) => {
    expect(await printed(lines, field)).toBe(date);
  });

  it('are pointed out beside a year that the page prints', () => {
    const facts = { ...collectFacts(agencySeals(good)), printedDate: '2026' };
    expect(judge(facts, policy())).toMatchObject({
      verdict: 'TOTAL-PASSED',
      findings: [{ code: 'DATE_TWICE', severity: 'warning', detail: { values: { printed: '2026' } } }],
    });
  });

  it.each([
    ['cong-van-classic.pdf', '128'],
    ['cong-van-cho-so.pdf', undefined],
  ])('%s prints the number %s', (name, number) => {
    const file = openPdf(readFileSync(join(projectRoot, 'fixtures/documents', name)));
    const changes = collectFacts(good).changes;
    expect(numberFields(file.view(), pagesOf(file.view(), file.limits), changes).printedNumber).toBe(number);
    expect(numberFields(file.view(), pagesOf(file.view(), file.limits), []).printedNumber).toBeUndefined();
  });
});
