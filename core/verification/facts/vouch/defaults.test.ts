/** Fonts and a default appearance that come into the form behind a signature: who may add them, and beside which fields. */
import { describe, expect, it } from 'vitest';
import { agencySigns, personSigns, refusalOf, verdictOf } from '../../testing/hand-made.ts';
import { append, baseObjects, basePdf, type Objects, stream } from '../../testing/pdf.ts';
import { collectFacts } from '../collect.ts';

const helvetica = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
const fonts = '/DR<</Font<</Helv 30 0 R>>>>';
const style = '/DA(/Helv 0 Tf 0 g )';

/** A signed document that has `annotation` on its page, as field `20 0 R` of the form or beside it. */
function document(annotation: string | undefined, isField = true) {
  const fields = annotation !== undefined && isField ? '20 0 R ' : '';
  const beside = annotation === undefined ? '' : '20 0 R ';
  const page = (list: string) =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[${beside}${list}]>>`;
  const catalog = (list: string, more = '') =>
    `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${fields}${list}]/SigFlags 3${more}>>>>`;
  const base = basePdf({ ...baseObjects, 20: annotation ?? 'null', 21: `<</FT/Tx${style}>>` });
  const signed = personSigns(base, { objects: { 1: catalog('5 0 R'), 3: page('5 0 R') } });
  return { signed, page, catalog };
}

function withSignature(annotation: string | undefined, more: string, isField = true): Buffer {
  const { signed, page, catalog } = document(annotation, isField);
  const list = '5 0 R 8 0 R';
  return agencySigns(signed, { objects: { 1: catalog(list, more), 3: page(list), 30: helvetica } });
}

function withoutKey(annotation: string | undefined, more: string, isField = true): Buffer {
  const { signed, catalog } = document(annotation, isField);
  return append(signed, { 1: catalog('5 0 R', more), 30: helvetica });
}

const refused = (pdf: Buffer) =>
  collectFacts(pdf).changes.flatMap(({ vouched, place }) => (vouched ? [] : [place]));

const widget = (more: string) =>
  `<</Type/Annot/Subtype/Widget/FT/Tx/T(Sum)/V(128)/P 3 0 R/Rect[100 300 200 320]/F 4${more}>>`;
const look = '/AP<</N 4 0 R>>';

describe('a document without fields', () => {
  it('gets fonts and a style with a signature, as iText adds them', () => {
    expect(verdictOf(withSignature(undefined, fonts + style))).toBe('TOTAL-PASSED OK');
  });

  it('or without one, as PDFBox adds them for a time stamp: nothing takes them', () => {
    expect(refused(withoutKey(undefined, fonts + style))).toEqual([]);
  });

  it('and nothing else than text for a style', () => {
    expect(refusalOf(withSignature(undefined, '/DA[30 0 R]'))).toEqual([
      'CHANGED_AFTER_SIGNING',
      'field AcroForm /DA',
    ]);
  });
});

describe('the font for ticks, as PDFBox adds it to a form that lacks it', () => {
  const ticks = '<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>';
  const added = (field: string, more = '/ZaDb 31 0 R', font = ticks) => {
    const { page, catalog } = document(field);
    const form = (names: string) => catalog('5 0 R', `/DR<</Font<</Helv 30 0 R${names}>>>>${style}`);
    const certified = personSigns(
      basePdf({ ...baseObjects, 20: field, 21: `<</FT/Tx${style}>>`, 30: helvetica }),
      { objects: { 1: form(''), 3: page('5 0 R') } },
    );
    return append(certified, { 1: form(more), 31: font });
  };

  it('passes without a key', () => {
    expect(refused(added(widget(look + style)))).toEqual([]);
    expect(refused(added(widget('/DA(/ZaDb 0 Tf)').replace('/FT/Tx', '/FT/Btn')))).toEqual([]);
  });

  it.each<readonly [string, Buffer]>([
    ['with a text that is written in it', added(widget(`${look}/DA(/ZaDb 0 Tf)`))],
    ['with a text whose font is written in codes', added(widget(`${look}/DA(/Za#44b 0 Tf)`))],
    ['under another name', added(widget(look + style), '/Helvetica 31 0 R')],
    ['of another face', added(widget(look + style), '/ZaDb 31 0 R', helvetica)],
    [
      'with more in it',
      added(widget(look + style), '/ZaDb 31 0 R', ticks.replace('>>', '/Encoding 30 0 R>>')),
    ],
    ['beside another font', added(widget(look + style), '/ZaDb 31 0 R/Other 30 0 R')],
  ])('not %s', (_, pdf) => {
    expect(refused(pdf)).toEqual(['AcroForm /DR']);
  });
});

describe('a document whose fields say how they are set', () => {
  it.each([
    ['itself', widget(style)],
    ['in the node above', widget('/Parent 21 0 R').replace('/FT/Tx', '')],
  ])('gets a style with a signature: %s', (_, field) => {
    expect(refused(withSignature(field, fonts + style))).toEqual([]);
  });

  it('gets neither fonts nor a style without one', () => {
    expect(refused(withoutKey(widget(style + look), fonts))).toEqual(['AcroForm /DR']);
    expect(refused(withoutKey(widget(style + look), style))).toEqual(['AcroForm /DA']);
  });
});

describe('a document with a field that takes its style from the form', () => {
  it.each([
    ['without a look', ''],
    ['with one, which not every viewer shows', look],
  ])('gets none of a signer either: %s', (_, more) => {
    expect(refused(withSignature(widget(more), style))).toEqual(['AcroForm /DA']);
    expect(refused(withSignature(widget(more), fonts))).toEqual([]);
  });

  it('nor another one than it had', () => {
    const { signed, page, catalog } = document(undefined);
    const [one, both] = ['5 0 R', '5 0 R 8 0 R'];
    const before = append(signed, { 1: catalog(one, '/DA(/Helv 12 Tf 0 g )') });
    const pdf = agencySigns(before, { objects: { 1: catalog(both, style), 3: page(both) } });
    expect(refused(pdf)).toEqual(['AcroForm /DA']);
  });
});

it('text beside the form takes fonts from it too', () => {
  const text = `<</Type/Annot/Subtype/FreeText/Contents(128)/Rect[100 300 200 320]${style}>>`;
  expect(refused(withoutKey(text, fonts, false))).toEqual(['AcroForm /DR']);
  const line = '<</Type/Annot/Subtype/Link/Rect[100 300 200 320]>>';
  expect(refused(withoutKey(line, fonts, false))).toEqual([]);
});

describe('how a click on a new signature shows', () => {
  const field = (more: string): Objects => ({
    8: `<</Type/Annot/Subtype/Widget/FT/Sig/T(Agency)/V 9 0 R/P 3 0 R/Rect[60 80 133 170]/F 132/AP<</N 10 0 R>>${more}>>`,
    10: stream('0 0 m 73 90 l S', '/Type/XObject/Subtype/Form/BBox[0 0 73 90]'),
  });

  it('is a name', () => {
    expect(refused(agencySigns(personSigns(), { objects: field('/H/N') }))).toEqual([]);
    expect(refused(agencySigns(personSigns(), { objects: field('/H 4 0 R') }))).toEqual(['field Agency /H']);
  });
});
