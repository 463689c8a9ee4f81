/** A warning is told in the languages that are wanted, its code once. */
import { expect, it } from 'vitest';
import { defineWarnings, warningLines } from './warning.ts';

const row = { message: '{day} is late ({why})', meaning: 'the day is late', advice: 'Check it.' };
const words = { message: '{day} đã muộn ({why})', meaning: 'ngày đã muộn', advice: 'Kiểm tra lại.' };
const warn = defineWarnings({ A_LATE: row }, { A_LATE: words });
const late = warn('A_LATE', { day: '2026-03-10', why: { en: 'a feast', vi: 'ngày lễ' } });

it('is data with its words in both languages', () => {
  expect(late).toEqual({
    code: 'A_LATE',
    message: '2026-03-10 is late (a feast)',
    vietnamese: { message: '2026-03-10 đã muộn (ngày lễ)' },
  });
});

it('is a line in each of the languages', () => {
  expect(warningLines('a.pdf', late, ['vi', 'en'])).toEqual([
    'congvu: cảnh báo: A_LATE: a.pdf: 2026-03-10 đã muộn (ngày lễ)',
    '  English: 2026-03-10 is late (a feast)',
  ]);
  expect(warningLines('a.pdf', late, ['en'])).toEqual([
    'congvu: warning: A_LATE: a.pdf: 2026-03-10 is late (a feast)',
  ]);
});
