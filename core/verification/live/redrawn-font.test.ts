/** A form that has its fields drawn anew names the font for it: one that draws what it likes is told, and one that all programs have is not. */
import { expect, it } from 'vitest';
import { openPdf, pagesOf } from '../../pdf/reading/index.ts';
import { baseObjects, basePdf, stream } from '../testing/pdf.ts';
import { liveFacts } from './collect.ts';

const helvetica = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';

/** `own`: the font of the appearance, which draws `text`. */
function kinds(font: string, field = '/FT/Tx/V(900)/DA(/G 9 Tf)', text = '900', own = helvetica) {
  const look = `/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F ${own}>>>>`;
  const form = `/Fields[21 0 R]/NeedAppearances true/DR<</Font<</G 22 0 R>>>>`;
  const pdf = openPdf(
    basePdf({
      ...baseObjects,
      1: `<</Type/Catalog/Pages 2 0 R/AcroForm<<${form}>>>>`,
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[21 0 R]>>',
      20: stream(`0 g BT /F 9 Tf (${text}) Tj ET`, look),
      21: `<</Rect[9 9 99 99]/Subtype/Widget/T(a)/F 4${field}/AP<</N 20 0 R>>>>`,
      22: `<</Type/Font/Subtype${font}>>`,
    }),
  );
  return liveFacts(pdf.view(), pagesOf(pdf.view(), pdf.limits)).map(({ kind }) => kind);
}
const embedded = '/TrueType/FontDescriptor<</FontFile2 20 0 R>>';

it.each([
  ['digits by other names', '/Type1/Encoding<</Differences[57/one]>>'],
  ['letters by names that nobody knows', '/Type1/Encoding<</Differences[48/g1 57/nine]>>'],
  ['a program of its own', embedded],
  ['glyphs that are procedures', '/Type3'],
  ['codes of several bytes', '/Type0'],
])('%s', (_, font) => {
  expect(kinds(font)).toEqual(['drawn-anew']);
});

it('a list', () => {
  const list = '/FT/Ch/Opt[(one)]/DA(0 g /G 0 Tf)';
  expect(kinds('/Type3', list, 'one')).toEqual(['drawn-anew']);
  expect(kinds('/Type1/BaseFont/Helvetica', list, 'one')).toEqual([]);
});

it.each([
  ['a font that all programs have', '/Type1/BaseFont/Helvetica/Encoding<</Differences[24/breve 57/nine]>>'],
  ['one by its usual names', '/TrueType/BaseFont/Arial/Encoding/WinAnsiEncoding'],
])('%s is not told', (_, font) => {
  expect(kinds(font)).toEqual([]);
});

it('nor is one that the appearance is written in, or that is not there', () => {
  expect(kinds(embedded, '/FT/Tx/V(900)/DA(/G 9 Tf)', '900', '22 0 R')).toEqual([]);
  expect(kinds(embedded, '/FT/Tx/V(900)/DA(/H 9 Tf)')).toEqual([]);
});
