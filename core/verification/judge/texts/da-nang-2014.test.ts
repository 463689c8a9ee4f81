/** da-nang-2014: one document in order and one thing wrong at a time: the reason, and the articles that it touches. */
import { agencySigns, person } from '../../testing/hand-made.ts';
import { cases } from './cases.ts';
import {
  agencyFirst,
  altered,
  expired,
  inRow,
  onlyAgency,
  onlyPerson,
  overLeft,
  signedBy,
} from './documents.ts';

cases('da-nang-2014', '2015-06-01', [
  [
    'both in one row: in order; no decree that is known was in force',
    inRow,
    {},
    'OK',
    {
      'da-nang-2014/3.2': 'holds',
      'da-nang-2014/10.1': 'holds',
      'da-nang-2014/13.1': 'holds',
      'da-nang-2014/14': 'holds',
      'nd130-2018/79.1': 'not-in-force',
      'nd68-2024/31': 'not-in-force',
      'nd30-2020/32': 'not-in-force',
    },
  ],
  [
    'the seal over the person: not in one row',
    overLeft,
    {},
    'OK SEAL_NOT_IN_ROW',
    { 'da-nang-2014/10.1': 'not-settled' },
  ],
  [
    'the agency first: nothing in it says who begins',
    agencySigns(onlyAgency, { ...signedBy(person, 'Personal'), rect: '2 100 95 150' }),
    {},
    'OK',
    { 'da-nang-2014/10.1': 'holds' },
  ],
  [
    'no agency',
    onlyPerson,
    {},
    'AGENCY_SIGNATURE_MISSING',
    { 'da-nang-2014/10.1': 'violated', 'da-nang-2014/3.2': 'violated', 'da-nang-2014/14': 'holds' },
  ],
  ['no person', onlyAgency, {}, 'PERSONAL_SIGNATURE_MISSING', { 'da-nang-2014/10.1': 'violated' }],
  [
    'the agency alone on scanned paper',
    onlyAgency,
    { as: 'scanned' },
    'OK',
    { 'da-nang-2014/10.2': 'not-examined' },
  ],
  [
    'the person alone where paper has no seal',
    onlyPerson,
    { as: 'unsealed' },
    'OK',
    { 'da-nang-2014/11': 'holds' },
  ],
  [
    'no agency on an attachment',
    onlyPerson,
    { as: 'attachment' },
    'AGENCY_SIGNATURE_MISSING',
    { 'da-nang-2014/13.2': 'violated' },
  ],
  [
    'an attachment, wherever the agency stands',
    onlyAgency,
    { as: 'attachment' },
    'OK',
    { 'da-nang-2014/13.2': 'holds' },
  ],
  ['a copy: it says nothing of them', onlyPerson, { as: 'copy' }, 'OK', {}],
  [
    'altered content',
    altered,
    {},
    'INTEGRITY_BROKEN',
    { 'da-nang-2014/13.1': 'violated', 'da-nang-2014/15.2': 'violated', 'da-nang-2014/14': 'not-examined' },
  ],
  [
    'an expired certificate',
    expired,
    {},
    'CERTIFICATE_EXPIRED',
    { 'da-nang-2014/14': 'not-settled', 'da-nang-2014/3.2': 'not-settled', 'da-nang-2014/13.1': 'holds' },
  ],
  ['classified: it says nothing of that', inRow, { classified: true }, 'OK CLASSIFIED_DOCUMENT', {}],
]);

cases('da-nang-2014', '2021-01-01', [
  [
    'the agency first: decree 30 asks for the order',
    agencyFirst,
    {},
    'SIGNATURE_ORDER_WRONG',
    { 'nd30-2020/32': 'violated', 'da-nang-2014/10.1': 'not-settled' },
  ],
  [
    'its own look, and not that of the decree',
    inRow,
    {},
    'OK',
    { 'da-nang-2014/10.1': 'holds', 'nd30-2020/33.1': 'not-examined', 'nd30-2020/5': 'holds' },
  ],
]);
