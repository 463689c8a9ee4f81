/** Scanned paper: in order, and with one fault at a time; how pictures are measured. */
import { PDFName } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { withChange } from '../../pdf/writing/test-material.ts';
import { type Appearance, signPdf, type TokenSigner } from '../../signing/index.ts';
import { scan } from '../../signing/test-documents.ts';
import { fixture, testPki } from '../../signing/test-material.ts';
import { collectFacts } from '../facts/collect.ts';
import { states } from '../judge/texts/cases.ts';
import { trustStore } from '../path/trust.ts';
import type { Report } from '../report.ts';
import { basePdf, stream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const clock = fixedClock('2026-11-22T02:30:15Z');
const name = 'Sở Kỹ thuật số thành phố Minh Họa';
let agency: TokenSigner;
let root: Uint8Array;

beforeAll(async () => {
  const pki = await testPki();
  agency = await pki.signer({ name, uid: 'MST:0200000001' });
  root = Buffer.from(pki.rootPem.replace(/-----[^-]+-----/g, ''), 'base64');
});

const copy: Appearance = { kind: 'copy', copyForm: 'Sao y', agencyName: name };
const warnings = ({ findings }: Report) =>
  findings.flatMap(({ code, severity }) => (severity === 'warning' ? [code] : []));

describe('scanned paper', () => {
  const scanned = async (pdf: Uint8Array) => {
    const signed = await signPdf({ pdf, signer: agency, appearance: copy, regulation: 'none', clock });
    const trust = trustStore({ certificates: [root] });
    return verifyPdf(signed, { trust, at: clock.now(), regulation: 'hai-phong-2025', as: 'scanned' });
  };
  const rewritten = (pdf: Uint8Array, from: string, to: string) =>
    Buffer.from(Buffer.from(pdf).toString('latin1').replaceAll(from, to), 'latin1');

  it('is in order in colour at 200 dots per inch', async () => {
    const report = await scanned(await scan(200, 2));
    expect(warnings(report)).toEqual([]);
    expect(states(report)).toMatchObject({ 'tt01-2019-bnv/6.2': 'holds' });
  });

  it.each<readonly [string, () => Promise<Uint8Array>, string]>([
    ['at 150 dots per inch', () => scan(150, 2), 'SCAN_COARSE'],
    [
      'in grey',
      async () => rewritten(await scan(200, 2), '/ColorSpace /DeviceRGB', '/ColorSpace/DeviceGray'),
      'SCAN_GREY',
    ],
    ['as PDF 1.3', async () => rewritten(await scan(200, 2), '%PDF-1.7', '%PDF-1.3'), 'SCAN_VERSION_OLD'],
    ['that was never scanned', async () => fixture('documents', 'cong-van-classic.pdf'), 'SCAN_MISSING'],
    [
      'with content that cannot be read',
      async () =>
        withChange(await scan(200, 2), ({ context, pages }, touch) => {
          const [page] = pages;
          if (page === undefined) throw new Error('no page');
          const packed = context.stream('x', { Filter: 'JBIG2Decode' });
          page.dictionary.set(PDFName.of('Contents'), context.register(packed));
          touch(page.reference);
          const at = page.dictionary.get(PDFName.of('Contents'));
          if (at !== undefined) touch(at as never);
        }),
      'SCAN_NOT_READ',
    ],
  ])('%s is named', async (_, made, code) => {
    const report = await scanned(await made());
    expect(warnings(report).filter((one) => one !== 'TABLE_ODD')).toEqual([code]);
    expect(states(report)).toMatchObject({ 'nd30-2020/annex-I.part-II': 'not-settled' });
    expect(report.verdict).not.toBe('TOTAL-FAILED');
  });

  const page = (content: string, pictures: Readonly<Record<string, string>>, more = '') =>
    collectFacts(
      basePdf({
        1: '<</Type/Catalog/Pages 2 0 R>>',
        2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
        3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 576 720]/Contents 4 0 R${more}/Resources<</XObject<<${Object.keys(
          pictures,
        )
          .map((key, index) => `/${key} ${10 + index} 0 R`)
          .join('')}>>>>>>`,
        4: stream(content),
        ...Object.fromEntries(Object.values(pictures).map((one, index) => [10 + index, one])),
      }),
      undefined,
      'all',
    ).paper?.sheets?.[0]?.pictures;
  const picture = (width: number, height: number, space = '/ColorSpace/DeviceRGB') =>
    stream('', `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8${space}`);

  it('is measured as drawn: turned, in strips, in forms, in larger units', () => {
    expect(page('q 576 0 0 720 0 0 cm /A Do Q', { A: picture(1600, 2000) })).toEqual([
      { dpi: [200, 200], sides: [576, 720], share: 1, colour: 'colour' },
    ]);
    expect(page('q 0 720 -576 0 576 0 cm /A Do Q', { A: picture(2000, 1600) })).toEqual([
      { dpi: [200, 200], sides: [720, 576], share: 1, colour: 'colour' },
    ]);
    expect(page('q 576 0 0 720 0 0 cm /A Do Q', { A: picture(1600, 2000) }, '/UserUnit 2')).toMatchObject([
      { dpi: [100, 100], sides: [1152, 1440] },
    ]);
    expect(
      page('q 576 0 0 360 0 0 cm /A Do Q q 576 0 0 360 0 360 cm /A Do Q', { A: picture(1600, 1000) }),
    ).toMatchObject([
      { dpi: [200, 200], share: 0.5 },
      { dpi: [200, 200], share: 0.5 },
    ]);
    const inside = stream(
      '576 0 0 720 0 0 cm /A Do',
      '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[.5 0 0 .5 0 0]/Resources<</XObject<</A 11 0 R>>>>',
    );
    expect(page('/F Do', { F: inside, A: picture(800, 1000) })).toMatchObject([
      { dpi: [200, 200], share: 0.25 },
    ]);
  });

  it.each([
    ['/ColorSpace/DeviceGray', 'grey'],
    ['/ColorSpace[/Indexed/DeviceRGB 1 <000000FFFF00>]', 'colour'],
    ['/ColorSpace[/Indexed/DeviceRGB 1 <000000FFFFFF>]', 'grey'],
    ['/ColorSpace[/Indexed/DeviceGray 1 <00FF>]', 'grey'],
    ['/ColorSpace[/CalRGB<<>>]', 'colour'],
    ['/ImageMask true', 'grey'],
    ['', 'unknown'],
  ])('%s is %s', (space, colour) => {
    expect(page('q 576 0 0 720 0 0 cm /A Do Q', { A: picture(1600, 2000, space) })).toMatchObject([
      { colour },
    ]);
  });
});
