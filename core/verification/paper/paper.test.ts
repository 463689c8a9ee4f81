/** Copies, attachments, annexes and scanned paper: as our signer makes them, and with one fault at a time. */
import { PDFName } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { withChange } from '../../pdf/writing/test-material.ts';
import { type Appearance, signPdf, type TokenSigner } from '../../signing/index.ts';
import { scan } from '../../signing/test-documents.ts';
import { fixture, testPki } from '../../signing/test-material.ts';
import { collectFacts } from '../facts/collect.ts';
import { judge } from '../judge/document.ts';
import { states } from '../judge/texts/cases.ts';
import { copyInCorner, signedBy } from '../judge/texts/documents.ts';
import { trustStore } from '../path/trust.ts';
import type { DocumentRole } from '../policy/policy.ts';
import { reportText } from '../report/text.ts';
import type { Report } from '../report.ts';
import { agency as handMadeAgency, personSigns, policy } from '../testing/hand-made.ts';
import { basePdf, stream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { paperExtentFor } from './collect.ts';

const clock = fixedClock('2026-11-22T02:30:15Z');
const name = 'Sở Kỹ thuật số thành phố Minh Họa';
let agency: TokenSigner;
let root: Uint8Array;

beforeAll(async () => {
  const pki = await testPki();
  agency = await pki.signer({ name, uid: 'MST:0200000001' });
  root = Buffer.from(pki.rootPem.replace(/-----[^-]+-----/g, ''), 'base64');
});

const copy = (form: string): Appearance => ({ kind: 'copy', copyForm: form, agencyName: name });
const sign = (pdf: Uint8Array, appearance: Appearance, regulation = 'none') =>
  signPdf({ pdf, signer: agency, appearance, regulation, clock });

function judged(pdf: Uint8Array, as: DocumentRole): Report {
  const trust = trustStore({ certificates: [root] });
  return verifyPdf(pdf, { trust, at: clock.now(), regulation: 'hai-phong-2025', as });
}

const warnings = ({ findings }: Report) =>
  findings.flatMap(({ code, severity }) => (severity === 'warning' ? [code] : []));

const number = '128/SKTS-HCTH';

describe.each(['cong-van-classic.pdf', 'cong-van-xref-stream.pdf'])('what our signer makes of %s', (file) => {
  it.each<readonly [DocumentRole, Appearance]>([
    ['copy', copy('SAO Y')],
    ['copy', copy('Sao lục')],
    ['copy', copy('Trích sao')],
    ['attachment', { kind: 'attachment', documentNumber: number }],
    ['annex', { kind: 'annex', documentNumber: number }],
  ])('is in order: %s %o', async (as, appearance) => {
    expect(warnings(judged(await sign(fixture('documents', file), appearance), as))).toEqual([]);
  });

  it('is read as it was written', async () => {
    const { paper } = collectFacts(await sign(fixture('documents', file), copy('SAO Y')), undefined, 'looks');
    const [form, ...rest] = paper?.looks[0]?.lines ?? [];
    expect([form, rest.slice(0, -1).join(' '), rest.at(-1)]).toEqual([
      'Sao y',
      name,
      '2026-11-22T09:30:15+07:00',
    ]);
    expect(paper).toMatchObject({ looks: [{ pictures: 0, shows: true }] });
    expect(paper?.sheets).toBeUndefined();
  });
});

describe('a copy as an attachment, and the other way round', () => {
  it('lacks what the other one shows', async () => {
    const letter = fixture('documents', 'cong-van-classic.pdf');
    const asCopy = judged(await sign(letter, { kind: 'annex', documentNumber: number }), 'copy');
    expect(warnings(asCopy)).toEqual(['COPY_FORM_NOT_SHOWN', 'AGENCY_NOT_SHOWN']);
    expect(warnings(judged(await sign(letter, copy('Sao y')), 'annex'))).toEqual(['NUMBER_NOT_SHOWN']);
  });

  it('a number without notation, and the copy of another agency', async () => {
    const letter = fixture('documents', 'cong-van-classic.pdf');
    const bare = await sign(letter, { kind: 'annex', documentNumber: 'Phụ lục I' });
    expect(warnings(judged(bare, 'annex'))).toEqual(['NUMBER_NOT_SHOWN']);
    const other = await sign(letter, { kind: 'copy', copyForm: 'Sao y', agencyName: 'Sở Nội vụ' });
    const report = judged(other, 'copy');
    expect(warnings(report)).toEqual(['AGENCY_NOT_SHOWN']);
    expect(reportText('a.pdf', report, 'vi').join('\n')).toContain(`cần ${name}`);
  });

  it('an agency that shows a picture instead', async () => {
    const image = fixture('images', 'dau-do.png');
    const place = { page: 1, rect: { left: 440, bottom: 700, right: 560, top: 820 } } as const;
    const sizeMm = { width: 36, height: 36 };
    const sealed = await sign(fixture('documents', 'cong-van-classic.pdf'), {
      kind: 'agency',
      image,
      sizeMm,
      at: place,
    });
    expect(warnings(judged(sealed, 'attachment'))).toEqual([
      'NUMBER_NOT_SHOWN',
      'TIME_NOT_SHOWN',
      'PICTURE_SHOWN',
    ]);
  });

  it('in another corner', async () => {
    const at = { page: 1, rect: { left: 40, bottom: 40, right: 300, top: 100 } } as const;
    const low = await sign(fixture('documents', 'cong-van-classic.pdf'), {
      ...copy('Sao y'),
      at,
    } as Appearance);
    expect(warnings(judged(low, 'copy'))).toEqual(['COPY_SIGNATURE_MISPLACED']);
  });
});

describe('the text of a signature, by hand', () => {
  const form = (
    lines: readonly string[],
    more = '',
    font = '/Type/Font/Subtype/Type1/BaseFont/Times-Roman',
  ) =>
    stream(
      `BT /F1 10 Tf 12 TL 2 38 Td ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET ${more}`,
      `/Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<</Font<</F1<<${font}>>>>>>`,
    );
  const shown = (look: string, as: DocumentRole = 'copy', objects = {}) => {
    const pdf = personSigns(basePdf(), {
      ...signedBy(handMadeAgency, 'Agency'),
      rect: '380 780 580 820',
      objects: { 7: look, ...objects },
    });
    return verifyPdf(pdf, policy({ as }));
  };
  const time = '2026-03-02T08:00:00+07:00';

  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['in order', ['Sao y', 'UBND', time], []],
    ['on one line', [`Sao y UBND ${time}`], []],
    ['without the form of copy', ['UBND', time], ['COPY_FORM_NOT_SHOWN']],
    ['without the agency', ['Sao y', time], ['AGENCY_NOT_SHOWN']],
    ['without the time', ['Sao y', 'UBND'], ['TIME_NOT_SHOWN']],
    ['with a day only', ['Sao y', 'UBND', '2026-03-02'], ['TIME_NOT_SHOWN']],
    ['with another zone', ['Sao y', 'UBND', '2026-03-02T08:00:00Z'], ['TIME_NOT_SHOWN']],
    ['with another time', ['Sao y', 'UBND', '2026-03-05T08:00:00+07:00'], ['TIME_SHOWN_DIFFERS']],
    ['agency first', ['UBND', 'Sao y', time], ['SHOWN_ORDER_WRONG']],
    ['time first', [time, 'Sao y', 'UBND'], ['SHOWN_ORDER_WRONG']],
    [
      'with nothing',
      [],
      ['COPY_FORM_NOT_SHOWN', 'AGENCY_NOT_SHOWN', 'TIME_NOT_SHOWN', 'SIGNATURE_SHOWS_NOTHING'],
    ],
  ])('a copy %s', (_, lines, codes) => {
    expect(warnings(shown(form(lines)))).toEqual(codes);
  });

  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['in order', ['128/SKTS-HCTH', time], []],
    ['time before number', [time, '128/SKTS-HCTH'], ['SHOWN_ORDER_WRONG']],
    ['without the number', [time], ['NUMBER_NOT_SHOWN']],
    ['without the time', ['128/SKTS-HCTH'], ['TIME_NOT_SHOWN']],
  ])('an attachment %s', (_, lines, codes) => {
    expect(warnings(shown(form(lines), 'attachment'))).toEqual(codes);
  });

  it('text that does not show counts for nothing', () => {
    const hidden = form(['Sao y', 'UBND', time]).replace('BT ', 'BT 3 Tr ');
    expect(
      warnings(shown(hidden.replace(/Length \d+/, (all) => `Length ${Number(all.slice(7)) + 5}`))),
    ).toEqual(['COPY_FORM_NOT_SHOWN', 'AGENCY_NOT_SHOWN', 'TIME_NOT_SHOWN', 'SIGNATURE_SHOWS_NOTHING']);
  });

  it('text in a form inside the form is read', () => {
    const outer = stream(
      'q /Fm Do Q',
      '/Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<</XObject<</Fm 30 0 R>>>>',
    );
    expect(warnings(shown(outer, 'copy', { 30: form(['Sao y', 'UBND', time]) }))).toEqual([]);
  });

  it('a form that calls itself, and one that is packed in another way, are said not to be read', () => {
    const loop = stream(
      '/Fm Do /Fm Do',
      '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Fm 7 0 R>>>>',
    );
    expect(warnings(shown(loop))).toEqual(['SIGNATURE_NOT_READ']);
    const packed = stream('x', '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/LZWDecode');
    expect(warnings(shown(packed))).toEqual(['SIGNATURE_NOT_READ']);
  });

  it('letters of a font that does not say what they mean are said not to be read', () => {
    const font =
      '/Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2>>]';
    expect(warnings(shown(form(['abcd'], '', font)))).toEqual(['SIGNATURE_NOT_READ']);
  });

  it('cites the articles, in both languages', () => {
    const report = shown(form(['Sao y', time]));
    expect(states(report)).toMatchObject({
      'hai-phong-2025/14.2': 'not-settled',
      'nd30-2020/annex-I.part-II': 'not-settled',
    });
    expect(reportText('a.pdf', report, 'vi').join('\n')).toMatch(/\[AGENCY_NOT_SHOWN\].*khoản 2 Điều 14/);
    expect(reportText('a.pdf', report, 'en').join('\n')).toMatch(/\[AGENCY_NOT_SHOWN\].*article 14 clause 2/);
  });
});

describe('an appearance that shows nothing', () => {
  const image = (more: string) =>
    stream('', `/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB${more}`);
  const mask = (alpha: string) =>
    stream(alpha, '/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray');
  const look = (drawing: string) =>
    stream(
      drawing,
      '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I 30 0 R>>/ExtGState<</G<</ca 0>>/H<</ca .5>>>>>>',
    );
  const codes = (objects: Readonly<Record<number, string>>, rect = '380 780 580 820') => {
    const pdf = personSigns(basePdf(), { ...signedBy(handMadeAgency, 'Agency'), rect, objects });
    const facts = collectFacts(pdf, undefined, 'looks');
    return warnings(judge(facts, policy({ regulation: 'none' })));
  };

  it.each<readonly [string, Readonly<Record<number, string>>]>([
    ['an empty drawing', { 7: look('') }],
    ['a picture with an opacity of 0', { 7: look('/G gs /I Do'), 30: image('') }],
    [
      'a picture with a mask of zeros',
      { 7: look('/I Do'), 30: image('/SMask 31 0 R'), 31: mask('\0\0\0\0') },
    ],
    ['an area with an opacity of 0', { 7: look('q /G gs 0 0 9 9 re f Q') }],
  ])('%s is named', (_, objects) => {
    expect(codes(objects)).toEqual(['SIGNATURE_SHOWS_NOTHING']);
  });

  it.each<readonly [string, Readonly<Record<number, string>>]>([
    ['a picture', { 7: look('/I Do'), 30: image('') }],
    ['half a picture', { 7: look('/H gs /I Do'), 30: image('') }],
    ['a picture behind a state that has ended', { 7: look('q /G gs Q /I Do'), 30: image('') }],
    ['a mask with one opaque dot', { 7: look('/I Do'), 30: image('/SMask 31 0 R'), 31: mask('\0\0\0\x01') }],
    ['an area', { 7: look('0 0 9 9 re f') }],
  ])('%s is not', (_, objects) => {
    expect(codes(objects)).toEqual([]);
  });

  it('is no fault of a signature that stands nowhere', () => {
    expect(codes({ 7: look('') }, '0 0 0 0')).toEqual([]);
  });
});

describe('scanned paper', () => {
  const scanned = async (pdf: Uint8Array) => judged(await sign(pdf, copy('Sao y')), 'scanned');
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
          const packed = context.stream('x', { Filter: 'LZWDecode' });
          page.dictionary.set(PDFName.of('Contents'), context.register(packed));
          touch(page.reference);
          const at = page.dictionary.get(PDFName.of('Contents'));
          if (at !== undefined) touch(at as never);
        }),
      'SCAN_NOT_READ',
    ],
  ])('%s is named', async (_, made, code) => {
    const report = await scanned(await made());
    expect(warnings(report)).toEqual([code]);
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
      { dpi: [200, 200], share: 1, colour: 'colour' },
    ]);
    expect(page('q 0 720 -576 0 576 0 cm /A Do Q', { A: picture(2000, 1600) })).toEqual([
      { dpi: [200, 200], share: 1, colour: 'colour' },
    ]);
    expect(page('q 576 0 0 720 0 0 cm /A Do Q', { A: picture(1600, 2000) }, '/UserUnit 2')).toMatchObject([
      { dpi: [100, 100] },
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
    ['/ColorSpace[/Indexed/DeviceRGB 1 <000000FFFFFF>]', 'colour'],
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

describe('what nobody asked for', () => {
  it('is not collected, and its articles are not examined', () => {
    expect(paperExtentFor('original')).toBeUndefined();
    expect(collectFacts(copyInCorner).paper).toBeUndefined();
    const asked = policy({ as: 'copy' });
    expect(states(judge(collectFacts(copyInCorner), asked))['hai-phong-2025/14.2']).toBe('not-examined');
    expect(states(verifyPdf(copyInCorner, asked))['hai-phong-2025/14.2']).toBe('holds');
  });
});
