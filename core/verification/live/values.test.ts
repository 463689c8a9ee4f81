/** What a field holds beside what its look shows: told apart wherever the font of the look says what its letters are. */
import { describe, expect, it } from 'vitest';
import { openPdf, pagesOf } from '../../pdf/reading/index.ts';
import { baseObjects, basePdf, type Objects, stream } from '../testing/pdf.ts';
import { liveFacts } from './collect.ts';

/** Kinds of what is named of a field of text with the value `held`, whose look draws `text` in Helvetica with the entries `font`. */
function found(held: string, text: string, font = '', map: Objects = {}): readonly string[] {
  const form = '/Type/XObject/Subtype/Form/BBox[0 0 9 9]';
  const helvetica = `<</Type/Font/Subtype/Type1/BaseFont/Helvetica${font}>>`;
  const field = `<</Rect[9 9 99 99]/Subtype/Widget/FT/Tx/T(a)/F 4/V${held}/AP<</N 20 0 R>>>>`;
  const pdf = openPdf(
    basePdf({
      ...baseObjects,
      3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[${field}]>>`,
      20: stream(`0 g BT /F 9 Tf (${text}) Tj ET`, `${form}/Resources<</Font<</F ${helvetica}>>>>`),
      ...map,
    }),
  );
  return liveFacts(pdf.view(), pagesOf(pdf.view(), pdf.limits)).map(({ kind }) => kind);
}

const winAnsi = '/Encoding/WinAnsiEncoding';
const mapped = '/ToUnicode 22 0 R';
/** Codes of a and b as the letters of a word. */
const word: Objects = { 22: stream('beginbfchar <61> <0043> <62> <00F3> endbfchar') };
const no = '(Kh\\364ng c\\363)';

describe('a field', () => {
  it.each([
    ['another word', found(no, 'C\\363', winAnsi)],
    ['another word, by the map of its font', found(no, 'ab', mapped, word)],
    ['another letter', found('(Kho)', 'Kh\\364', winAnsi)],
    ['another value than one with a letter that shows nothing', found('<FEFF003900390039061C>', 'A-7')],
    ['nothing of a letter of another direction', found('<FEFF00390039003905D0>', 'A-7')],
  ])('that shows %s is named', (_, kinds) => expect(kinds).toEqual(['value-differs']));

  it.each([
    ['in letters of Vietnamese', found('<FEFF0043006F0301>', 'ab', mapped, word)],
    ['and a quotation mark', found('<FEFF201C0039>', '\\2239', winAnsi)],
    ['as far as it shows', found('<FEFF0039200B00AD0039>', '99')],
    ['in as many letters as nobody knows', found(no, 'C\\363')],
    [
      'to the left',
      found('<FEFF05D005D105D2>', 'abc', mapped, {
        22: stream('beginbfchar <61> <05D2> <62> <05D1> <63> <05D0> endbfchar'),
      }),
    ],
  ])('that shows its value %s is not', (_, kinds) => expect(kinds).toEqual([]));
});
