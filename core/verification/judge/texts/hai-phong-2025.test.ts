/** hai-phong-2025: one document in order and one thing wrong at a time: the reason, and the articles that it touches. */
import { basePdf } from '../../testing/pdf.ts';
import { cases } from './cases.ts';
import { agencyFirst, expired, onlyPerson, overLeft, untrusted } from './documents.ts';

cases('hai-phong-2025', '2026-03-02', [
  [
    'in order',
    overLeft,
    {},
    'OK',
    {
      'hai-phong-2025/13': 'holds',
      'hai-phong-2025/14.1.b': 'holds',
      'hai-phong-2025/15.1': 'holds',
      'hai-phong-2025/20.3': 'holds',
      'nd68-2024/30': 'holds',
      'nd68-2024/31': 'holds',
      'nd68-2024/32': 'holds',
      'law20-2023/22.3': 'holds',
      'nd130-2018/79.1': 'not-in-force',
    },
  ],
  [
    'no agency',
    onlyPerson,
    {},
    'AGENCY_SIGNATURE_MISSING',
    {
      'hai-phong-2025/15.1.c': 'violated',
      'hai-phong-2025/20.3': 'violated',
      'hai-phong-2025/13': 'holds',
      'hai-phong-2025/14.1.b': 'not-examined',
    },
  ],
  [
    'the agency first',
    agencyFirst,
    {},
    'SIGNATURE_ORDER_WRONG',
    { 'hai-phong-2025/15.1': 'violated', 'hai-phong-2025/15.1.c': 'holds' },
  ],
  [
    'expired',
    expired,
    {},
    'CERTIFICATE_EXPIRED',
    { 'nd68-2024/31': 'not-settled', 'nd68-2024/30': 'holds', 'hai-phong-2025/13': 'not-settled' },
  ],
  [
    'untrusted',
    untrusted,
    {},
    'CERTIFICATE_UNTRUSTED',
    { 'nd68-2024/32': 'violated', 'nd68-2024/31': 'not-examined', 'nd68-2024/30': 'holds' },
  ],
  [
    'classified',
    overLeft,
    { classified: true },
    'CLASSIFIED_DOCUMENT',
    { 'hai-phong-2025/4.1': 'violated', 'hai-phong-2025/20.3': 'holds' },
  ],
  [
    'of another agency',
    overLeft,
    { issuer: { id: 'MDD:H24.6' } },
    'AGENCY_NOT_ISSUER',
    { 'hai-phong-2025/4.3': 'violated' },
  ],
  [
    'no signature',
    basePdf(),
    {},
    'NO_SIGNATURE',
    {
      'hai-phong-2025/15.1.b': 'violated',
      'hai-phong-2025/15.1.c': 'violated',
      'hai-phong-2025/20.3': 'violated',
      'nd30-2020/5': 'violated',
      // What is not there has no look and no order.
      'hai-phong-2025/14.1.b': 'not-examined',
      'nd30-2020/32': 'not-examined',
      'hai-phong-2025/13': 'not-examined',
      'nd68-2024/31': 'not-examined',
    },
  ],
  [
    'a copy without the agency',
    onlyPerson,
    { as: 'copy' },
    'AGENCY_SIGNATURE_MISSING',
    { 'hai-phong-2025/14.2': 'violated' },
  ],
]);
