/** What is not signed, each by its code; and that no regulation refuses only what is impossible. */
import { beforeAll, describe, expect, it } from 'vitest';
import { handMade, plainObjects, replaced } from '../pdf/writing/test-material.ts';
import { fixture, type TestPki } from './test-material.ts';
import { copyOf, letter, people, personal, seal, hand as signature, signingUnder } from './test-signing.ts';
import type { TokenSigner } from './token/token-signer.ts';

const copy = copyOf('SAO Y');

let pki: TestPki;
let person: TokenSigner;
let agency: TokenSigner;
let once: Uint8Array;

beforeAll(async () => {
  ({ pki, person, agency } = await people());
  once = await sign(letter, person, personal());
});

const sign = signingUnder('hai-phong-2025');

describe('a signature is refused', () => {
  const old = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2026-11-22T02:30:14Z' };
  const young = { notBefore: '2026-11-22T02:30:16Z', notAfter: '2030-01-01T00:00:00Z' };
  const cases: readonly (readonly [string, () => Promise<Uint8Array>, string])[] = [
    [
      'under an unknown regulation',
      () => sign(letter, person, personal(), { regulation: 'ha-noi-1010' }),
      'SIGN_REGULATION_UNKNOWN',
    ],
    [
      'one second after the certificate ended',
      async () => sign(letter, await pki.signer({ name: 'A', uid: 'CCCD:1', ...old }), personal()),
      'SIGN_CERTIFICATE_EXPIRED',
    ],
    [
      'one second before it begins',
      async () => sign(letter, await pki.signer({ name: 'A', uid: 'CCCD:1', ...young }), personal()),
      'SIGN_CERTIFICATE_NOT_YET_VALID',
    ],
    [
      'in the place where the same person has signed',
      () => sign(once, person, personal()),
      'SIGN_SIGNER_ALREADY_SIGNED',
    ],
    [
      'in the place where another person has signed',
      async () => sign(once, await pki.signer({ name: 'Nguyễn Văn An', uid: 'CCCD:2' }), personal()),
      'SIGN_IMAGE_HIDES',
    ],
    [
      "with the agency's certificate for a person",
      () => sign(letter, agency, personal()),
      'SIGN_CERTIFICATE_KIND',
    ],
    ["with a person's certificate for the agency", () => sign(once, person, seal()), 'SIGN_CERTIFICATE_KIND'],
    ["with a person's certificate for a copy", () => sign(letter, person, copy), 'SIGN_CERTIFICATE_KIND'],
    [
      'with a certificate of neither',
      async () => sign(letter, await pki.signer({ name: 'May chu', uid: 'SRV:1' }), personal()),
      'SIGN_CERTIFICATE_KIND',
    ],
    [
      'when the key is another than the certificate says',
      () => sign(letter, { ...person, sign: agency.sign }, personal()),
      'SIGN_KEY_MISMATCH',
    ],
    ['when the agency comes first', () => sign(letter, agency, seal()), 'SIGN_PERSONAL_SIGNATURE_MISSING'],
    [
      'when the agency has signed twice',
      async () => sign(await sign(once, agency, seal()), agency, seal()),
      'SIGN_AGENCY_ALREADY_SIGNED',
    ],
    [
      'when a person comes after the agency',
      async () => sign(await sign(once, agency, seal()), person, personal()),
      'SIGN_AGENCY_ALREADY_SIGNED',
    ],
    [
      'on PDF 1.3',
      () => sign(replaced(handMade(plainObjects), '%PDF-1.4', '%PDF-1.3'), agency, copy),
      'SIGN_PDF_VERSION',
    ],
    [
      'without the lines',
      () => sign(letter, person, personal({ anchor: { title: 'CHỦ TỊCH', name: 'Nguyễn Văn An' } })),
      'SIGN_ANCHOR_NOT_FOUND',
    ],
    [
      'between lines without room',
      () =>
        sign(letter, person, personal({ anchor: { title: 'SỞ KỸ THUẬT SỐ', name: 'Số: 128/SKTS-HCTH' } })),
      'SIGN_ANCHOR_TOO_TIGHT',
    ],
    [
      'outside the page',
      () =>
        sign(
          letter,
          person,
          personal({ anchor: { page: 1, rect: { left: 500, right: 700, bottom: 10, top: 100 } } }),
        ),
      'SIGN_OUTSIDE_PAGE',
    ],
    [
      'on a page that is missing',
      () =>
        sign(
          letter,
          person,
          personal({ anchor: { page: 9, rect: { left: 1, right: 2, bottom: 1, top: 2 } } }),
        ),
      'PDF_PAGE_MISSING',
    ],
    [
      'without an image',
      () => sign(letter, person, personal({ image: new Uint8Array() })),
      'SIGN_IMAGE_MISSING',
    ],
    [
      'with a seal of the wrong size',
      () => sign(once, agency, seal({ sizeMm: { width: 5, height: 5 } })),
      'SIGN_SEAL_SIZE',
    ],
    [
      'with a seal out of proportion',
      () => sign(once, agency, seal({ sizeMm: { width: 36, height: 30 } })),
      'SIGN_IMAGE_PROPORTION',
    ],
    [
      'with a seal that is blue',
      () => sign(once, agency, seal({ image: signature, sizeMm: { width: 52, height: 24 } })),
      'SIGN_IMAGE_NOT_RED',
    ],
    [
      'with an agency in capitals',
      () => sign(letter, agency, copyOf('SAO Y', 'SỞ KỸ THUẬT SỐ')),
      'SIGN_TEXT_UPPER_CASE',
    ],
    ['with no number', () => sign(letter, agency, { kind: 'annex', documentNumber: ' ' }), 'SIGN_TEXT_EMPTY'],
    [
      'with letters that the font lacks',
      () => sign(letter, agency, { kind: 'annex', documentNumber: '文書' }),
      'SIGN_GLYPH_MISSING',
    ],
    [
      'without room at the top',
      () => sign(letter, agency, copyOf('SAO Y', 'Phòng '.repeat(300))),
      'SIGN_NO_ROOM',
    ],
    [
      'under a taken name',
      () => sign(once, agency, seal(), { fieldName: 'CongvuSignature1' }),
      'PDF_FIELD_EXISTS',
    ],
  ];

  it.each(cases)('%s', async (_, attempt, code) => {
    await expect(attempt()).rejects.toMatchObject({ code });
  });

  it('under no regulation only where it is impossible', async () => {
    const free = { regulation: 'none' };
    await expect(sign(letter, agency, seal(), free)).resolves.toBeDefined();
    await expect(
      sign(letter, agency, personal({ image: fixture('images', 'chu-ky-den.png') }), free),
    ).resolves.toBeDefined();
    await expect(sign(letter, person, personal({ image: Buffer.from('GIF') }), free)).rejects.toMatchObject({
      code: 'SIGN_IMAGE_NOT_PNG',
    });
  });
});

describe('a form of copy', () => {
  const copied = (copyForm: string, regulation: string) =>
    sign(letter, agency, copyOf(copyForm), { regulation });

  it.each([
    ['Sao xyz', 'hai-phong-2025'],
    ['Sao', 'decree-30-2020'],
    ['Sao y bản chính', 'decree-30-2020'],
  ])('"%s" does not exist under %s', async (form, regulation) => {
    await expect(copied(form, regulation)).rejects.toMatchObject({ code: 'SIGN_COPY_FORM' });
  });

  it.each([
    ['sao lục', 'hai-phong-2025'],
    ['TRÍCH  SAO'.normalize('NFD'), 'decree-30-2020'],
    ['Sao y bản chính', 'da-nang-2014'],
    ['Sao xyz', 'none'],
  ])('"%s" is taken under %s', async (form, regulation) => {
    await expect(copied(form, regulation)).resolves.toBeInstanceOf(Uint8Array);
  });
});
