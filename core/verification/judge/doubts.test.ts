/** What is not sure about our reading of a text is said where the state of its articles is said. */
import { describe, expect, it } from 'vitest';
import { reportText } from '../report/text.ts';
import type { Report } from '../report.ts';
import { under } from './texts/cases.ts';
import { inRow, onlyPerson, overLeft } from './texts/documents.ts';

const doubtsOf = ({ articles }: Report) =>
  Object.fromEntries(articles.flatMap(({ id, doubts = [] }) => doubts.map(({ en }) => [id, en])));
const text = (report: Report, language: 'vi' | 'en') => reportText('a.pdf', report, language).join('\n');

describe('doubts', () => {
  it('stand beside the articles of decree 68 whose text is not known', () => {
    const report = under('hai-phong-2025', '2026-03-02')(overLeft);
    expect(doubtsOf(report)).toMatchObject({
      'nd68-2024/30': 'as far as its steps are known',
      'nd68-2024/32': 'as far as its text is known',
    });
    expect(doubtsOf(report)).not.toHaveProperty('nd68-2024/31');
    expect(text(report, 'en')).toMatch(
      /Not certain +article 30 of the Decree 68\/2024\/ND-CP: as far as its steps are known/,
    );
    expect(text(report, 'vi')).toMatch(
      /Chưa chắc +Điều 30 Nghị định 68\/2024\/NĐ-CP: trong phạm vi các bước đã biết/,
    );
  });

  it('stand beside what is violated too, and not beside what was not examined or is not in force', () => {
    const violated = under('hai-phong-2025', '2026-03-02')(onlyPerson);
    expect(doubtsOf(violated)).toHaveProperty('nd30-2020/5');
    const before = under('hai-phong-2025', '2024-08-14')(overLeft);
    expect(Object.keys(doubtsOf(before)).filter((id) => id.startsWith('nd68'))).toEqual([]);
  });

  it('begin on their day: the reported repeal of circular 41', () => {
    const on = (day: string) => under('hai-phong-2025', day)(overLeft);
    expect(doubtsOf(on('2026-11-14'))).not.toHaveProperty('tt41-2017/7');
    expect(doubtsOf(on('2026-11-15'))).toMatchObject({
      'tt41-2017/7': 'if still in force: said to be repealed on 2026-11-15',
      'tt41-2017/8': 'if still in force: said to be repealed on 2026-11-15',
    });
    expect(text(on('2026-12-01'), 'en')).toMatch(
      /Not certain +article 7, article 8 of the Circular 41\/2017\/TT-BTTTT: if still in force/,
    );
    expect(text(on('2026-12-01'), 'vi')).toMatch(
      /Chưa chắc +Điều 7, Điều 8 Thông tư 41.*bãi bỏ từ 15\/11\/2026/,
    );
  });

  it('are those of the role', () => {
    expect(doubtsOf(under('da-nang-2014', '2015-06-01')(inRow))).toHaveProperty('da-nang-2014/10.1');
    const unsealed = under('da-nang-2014', '2015-06-01')(onlyPerson, { as: 'unsealed' });
    expect(Object.keys(doubtsOf(unsealed))).toEqual([]);
  });
});
