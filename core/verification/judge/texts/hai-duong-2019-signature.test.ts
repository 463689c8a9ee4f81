/** hai-duong-2019-signature: one document in order and one thing wrong at a time: the reason, and the articles that it touches. */
import { cases } from './cases.ts';
import { agencyFirst, altered, inRow, onlyAgency, onlyPerson, overLeft } from './documents.ts';

cases('hai-duong-2019-signature', '2019-06-01', [
  [
    'in order',
    overLeft,
    {},
    'OK',
    {
      'hai-duong-2019-signature/11.2': 'holds',
      'hai-duong-2019-signature/11.3.b': 'holds',
      'hai-duong-2019-signature/12.1': 'holds',
      'hai-duong-2019-signature/12.2': 'holds',
      'hai-duong-2019-signature/4.2': 'holds',
      'tt01-2019-bnv/13': 'holds',
      'nd130-2018/79.1': 'holds',
      'nd30-2020/5': 'not-in-force',
    },
  ],
  [
    'no agency',
    onlyPerson,
    {},
    'AGENCY_SIGNATURE_MISSING',
    { 'hai-duong-2019-signature/11.3.b': 'violated', 'hai-duong-2019-signature/12.1': 'holds' },
  ],
  [
    'the agency first',
    agencyFirst,
    {},
    'SIGNATURE_ORDER_WRONG',
    { 'hai-duong-2019-signature/11.3.b': 'violated', 'hai-duong-2019-signature/11.3.c': 'violated' },
  ],
  [
    'not over the left third',
    inRow,
    {},
    'OK SEAL_MISPLACED',
    { 'hai-duong-2019-signature/11.2': 'not-settled', 'tt01-2019-bnv/13': 'not-settled' },
  ],
  [
    'scanned paper, without scan and text',
    onlyAgency,
    { as: 'scanned' },
    'OK SCAN_MISSING AGENCY_NOT_SHOWN TIME_NOT_SHOWN',
    { 'hai-duong-2019-signature/11.3.a': 'holds', 'tt01-2019-bnv/6.2': 'not-settled' },
  ],
  [
    'scanned paper without the agency',
    onlyPerson,
    { as: 'scanned' },
    'AGENCY_SIGNATURE_MISSING',
    { 'hai-duong-2019-signature/11.3.a': 'violated' },
  ],
  ['not issued', onlyPerson, { as: 'unsealed' }, 'OK', { 'hai-duong-2019-signature/11.3.d': 'holds' }],
  [
    'an annex without the agency',
    onlyPerson,
    { as: 'annex' },
    'AGENCY_SIGNATURE_MISSING',
    { 'hai-duong-2019-signature/11.6.b': 'violated' },
  ],
  ['a copy: it says nothing', onlyPerson, { as: 'copy' }, 'OK', {}],
  [
    'altered',
    altered,
    {},
    'INTEGRITY_BROKEN',
    {
      'hai-duong-2019-signature/12.1': 'violated',
      'hai-duong-2019-signature/4.2': 'violated',
      'hai-duong-2019-signature/11.6.a': 'violated',
    },
  ],
  [
    'classified',
    overLeft,
    { classified: true },
    'CLASSIFIED_DOCUMENT',
    { 'hai-duong-2019-signature/1.2': 'violated' },
  ],
  [
    'of another agency',
    overLeft,
    { issuer: { id: 'MST:2' } },
    'AGENCY_NOT_ISSUER',
    { 'hai-duong-2019-signature/4.3': 'violated' },
  ],
]);
