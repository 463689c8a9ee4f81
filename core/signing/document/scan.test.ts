/** Scanned pages by resolution and colour, and the layouts of other regulations. */
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { openForWriting, widgetRectangle } from '../../pdf/writing/index.ts';
import { scanCases } from '../../verification/paper/scans.ts';
import type { Appearance } from '../appearance/appearance.ts';
import { type SignOptions, signPdf } from '../sign-pdf.ts';
import { scan } from '../test-documents.ts';
import { fixture, testPki } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';

const clock = fixedClock('2026-11-22T02:30:15Z');
const image = fixture('images', 'chu-ky-xanh.png');
const copy: Appearance = { kind: 'copy', copyForm: 'Sao y', agencyName: 'Sở Kỹ thuật số' };
const codes = {
  unread: 'SIGN_SCAN_NOT_READ',
  missing: 'SIGN_SCAN_EMPTY',
  coarse: 'SIGN_SCAN_COARSE',
  grey: 'SIGN_SCAN_GREY',
} as const;
let person: TokenSigner;
let other: TokenSigner;
let agency: TokenSigner;

beforeAll(async () => {
  const pki = await testPki();
  [person, other, agency] = await Promise.all([
    pki.signer({ name: 'An', uid: 'CCCD:001099000001', organisation: 'Sở Kỹ thuật số' }),
    pki.signer({ name: 'Bích', uid: 'CCCD:001099000002', organisation: 'Sở Tài chính' }),
    pki.signer({ name: 'Sở Kỹ thuật số', uid: 'MST:0200000001' }),
  ]);
});

const sign = (
  pdf: Uint8Array,
  signer: TokenSigner,
  appearance: Appearance,
  more: Partial<SignOptions> = {},
) => signPdf({ pdf, signer, appearance, regulation: 'decree-30-2020', clock, ...more });

describe('scanned paper', () => {
  it('is signed from 200 dots per inch on', async () => {
    const pdf = await scan(200, 2);
    await expect(sign(pdf, agency, copy, { scanned: true })).resolves.toBeInstanceOf(Uint8Array);
  });

  it('is refused when too coarse, or no scan at all', async () => {
    await expect(sign(await scan(150, 2), agency, copy, { scanned: true })).rejects.toMatchObject({
      code: 'SIGN_SCAN_COARSE',
    });
    const printed = fixture('documents', 'cong-van-classic.pdf');
    await expect(sign(printed, agency, copy, { scanned: true })).rejects.toMatchObject({
      code: 'SIGN_SCAN_EMPTY',
    });
  });

  it.each(scanCases)('a picture $name: $held, as verification says', async ({ pdf, held }) => {
    const signed = sign(pdf, agency, copy, { scanned: true, regulation: 'hai-phong-2025' });
    if (held === 'none') await expect(signed).resolves.toBeInstanceOf(Uint8Array);
    else await expect(signed).rejects.toMatchObject({ code: codes[held] });
  });

  it('is refused without colour', async () => {
    const pdf = Buffer.from(await scan(201, 2))
      .toString('latin1')
      .replaceAll('/ColorSpace /DeviceRGB', '/ColorSpace/DeviceGray');
    const grey = Buffer.from(pdf, 'latin1');
    await expect(sign(grey, agency, copy, { scanned: true })).rejects.toMatchObject({
      code: 'SIGN_SCAN_GREY',
    });
  });
});

it('in Da Nang 2014 the person stands left and the agency right, in one row under the title', async () => {
  const letter = fixture('documents', 'cong-van-classic.pdf');
  const anchor = { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' };
  const regulation = 'da-nang-2014';
  const sizeMm = { width: 36, height: 36 };
  const once = await sign(letter, person, { kind: 'personal', image, anchor }, { regulation });
  const seal: Appearance = { kind: 'agency', image: fixture('images', 'dau-do.png'), sizeMm };
  const twice = await sign(once, agency, seal, { regulation });
  const { fields, pages, context } = await openForWriting(twice);
  const [left, right] = fields.map(
    ({ dictionary }) => pages[0] && widgetRectangle(context, pages[0], dictionary),
  );
  if (left === undefined || right === undefined) throw new Error('not visible');
  expect(right.left - left.right).toBeCloseTo((2 * 72) / 25.4, 1);
  expect((left.bottom + left.top) / 2).toBeCloseTo((right.bottom + right.top) / 2, 1);
  await expect(sign(twice, agency, seal, { regulation })).rejects.toMatchObject({
    code: 'SIGN_AGENCY_ALREADY_SIGNED',
  });
});

it('behind the seal of another agency a person signs only when agencies sign in turn', async () => {
  const letter = fixture('documents', 'cong-van-classic.pdf');
  const at = (left: number): Appearance => ({
    kind: 'personal',
    image,
    anchor: { page: 1, rect: { left, bottom: 200, right: left + 120, top: 260 } },
  });
  const once = await sign(letter, person, at(120));
  const seal: Appearance = {
    kind: 'agency',
    image: fixture('images', 'dau-do.png'),
    sizeMm: { width: 36, height: 36 },
  };
  const sealed = await sign(once, agency, seal);
  await expect(sign(sealed, other, at(380))).rejects.toMatchObject({ code: 'SIGN_AGENCY_ALREADY_SIGNED' });
  await expect(sign(sealed, other, at(380), { interAgency: true })).resolves.toBeInstanceOf(Uint8Array);
  await expect(sign(sealed, person, at(380), { interAgency: true })).rejects.toMatchObject({
    code: 'SIGN_AGENCY_ALREADY_SIGNED',
  });
});
