/** What the font of a number or date draws: known letters, others than it says, or nobody knows what. */
import { describe, expect, it } from 'vitest';
import { policy, refusalOf } from '../../testing/hand-made.ts';
import {
  agencySeals,
  filled,
  fontObjects,
  keptBase,
  numbered,
  personKeeps,
} from '../../testing/numbering.ts';
import { verifyPdf } from '../../verify.ts';

describe('a font whose glyphs nobody can compare', () => {
  it.each([
    ['that is not in the file', { descriptor: '' }],
    ['that spaces its letters in its own way', { below: '/DW 400' }],
  ])('%s, is a warning for each field', (_, font) => {
    const pdf = agencySeals(numbered(personKeeps(keptBase(fontObjects(font)))));
    expect(verifyPdf(pdf, policy())).toMatchObject({
      verdict: 'TOTAL-PASSED',
      numbering: { number: '12/QĐ-UBND', date: '2026-03-10' },
      findings: [
        {
          code: 'NUMBER_FONT_UNKNOWN',
          severity: 'warning',
          field: 'CongvuNumber',
          detail: { values: { value: '12' } },
        },
        { code: 'NUMBER_FONT_UNKNOWN', field: 'CongvuDay' },
        { code: 'NUMBER_FONT_UNKNOWN', field: 'CongvuMonth' },
      ],
    });
  });
});

it('a font whose map says other digits than it draws', () => {
  const base = keptBase(fontObjects({ says: { '1': '9', '9': '1' } }));
  const pdf = numbered(personKeeps(base), filled(20, 30, { value: '12', drawn: '92' }));
  expect(refusalOf(agencySeals(pdf))).toEqual(['CHANGED_AFTER_SIGNING', 'number-look field CongvuNumber']);
});
