import { describe, expect, it } from 'vitest';
import { borrowedCitation } from './borrowed.ts';
import { texts } from './index.ts';

describe('borrowedCitation', () => {
  it.each([
    ['nd68-2024', '22.1', 'decree 68/2024, article 22, clause 1', 'khoản 1 Điều 22 NĐ 68/2024'],
    [
      'nd30-2020',
      '32.2.a',
      'decree 30/2020, article 32, clause 2, point a',
      'điểm a khoản 2 Điều 32 NĐ 30/2020',
    ],
    ['nd68-2024', '29, 31', 'decree 68/2024, article 29; article 31', 'Điều 29, Điều 31 NĐ 68/2024'],
    ['nd30-2020', 'annex I, II.7.d', 'decree 30/2020, annex I, II.7.d', 'mục II.7.d Phụ lục I NĐ 30/2020'],
    ['nd68-2024', 'annex, form 06', 'decree 68/2024, annex, form 06', 'Mẫu số 06 Phụ lục NĐ 68/2024'],
  ])('names %s %s', (text, place, en, vi) => {
    expect(borrowedCitation(text, place)).toEqual({ en, vi });
  });

  it.each([
    ['nd1-2000', '1'],
    ['nd68-2024', 'somewhere'],
  ])('does not make words of what it does not know (%s %s)', (text, place) => {
    expect(() => borrowedCitation(text, place)).toThrow('expected');
  });

  it('names every place that a record borrows, in Vietnamese without English', () => {
    const borrowed = texts.flatMap((text) => text.requirements).flatMap(({ borrows = [] }) => borrows);
    expect(borrowed.length).toBeGreaterThan(50);
    for (const { text, article } of borrowed) {
      expect(borrowedCitation(text, article).vi).not.toMatch(/article|annex|form|part/);
    }
  });
});
