/** What is wrong inside a damaged file is told in Vietnamese to its end, and English otherwise. */
import { expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import { basePdf } from '../../verification/testing/pdf.ts';
import { openPdf } from './document.ts';

const sound = Buffer.from(basePdf()).toString('latin1');

function refusalOf(text: string): CongvuError {
  try {
    const file = openPdf(Buffer.from(text, 'latin1'));
    const view = file.view();
    for (const number of view.numbers()) view.object(number);
  } catch (error) {
    if (error instanceof CongvuError) return error;
  }
  throw new Error('nothing is wrong with it');
}

const inEnglish =
  /(?<!\p{L})(?:the|an?|is|of|expected|found|object|stream|number|name|entry|bytes)(?!\p{L})/iu;

it.each([
  ['no end', sound.replace('%%EOF', '%%XXX'), 'PDF_TRUNCATED'],
  ['no startxref', sound.replaceAll('startxref', 'stopxref'), 'PDF_TRUNCATED'],
  ['a table that is none', sound.replace('\nxref\n', '\nxxxx\n'), 'PDF_XREF_INVALID'],
  ['an entry of another kind', sound.replace(/ n(\s)/, ' q$1'), 'PDF_XREF_INVALID'],
  ['an object without end', sound.replace('endobj', 'endxxx'), 'PDF_SYNTAX'],
  ['a key twice', sound.replace('/Type/Catalog', '/Pages/Catalog'), 'PDF_SYNTAX'],
  ['another object', sound.replace(/\n2 0 obj/, '\n9 0 obj'), 'PDF_OBJECT_MISPLACED'],
])('%s', (_, text, code) => {
  const error = refusalOf(text);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(inEnglish);
  expect(error.vietnamese?.message).toMatch(/[à-ỹđ]/i);
  expect(error.vietnamese?.message.replace(/"[^"]*"/g, '')).not.toMatch(inEnglish);
});
