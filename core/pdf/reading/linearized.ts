/**
 * Whether a linearized file (ISO 32000-1, annex F) says the same as its page tree and its end. Poppler and pdf.js take the first
 * page and the first cross-reference from the linearization, but only while the file is as long as that says: whoever prepares
 * it can change the page by adding what is allowed.
 */
import { CongvuError } from '../../../foundation/error.ts';
import type { PdfFile } from './document.ts';
import { Cursor, isSpace, skipSpace, takeInteger, takeKeyword } from './lexer.ts';
import type { PdfDictionary } from './objects.ts';
import type { Page } from './pages.ts';
import { parseDictionary } from './parser.ts';

/** What a file says of itself at its beginning. */
export interface Linearization {
  /** Of its object. */
  readonly number: number;
  /** Undefined where it cannot be read, which says nothing of other readers. */
  readonly dictionary: PdfDictionary | undefined;
  /** /L; undefined when it is no number. */
  readonly length: number | undefined;
  /** Byte at which readers then look for the first cross-reference: behind the first `endobj` of the first 1,024 bytes. */
  readonly firstSection: number | undefined;
}

const searched = 1024;
const deepest = 64;

/** Number of the linearization dictionary where it leads elsewhere. `pages`: of the last revision. */
export function oddLinearization(file: PdfFile, pages: readonly Page[]): number | undefined {
  const [{ end, endWithLine, sections }] = file.revisions;
  return file.linearizations.find(({ dictionary, length, firstSection }) => {
    const place = dictionary?.entries.get('P') ?? 0;
    const page = typeof place === 'number' ? pages[place]?.object : undefined;
    const isWhole = length !== undefined && length >= end && length <= endWithLine;
    const leadsToPage = page !== undefined && dictionary?.entries.get('O') === page;
    return !isWhole || !leadsToPage || firstSection !== sections[0].offset;
  })?.number;
}

/** Where the first object is such a dictionary. Readers differ in where they begin to look only if the first line says more than a version. */
export function linearizationsOf(bytes: Buffer): readonly Linearization[] {
  const starts = isLineEnd(bytes[8]) ? [0] : [...new Set([0, 9, behindVersion(bytes)])];
  return starts.flatMap((start) => linearizationAt(bytes, start) ?? []);
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 10 || byte === 13;
}

/** As pdf.js reads the version of `%PDF-1.7`: seven letters at most. */
function behindVersion(bytes: Buffer): number {
  let at = 5;
  while (at < 12 && (bytes[at] ?? 0) > 0x20) at++;
  return at + 1;
}

function linearizationAt(bytes: Buffer, start: number): Linearization | undefined {
  const cursor = new Cursor(bytes, start);
  skipSpace(cursor);
  const number = takeInteger(cursor);
  if (number === undefined) return undefined;
  skipSpace(cursor);
  if (takeInteger(cursor) === undefined) return undefined;
  skipSpace(cursor);
  if (!takeKeyword(cursor, 'obj')) return undefined;
  skipSpace(cursor);
  const { position } = cursor;
  const isDictionary = bytes[position] === 0x3c && bytes[position + 1] === 0x3c;
  if (!isDictionary || !mayBeOne(bytes, position)) return undefined;
  const dictionary = readable(cursor);
  if (dictionary?.entries.has('Linearized') === false) return undefined;
  const length = dictionary?.entries.get('L');
  return {
    number,
    dictionary,
    length: typeof length === 'number' ? length : undefined,
    firstSection: behindFirstObject(bytes),
  };
}

const [endWord, ownKey] = [Buffer.from('endobj'), Buffer.from('/Linearized')];

/** Most first objects are others: two searches are cheaper than reading them. */
function mayBeOne(bytes: Buffer, start: number): boolean {
  const end = bytes.indexOf(endWord, start);
  const object = bytes.subarray(start, end < 0 ? bytes.length : end);
  return object.includes(ownKey) || object.includes(0x23);
}

function readable(cursor: Cursor): PdfDictionary | undefined {
  try {
    return parseDictionary(cursor, deepest);
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}

/** As Poppler and pdf.js look for it. */
function behindFirstObject(bytes: Buffer): number | undefined {
  const found = bytes.subarray(0, searched).indexOf('endobj', 0, 'latin1');
  if (found < 0) return undefined;
  let at = found + 6;
  while (isSpace(bytes[at])) at++;
  return at;
}
