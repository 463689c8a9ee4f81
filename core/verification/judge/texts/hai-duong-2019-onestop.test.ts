/** hai-duong-2019-onestop: one document in order and one thing wrong at a time: the reason, and the articles that it touches. */
import { cases } from './cases.ts';
import { altered, onlyPerson } from './documents.ts';

cases('hai-duong-2019-onestop', '2021-06-01', [
  [
    'anybody good: it says nothing of signatures',
    onlyPerson,
    {},
    'OK',
    { 'nd130-2018/79.1': 'holds', 'tt41-2017/7': 'holds' },
  ],
  [
    'altered: national texts',
    altered,
    {},
    'INTEGRITY_BROKEN',
    { 'nd130-2018/79.1': 'violated', 'tt41-2017/7': 'violated' },
  ],
]);
