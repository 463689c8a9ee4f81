/** nd30-2020: the national texts alone, for an auditor of any province: who signs, in which order, and the look. */
import { expect, it } from 'vitest';
import { bothSign } from '../../testing/hand-made.ts';
import { cases, under } from './cases.ts';
import { altered, onlyPerson } from './documents.ts';

cases('nd30-2020', '2021-06-01', [
  [
    'person and agency',
    bothSign(),
    {},
    'OK',
    {
      'nd30-2020/5': 'holds',
      'nd30-2020/32': 'holds',
      'nd30-2020/33.1': 'holds',
      'nd130-2018/79.1': 'holds',
    },
  ],
  [
    'without the agency',
    onlyPerson,
    {},
    'AGENCY_SIGNATURE_MISSING',
    { 'nd30-2020/5': 'violated', 'nd130-2018/79.1': 'holds' },
  ],
  ['altered', altered, {}, 'INTEGRITY_BROKEN', { 'nd130-2018/79.1': 'violated' }],
]);

it('nd30-2020 before it was in force says so', () => {
  const report = under('nd30-2020', '2020-03-04')(bothSign());
  expect(report.findings.map(({ code }) => code)).toContain('TEXT_NOT_IN_FORCE');
  expect(report.articles.filter(({ id }) => /^(da-nang|hai-phong|dak-nong)/.test(id))).toEqual([]);
});
