/** Scanned pages by resolution and colour, and the layouts of other regulations. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import type { CongvuError } from '../../../foundation/error.ts';
import { openForWriting, widgetRectangle } from '../../pdf/writing/index.ts';
import { scanCases } from '../../verification/paper/scans.ts';
import { scan } from '../test-documents.ts';
import { testPki } from '../test-material.ts';
import { agencyIn, copyOf, inRow, letter, personal, seal, signingUnder } from '../test-signing.ts';
import type { TokenSigner } from '../token/token-signer.ts';

const copy = copyOf('Sao y');
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
    agencyIn(pki),
  ]);
});

const sign = signingUnder('decree-30-2020');

describe('scanned paper', () => {
  it('is signed from 200 dots per inch on', async () => {
    const pdf = await scan(200, 2);
    await expect(sign(pdf, agency, copy, { scanned: true })).resolves.toBeInstanceOf(Uint8Array);
  });

  it('is refused when too coarse, or no scan at all', async () => {
    await expect(sign(await scan(150, 2), agency, copy, { scanned: true })).rejects.toMatchObject({
      code: 'SIGN_SCAN_COARSE',
    });
    await expect(sign(letter, agency, copy, { scanned: true })).rejects.toMatchObject({
      code: 'SIGN_SCAN_EMPTY',
    });
  });

  it.each(scanCases)('a picture $name: $held, as verification says', async ({ pdf, held }) => {
    const signed = sign(pdf, agency, copy, { scanned: true, regulation: 'hai-phong-2025' });
    if (held === 'none') await expect(signed).resolves.toBeInstanceOf(Uint8Array);
    else await expect(signed).rejects.toMatchObject({ code: codes[held] });
  });

  it.skipIf(!foreign('qpdf').present)('as PDF 1.3 is refused with a command that helps', async () => {
    const written = Buffer.from(await scan(200, 2)).toString('latin1');
    const old = Buffer.from(written.replace(/^%PDF-1\.\d/, '%PDF-1.3'), 'latin1');
    const refused = await sign(old, agency, copy, { scanned: true }).catch((error: CongvuError) => error);
    expect(refused).toMatchObject({ code: 'SIGN_PDF_VERSION' });
    const { hint = '' } = refused as CongvuError;
    const [, option = ''] = /"qpdf (\S+) IN\.pdf OUT\.pdf"/.exec(hint) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'congvu-version-'));
    writeFileSync(join(folder, 'in.pdf'), old);
    execFileSync(foreign('qpdf').path, [option, 'in.pdf', 'out.pdf'], { cwd: folder });
    const raised = readFileSync(join(folder, 'out.pdf'));
    rmSync(folder, { recursive: true });
    await expect(sign(raised, agency, copy, { scanned: true })).resolves.toBeInstanceOf(Uint8Array);
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
  const regulation = 'da-nang-2014';
  const once = await sign(letter, person, personal(), { regulation });
  const twice = await sign(once, agency, seal(), { regulation });
  const { fields, pages, context } = await openForWriting(twice);
  const [left, right] = fields.map(
    ({ dictionary }) => pages[0] && widgetRectangle(context, pages[0], dictionary),
  );
  if (left === undefined || right === undefined) throw new Error('not visible');
  expect(right.left - left.right).toBeCloseTo((2 * 72) / 25.4, 1);
  expect((left.bottom + left.top) / 2).toBeCloseTo((right.bottom + right.top) / 2, 1);
  await expect(sign(twice, agency, seal(), { regulation })).rejects.toMatchObject({
    code: 'SIGN_AGENCY_ALREADY_SIGNED',
  });
});

it('behind the seal of another agency a person signs only when agencies sign in turn', async () => {
  const once = await sign(letter, person, inRow(120));
  const sealed = await sign(once, agency, seal());
  await expect(sign(sealed, other, inRow(380))).rejects.toMatchObject({ code: 'SIGN_AGENCY_ALREADY_SIGNED' });
  await expect(sign(sealed, other, inRow(380), { interAgency: true })).resolves.toBeInstanceOf(Uint8Array);
  await expect(sign(sealed, person, inRow(380), { interAgency: true })).rejects.toMatchObject({
    code: 'SIGN_AGENCY_ALREADY_SIGNED',
  });
});
