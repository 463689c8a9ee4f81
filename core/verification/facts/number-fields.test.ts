/** What the fields for number and date leave open is pointed out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { openPdf, pagesOf } from '../../pdf/reading/index.ts';
import { judge } from '../judge/document.ts';
import { policy } from '../testing/hand-made.ts';
import { agencySeals, filled, numbered, personKeeps } from '../testing/numbering.ts';
import { append } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { collectFacts } from './collect.ts';
import { numberFields } from './number-fields.ts';

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
