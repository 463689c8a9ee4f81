/**
 * Whether a linearized file (ISO 32000-1, annex F) says the same as its page tree. Poppler and pdf.js take the first page from the
 * linearization, but only while the file is as long as that says: whoever prepares it can change the page by adding what is allowed.
 */
import { CongvuError } from '../../../foundation/error.ts';
import type { PdfFile } from './document.ts';
import { Cursor, skipSpace, takeInteger, takeKeyword } from './lexer.ts';
import { dictionaryOf, type PdfDictionary, type PdfObject } from './objects.ts';
import type { Page } from './pages.ts';
import { parseObject } from './parser.ts';

/** Number of the linearization dictionary where it leads elsewhere. `pages`: of the last revision. */
export function oddLinearization(file: PdfFile, pages: readonly Page[]): number | undefined {
  const first = firstObject(file);
  if (first === undefined || !first.dictionary.entries.has('Linearized')) return undefined;
  const { entries } = first.dictionary;
  const [{ end, endWithLine }] = file.revisions;
  const place = entries.get('P') ?? 0;
  const page = typeof place === 'number' ? pages[place]?.object : undefined;
  const length = entries.get('L');
  const isWhole = typeof length === 'number' && length >= end && length <= endWithLine;
  return isWhole && page !== undefined && entries.get('O') === page ? undefined : first.number;
}

/** As readers find it: behind nothing but comments, whatever cross-references say. */
function firstObject(
  file: PdfFile,
): { readonly number: number; readonly dictionary: PdfDictionary } | undefined {
  const { bytes, limits } = file;
  const cursor = new Cursor(bytes, 0);
  skipSpace(cursor);
  const offset = cursor.position;
  const number = takeInteger(cursor);
  if (number === undefined) return undefined;
  const read = (): PdfObject => {
    const view = file.view(0);
    const entry = view.entry(number);
    if (entry?.type === 'offset' && entry.offset === offset) return view.object(number);
    skipSpace(cursor);
    takeInteger(cursor);
    skipSpace(cursor);
    return takeKeyword(cursor, 'obj') ? parseObject(cursor, limits.depth) : null;
  };
  try {
    const dictionary = dictionaryOf(read());
    return dictionary === undefined ? undefined : { number, dictionary };
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}
