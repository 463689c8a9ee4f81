/** Number and date between two signatures: the one change that is allowed, and everything that only looks like it. */
import { describe, expect, it } from 'vitest';
import { policy, refusalOf } from '../../testing/hand-made.ts';
import {
  agencySeals,
  codesOf,
  filled,
  keptBase,
  keptField,
  type Look,
  numbered,
  numberRect,
  personKeeps,
} from '../../testing/numbering.ts';
import { append, type Objects, stream } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

const signed = personKeeps();
const good = numbered(signed);

describe('number and date, put in after the person and before the agency', () => {
  it('are vouched for, with what they say', () => {
    const pdf = agencySeals(good);
    expect(verifyPdf(pdf, policy())).toMatchObject({
      verdict: 'TOTAL-PASSED',
      numbering: { number: '12/QĐ-UBND', date: '2026-03-10' },
      findings: [],
    });
    const changes = collectFacts(pdf).changes.filter(({ kind }) => kind === 'document-number');
    expect(changes).toMatchObject([
      { vouched: true, place: 'field CongvuNumber', filled: { value: '12', form: 'Số: …/QĐ-UBND' } },
      { vouched: true, place: 'field CongvuDay', filled: { value: '10' } },
      { vouched: true, place: 'field CongvuMonth', filled: { value: '3' } },
    ]);
  });

  it('are named as unprotected until the agency signs', () => {
    const report = verifyPdf(good, policy());
    expect(report).toMatchObject({ verdict: 'INDETERMINATE', reason: 'AGENCY_SIGNATURE_MISSING' });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'NUMBER_UNSIGNED', severity: 'warning', field: 'CongvuNumber' }),
    );
  });

  it('may come one after the other', () => {
    const day = { ...filled(21, 31), ...filled(22, 32, { value: '3' }) };
    const pdf = agencySeals(append(append(signed, filled(20, 30)), day));
    expect(verifyPdf(pdf, policy())).toMatchObject({
      verdict: 'TOTAL-PASSED',
      numbering: { number: '12/QĐ-UBND', date: '2026-03-10' },
    });
  });

  it.each([
    [
      'turned as the page is',
      { box: '0 0 15 100', entries: '/Matrix[0 1 -1 0 0 0]', size: 8, drawn: '1', value: '1' },
    ],
    ['with its notation in the field', { value: '12/QĐ', drawn: '12/QĐ' }],
  ] as const)('%s', (_, look) => {
    expect(verifyPdf(agencySeals(append(signed, filled(20, 30, look))), policy()).verdict).toBe(
      'TOTAL-PASSED',
    );
  });
});

describe('what only looks like it is refused by name', () => {
  const looks: readonly (readonly [string, Look, string])[] = [
    ['another number drawn than the value says', { drawn: '99' }, 'number-look'],
    ['a white box under the number', { content: `1 g 0 0 100 15 re f\n${'BT ET'}` }, 'number-look'],
    [
      'a second text',
      { content: `/Tx BMC q BT 0 g /F1 13 Tf 2 3 Td <${codesOf('12')}> Tj <${codesOf('3')}> Tj ET Q EMC` },
      'number-look',
    ],
    ['a picture at hand', { resources: '<</Font<</F1 25 0 R>>/XObject<</X 4 0 R>>>>' }, 'number-look'],
    ['two fonts', { resources: '<</Font<</F1 25 0 R/F2 25 0 R>>>>' }, 'number-look'],
    ['no font', { resources: '<<>>' }, 'number-look'],
    ['something that is no number', { value: 'QUB', drawn: 'QUB' }, 'number-look'],
    ['an appearance that is larger than the field', { box: '0 0 400 400' }, 'number-look'],
    ['an appearance that begins elsewhere', { box: '-100 0 0 15' }, 'number-look'],
    ['a matrix that scales', { entries: '/Matrix[9 0 0 9 0 0]' }, 'number-look'],
    ['a filter', { entries: '/Filter/RunLengthDecode' }, 'number-look'],
    ['a group with transparency', { entries: '/Group<</S/Transparency>>' }, 'number-look'],
    ['letters too small to read', { size: 1 }, 'number-look'],
    ['letters too large', { size: 40 }, 'number-look'],
    ['a number whose end is cut off', { x: 95 }, 'number-look'],
    ['an action', { more: '/A<</S/JavaScript/JS(x)>>' }, 'number-altered'],
    ['a script that runs on opening', { more: '/AA<</PO<</S/JavaScript/JS(x)>>>>' }, 'number-altered'],
    ['a formula', { more: '/MaxLen 3/Kids[]' }, 'number-altered'],
  ];
  it.each(looks)('%s', (_, look, kind) => {
    const pdf = agencySeals(append(signed, filled(20, 30, look)));
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', `${kind} field CongvuNumber`]);
  });

  const others: readonly (readonly [string, Objects, string])[] = [
    ['a field that moved', filled(20, 30, { rect: '100 740 200 755' }), 'number-altered field CongvuNumber'],
    ['a field that grew', filled(20, 30, { rect: '100 700 500 800' }), 'number-altered field CongvuNumber'],
    ['a field with another name', filled(20, 30, { name: 'Other' }), 'number-altered field CongvuNumber'],
    [
      'a field that shows another appearance as well',
      { ...filled(20, 30), 20: keptField(20, { more: '/V(12)/Ff 1/AP<</N 30 0 R/D 30 0 R>>' }) },
      'number-look field CongvuNumber',
    ],
    ['no value', { 20: keptField(20, { more: '/Ff 1' }) }, 'number-look field CongvuNumber'],
    [
      'an appearance that was there',
      { 20: keptField(20, { more: '/V(12)/Ff 1/AP<</N 4 0 R>>' }) },
      'number-look field CongvuNumber',
    ],
    [
      'a field that can be typed into in several lines',
      { ...filled(20, 30), 20: keptField(20, { more: '/V(12)/Ff 4097/AP<</N 30 0 R>>' }) },
      'number-altered field CongvuNumber',
    ],
    [
      'a field that became another kind',
      { 20: keptField(20).replace('/Tx', '/Btn') },
      'number-altered field CongvuNumber',
    ],
    [
      'a font of its own',
      {
        ...filled(20, 30, { resources: '<</Font<</F1 35 0 R>>>>' }),
        35: '<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[26 0 R]/ToUnicode 27 0 R>>',
      },
      'number-look field CongvuNumber',
    ],
    ['other glyphs for the font', { ...filled(20, 30), 26: '<</DW 9>>' }, 'font object 26'],
    [
      'an object that nothing refers to',
      { ...filled(20, 30), 40: '<</Hidden true>>' },
      'number-company object 40',
    ],
    [
      'a field that is not kept for it',
      { 20: keptField(20, { name: 'Total' }) },
      'number-altered field CongvuNumber',
    ],
  ];
  it.each(others)('%s', (_, objects, change) => {
    expect(refusalOf(agencySeals(append(signed, objects)))).toEqual(['CHANGED_AFTER_SIGNING', change]);
  });

  it.each([
    ['over printed text', {}, { 4: stream('BT /F1 12 Tf 110 763 Td (1.000.000) Tj ET') }],
    [
      'over the end of a printed text',
      {},
      { 4: stream('BT /F1 12 Tf 1 0 0 1 60 763 Tm [(a long) -2000 (line)] TJ ET') },
    ],
    ['outside the letterhead', { rect: '100 200 200 215' }, {}],
  ] as const)('a field that was laid %s before the signature', (_, field, objects) => {
    const fonts = '<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>';
    const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources${fonts}>>`;
    const base = keptBase({ 20: keptField(20, field), 3: page, ...objects });
    const withFonts = { 3: page.replace('>>>>>>>>', '>>>>>>/Annots[20 0 R 21 0 R 22 0 R 5 0 R]>>') };
    const pdf = numbered(personKeeps(base, { objects: withFonts }), filled(20, 30, field));
    const annots = { 3: page.replace('>>>>>>>>', '>>>>>>/Annots[20 0 R 21 0 R 22 0 R 5 0 R 8 0 R]>>') };
    expect(refusalOf(agencySeals(pdf, { objects: annots }))).toEqual([
      'CHANGED_AFTER_SIGNING',
      'number-place field CongvuNumber',
    ]);
  });

  it('a field over a signature', () => {
    const pdf = numbered(personKeeps(keptBase(), { rect: numberRect }));
    expect(refusalOf(agencySeals(pdf))).toEqual(['CHANGED_AFTER_SIGNING', 'number-place field CongvuNumber']);
  });

  it.each([
    ['that is hidden', '/F 6', {}],
    ['that is a password', '/Ff 8192', {}],
    [
      'that showed a word',
      '/AP<</N 16 0 R>>',
      { 16: stream('BT (not) Tj ET', '/Subtype/Form/BBox[0 0 9 9]') },
    ],
    ['that showed more than one thing', '/AP<</N 16 0 R/D 16 0 R>>', { 16: stream('') }],
  ] as const)('a field %s while it was empty', (_, more, objects) => {
    const kept = (text: string) => (more.startsWith('/F ') ? text.replace('/F 132', more) : text);
    const own = more.startsWith('/F ') ? '' : more;
    const base = keptBase({ 20: kept(keptField(20, { more: own })), ...objects });
    const field = kept(
      keptField(20, { more: `${more === '/Ff 8192' ? more : '/Ff 1'}/V(12)/AP<</N 30 0 R>>` }),
    );
    const pdf = append(personKeeps(base), { ...filled(20, 30), 20: field });
    expect(refusalOf(agencySeals(pdf))[1]).toMatch(/^number-(look|altered) field CongvuNumber$/);
  });

  it('a field that keeps its size where its page is zoomed', () => {
    const kept = (more = '') => keptField(20, { more }).replace('/F 132', '/F 140');
    const field = kept('/Ff 1/V(12)/AP<</N 30 0 R>>');
    const pdf = append(personKeeps(keptBase({ 20: kept() })), { ...filled(20, 30), 20: field });
    expect(refusalOf(agencySeals(pdf))[1]).toBe('number-place field CongvuNumber');
  });

  it('a field that viewers are told to draw anew', () => {
    const anew = {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[20 0 R 5 0 R]/SigFlags 3/NeedAppearances true>>>>',
    };
    const catalog = anew[1].replace('5 0 R', '5 0 R 8 0 R');
    const pdf = append(personKeeps(keptBase(), { objects: anew, earlier: ['20 0 R'] }), filled(20, 30));
    const sealed = agencySeals(pdf, { objects: { 1: catalog }, earlier: ['20 0 R', '5 0 R'] });
    expect(refusalOf(sealed)).toEqual(['CHANGED_AFTER_SIGNING', 'number-look field CongvuNumber']);
  });

  it('a field that was prepared with an action', () => {
    const base = keptBase({ 20: keptField(20, { more: '/AA<</F<</S/JavaScript/JS(x)>>>>' }) });
    const field = filled(20, 30, { more: '/AA<</F<</S/JavaScript/JS(x)>>>>' });
    expect(refusalOf(agencySeals(numbered(personKeeps(base), field)))[1]).toBe(
      'number-altered field CongvuNumber',
    );
  });

  it('a field that is something else as well', () => {
    const base = keptBase({ 15: '<</Also 20 0 R>>' });
    expect(refusalOf(agencySeals(numbered(personKeeps(base))))[1]).toBe('alias field CongvuNumber');
  });

  it('a field that nobody kept', () => {
    const bare = personKeeps(keptBase(), { earlier: ['21 0 R', '22 0 R'] });
    const catalog =
      '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[21 0 R 22 0 R 5 0 R 20 0 R]/SigFlags 3>>>>';
    expect(refusalOf(append(bare, { 1: catalog, ...filled(20, 30) }))[1]).toMatch(/^(field AcroForm|object)/);
  });

  it('a second number', () => {
    const twice = append(good, filled(20, 40, { value: '13' }));
    expect(verifyPdf(twice, policy())).not.toHaveProperty('numbering');
    expect(refusalOf(agencySeals(twice))).toEqual([
      'CHANGED_AFTER_SIGNING',
      'number-again field CongvuNumber',
    ]);
  });

  it('a number changed after the agency signed it', () => {
    const pdf = append(agencySeals(good), filled(20, 40, { value: '13' }));
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'number-again field CongvuNumber']);
  });

  it('a number taken out again', () => {
    expect(refusalOf(append(agencySeals(good), { 20: keptField(20) }))[1]).toBe(
      'number-again field CongvuNumber',
    );
  });

  it("a first number after the agency's signature", () => {
    const pdf = numbered(agencySeals(signed));
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'number-late field CongvuNumber']);
    const report = verifyPdf(pdf, policy());
    expect(report.signatures.map(({ reason }) => reason)).toEqual(['OK', 'CHANGED_AFTER_SIGNING']);
  });

  it("a number in the revision of the agency's signature", () => {
    expect(refusalOf(agencySeals(signed, { objects: filled(20, 30) }))[1]).toBe(
      'number-company field Agency',
    );
  });
});

describe('signatures that forbid it', () => {
  const certified = (level: number) => ({
    signatureEntries: `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P ${level}/V/1.2>>>>]`,
  });

  it('P=1 forbids it, P=2 allows it', () => {
    const with_ = (level: number) => agencySeals(numbered(personKeeps(keptBase(), certified(level))));
    expect(refusalOf(with_(1))).toEqual(['CHANGED_AFTER_SIGNING', 'forbidden field CongvuNumber']);
    expect(verifyPdf(with_(2), policy()).verdict).toBe('TOTAL-PASSED');
  });

  it.each([
    ['/Action/Include/Fields[(CongvuNumber)]', 'number-locked field CongvuNumber'],
    ['/Action/Exclude/Fields[(Agency)]', 'number-locked field CongvuNumber'],
    ['/Action/All', 'number-locked field CongvuNumber'],
  ])('a lock with %s', (lock, change) => {
    const pdf = agencySeals(numbered(personKeeps(keptBase(), { fieldEntries: `/Lock<<${lock}>>` })));
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', change]);
  });

  it('a lock on another field does not', () => {
    const lock = '/Lock<</Action/Include/Fields[(Other)]>>';
    const pdf = agencySeals(numbered(personKeeps(keptBase(), { fieldEntries: lock })));
    expect(verifyPdf(pdf, policy()).verdict).toBe('TOTAL-PASSED');
  });
});
