/** dak-nong-2022: one document in order and one thing wrong at a time: the reason, and the articles that it touches. */
import { cases } from './cases.ts';
import { agencyFirst, altered, expired, onlyAgency, onlyPerson, overLeft } from './documents.ts';

cases('dak-nong-2022', '2023-05-01', [
  [
    'in order',
    overLeft,
    {},
    'OK',
    {
      'dak-nong-2022/12.1': 'holds',
      'dak-nong-2022/12.2': 'holds',
      'dak-nong-2022/16.5': 'holds',
      'dak-nong-2022/16.6': 'holds',
      'dak-nong-2022/3.2': 'not-examined',
      'dak-nong-2022/7.1': 'not-examined',
    },
  ],
  [
    'no agency',
    onlyPerson,
    {},
    'AGENCY_SIGNATURE_MISSING',
    { 'dak-nong-2022/16.6': 'violated', 'dak-nong-2022/12.2': 'holds' },
  ],
  [
    'no person',
    onlyAgency,
    {},
    'PERSONAL_SIGNATURE_MISSING',
    { 'dak-nong-2022/16.5': 'violated', 'dak-nong-2022/16.6': 'holds' },
  ],
  ['the agency first', agencyFirst, {}, 'SIGNATURE_ORDER_WRONG', { 'dak-nong-2022/16.5': 'violated' }],
  [
    'expired',
    expired,
    {},
    'CERTIFICATE_EXPIRED',
    { 'dak-nong-2022/12.1': 'not-settled', 'dak-nong-2022/12.2': 'not-settled' },
  ],
  [
    'altered',
    altered,
    {},
    'INTEGRITY_BROKEN',
    { 'dak-nong-2022/12.1': 'not-examined', 'dak-nong-2022/12.2': 'violated' },
  ],
  [
    'classified',
    overLeft,
    { classified: true },
    'CLASSIFIED_DOCUMENT',
    { 'dak-nong-2022/3.2': 'violated', 'dak-nong-2022/16.5': 'holds' },
  ],
  [
    'of another agency',
    overLeft,
    { issuer: { name: 'Sở Y tế' } },
    'AGENCY_NOT_ISSUER',
    { 'dak-nong-2022/7.1': 'violated', 'nd130-2018/7': 'violated' },
  ],
  [
    'of the agency that issues',
    overLeft,
    { issuer: { name: 'ubnd' } },
    'OK',
    { 'dak-nong-2022/7.1': 'holds', 'nd130-2018/7': 'holds' },
  ],
]);

cases('dak-nong-2022', '2022-12-19', [
  [
    'the day before it came into force, as the caller says: only national texts ask',
    overLeft,
    { classified: true },
    'OK CLASSIFIED_DOCUMENT TEXT_NOT_IN_FORCE',
    { 'dak-nong-2022/12.2': 'not-in-force', 'dak-nong-2022/16.6': 'not-in-force', 'nd30-2020/5': 'holds' },
  ],
]);
