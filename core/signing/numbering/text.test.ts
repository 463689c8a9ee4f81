/** What goes into the blanks of a form, and what does not fit it. */
import { describe, expect, it } from 'vitest';
import { type FormPart, numberingTexts } from './text.ts';

const number = (form: string): FormPart => ({ part: 'number', form });
const dated = (form: string, ...parts: readonly FormPart['part'][]) => parts.map((part) => ({ part, form }));

describe('a number', () => {
  it.each([
    ['12/QĐ-UBND', 'Số: …/QĐ-UBND', '12'],
    ['12', 'Số: …/QĐ-UBND', '12'],
    ['5/QĐ-UBND', 'Số: …/QĐ-UBND', '05'],
    ['12/QĐ-UBND'.normalize('NFD'), 'Số: …/QĐ-UBND', '12'],
    ['12/QĐ-UBND', 'Số: …', '12/QĐ-UBND'],
    ['12a/BC-SKTS', '', '12a/BC-SKTS'],
  ])('%s goes into "%s" as %s', (given, form, text) => {
    expect(numberingTexts({ number: given }, [number(form)]).get('number')).toBe(text);
  });

  it.each([
    ['12/TB-UBND', 'Số: …/QĐ-UBND', 'SIGN_NUMBER_FORM'],
    ['QĐ-UBND', 'Số: …', 'SIGN_OPTION_INVALID'],
    ['', 'Số: …', 'SIGN_OPTION_INVALID'],
    ['000', 'Số: …/QĐ-UBND', 'SIGN_OPTION_INVALID'],
    ['0/QĐ-UBND', 'Số: …', 'SIGN_OPTION_INVALID'],
    ['/QĐ-UBND', 'Số: …/QĐ-UBND', 'SIGN_OPTION_INVALID'],
    [undefined, 'Số: …', 'SIGN_NUMBER_MISSING'],
  ])('%s does not go into "%s"', (given, form, code) => {
    const wanted = given === undefined ? {} : { number: given };
    expect(() => numberingTexts(wanted, [number(form)])).toThrow(expect.objectContaining({ code }));
  });
});

describe('a date', () => {
  const open = 'Minh Họa, ngày … tháng … năm …';

  it.each([
    ['2026-03-05', { day: '05', month: '3', year: '2026' }],
    ['2026-02-28', { day: '28', month: '02', year: '2026' }],
    ['2026-11-01', { day: '01', month: '11', year: '2026' }],
  ])('%s has its zeros as decree 30 wants them', (date, parts) => {
    const texts = numberingTexts({ date }, dated(open, 'day', 'month', 'year'));
    expect(Object.fromEntries(texts)).toEqual(parts);
  });

  it('stands in words where the form prints none', () => {
    const texts = numberingTexts({ date: '2026-03-05' }, dated('', 'date'));
    expect(texts.get('date')).toBe('ngày 05 tháng 3 năm 2026');
  });

  it.each([
    ['2026-03-05', 'A, ngày … tháng … năm 2025', 'SIGN_NUMBER_FORM'],
    ['2026-03-05', 'A, ngày … tháng 4 năm 2026', 'SIGN_NUMBER_FORM'],
    ['2026-02-30', open, 'SIGN_OPTION_INVALID'],
    ['05/03/2026', open, 'SIGN_OPTION_INVALID'],
    [undefined, open, 'SIGN_NUMBER_MISSING'],
  ])('%s does not go into "%s"', (date, form, code) => {
    const wanted = date === undefined ? {} : { date };
    expect(() => numberingTexts(wanted, dated(form, 'day'))).toThrow(expect.objectContaining({ code }));
  });
});
