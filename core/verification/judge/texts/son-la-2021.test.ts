/** son-la-2021: one document in order and one thing wrong at a time: the reason, and the articles that it touches. */
import { cases } from './cases.ts';
import { copyInCorner, copyOutOfCorner, inRow, onlyPerson, overLeft, untrusted } from './documents.ts';

cases('son-la-2021', '2022-01-01', [
  [
    'in order',
    overLeft,
    {},
    'OK',
    {
      'son-la-2021/7': 'holds',
      'nd130-2018/79.1': 'holds',
      'nd130-2018/79.2': 'holds',
      'tt41-2017/7': 'holds',
      'tt41-2017/8': 'holds',
      'nd30-2020/5': 'holds',
      'nd30-2020/33.1': 'holds',
      'nd30-2020/annex-I.II.8.a': 'holds',
      'nd68-2024/30': 'not-in-force',
      'law20-2023/22.3': 'not-in-force',
    },
  ],
  [
    'no agency: decree 30',
    onlyPerson,
    {},
    'AGENCY_SIGNATURE_MISSING',
    { 'nd30-2020/5': 'violated', 'son-la-2021/7': 'holds' },
  ],
  ['in one row: decree 30', inRow, {}, 'OK SEAL_MISPLACED', { 'nd30-2020/33.1': 'not-settled' }],
  [
    'nobody trusted',
    untrusted,
    {},
    'CERTIFICATE_UNTRUSTED',
    {
      'son-la-2021/7': 'violated',
      'tt41-2017/8': 'violated',
      'nd130-2018/79.2': 'violated',
      'tt41-2017/7': 'holds',
    },
  ],
  [
    'a copy out of its corner',
    copyOutOfCorner,
    { as: 'copy' },
    'OK COPY_SIGNATURE_MISPLACED',
    { 'nd30-2020/annex-I.part-II': 'not-settled' },
  ],
  ['a copy', copyInCorner, { as: 'copy' }, 'OK', { 'nd30-2020/annex-I.part-II': 'holds' }],
]);

cases('son-la-2021', '2025-01-01', [
  [
    'after decree 68',
    overLeft,
    {},
    'OK',
    {
      'nd130-2018/79.1': 'not-in-force',
      'nd68-2024/30': 'holds',
      'nd68-2024/31': 'holds',
      'nd68-2024/32': 'holds',
    },
  ],
]);
