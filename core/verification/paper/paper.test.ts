import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { type Appearance, signPdf, type TokenSigner } from '../../signing/index.ts';
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
    const packed = stream('x', '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/JBIG2Decode');
    expect(warnings(shown(packed))).toEqual(['SIGNATURE_NOT_READ', 'TABLE_ODD']);
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

describe('what nobody asked for', () => {
  it('is not collected, and its articles are not examined', () => {
    expect(paperExtentFor('original')).toBeUndefined();
    expect(collectFacts(copyInCorner).paper).toBeUndefined();
    const asked = policy({ as: 'copy' });
    expect(states(judge(collectFacts(copyInCorner), asked))['hai-phong-2025/14.2']).toBe('not-examined');
    expect(states(verifyPdf(copyInCorner, asked))['hai-phong-2025/14.2']).toBe('holds');
  });
});
