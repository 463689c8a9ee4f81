/** The gate complains about each way in which the two languages of an error can come apart. */
import { describe, expect, it } from 'vitest';
import type { ErrorWords } from '../../foundation/error.ts';
import type { ErrorSection } from './error-tables.ts';
import { complaintsAboutWords } from './error-words.ts';

const english = { exit: 2, message: '{path} is not in {dir}', hint: 'Run "x {dir:word}".' } as const;
const words = { message: 'trong {dir} không có {path}', hint: 'Chạy "x {dir:word}".' };

function complaintsAbout(changed: Partial<ErrorWords>, more: Partial<ErrorSection> = {}): readonly string[] {
  const vietnamese = { A_ONE: { ...words, ...changed } };
  return complaintsAboutWords([{ area: 'core/a', rows: { A_ONE: english }, vietnamese, ...more }]);
}

describe('error-words', () => {
  it('does not complain where both languages say the same, in any order', () => {
    expect(complaintsAbout({})).toEqual([]);
  });

  it.each([
    ['a place that is missing', { message: 'không có {path}' }, 'has {path}, the English {dir} {path}'],
    ['a place too many', { message: '{dir} {dir} không có {path}' }, 'has {dir} {dir} {path}'],
    ['a place that is not quoted', { hint: 'Chạy "x {dir}".' }, 'has {dir}, the English {dir:word}'],
    ['decomposed letters', { message: words.message.normalize('NFD') }, 'is not in NFC'],
    ['a hint without an end', { hint: 'Chạy "x {dir:word}"' }, 'ends with "", the English with "."'],
    ['words that are not Vietnamese', { message: '{path} is not in {dir}' }, 'has no Vietnamese letter'],
  ])('complains about %s', (_, changed, complaint) => {
    expect(complaintsAbout(changed)).toEqual([expect.stringContaining(complaint)]);
  });

  it('complains about a code of one language only', () => {
    expect(complaintsAbout({}, { vietnamese: {} })).toEqual(['A_ONE has no Vietnamese']);
    expect(complaintsAbout({}, { rows: {} })).toEqual(['A_ONE has Vietnamese, no table has it']);
  });

  it('asks for Vietnamese in core and of the command, and leaves it open elsewhere', () => {
    const english = (area: string): ErrorSection => ({ area, rows: {} });
    expect(complaintsAboutWords([english('core/b')])).toEqual(['core/b has no Vietnamese (errors.vi.ts)']);
    expect(complaintsAboutWords([english('the command')])).toHaveLength(1);
    expect(complaintsAboutWords([english('emulator'), english('conformance/sut')])).toEqual([]);
    expect(complaintsAbout({ message: 'không có {path}' }, { area: 'emulator' })).toHaveLength(1);
  });

  it('takes values alone as the same in both', () => {
    const rows = { A_ONE: { exit: 2, message: '{option} {problem}', hint: '{next}' } } as const;
    expect(complaintsAbout({ message: '{option} {problem}', hint: '{next}' }, { rows })).toEqual([]);
  });

  it('asks the same of warnings', () => {
    const [meaning, advice] = ['the day is late', 'Check the day.'];
    const row = { message: '{day} is late', meaning, advice };
    const words = { message: '{day} đã muộn', meaning: 'ngày đã muộn', advice: 'Kiểm tra lại ngày.' };
    const about = (vietnameseWarnings?: NonNullable<ErrorSection['vietnameseWarnings']>) =>
      complaintsAbout({}, { warnings: { A_LATE: row }, ...(vietnameseWarnings && { vietnameseWarnings }) });
    expect(about({ A_LATE: words })).toEqual([]);
    expect(about()).toEqual(['the warnings of core/a have no Vietnamese']);
    expect(about({})).toEqual(['A_LATE has no Vietnamese']);
    expect(about({ A_LATE: { ...words, message: 'đã muộn' } })).toEqual([
      'the Vietnamese message of A_LATE has no place, the English {day}',
    ]);
    expect(about({ A_LATE: { ...words, advice } })).toEqual([
      'the Vietnamese advice of A_LATE has no Vietnamese letter',
    ]);
  });
});
