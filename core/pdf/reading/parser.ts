/** Objects from bytes (ISO 32000-1, 7.3), strictly: what two readers might read differently is refused. */

import { both } from '../../../foundation/bilingual.ts';
import { Entries, fewKeys } from './entries.ts';
import { fail } from './errors.ts';
import {
  type Cursor,
  isDigit,
  isRegular,
  isSpace,
  mayBeReference,
  skipSpace,
  takeDecimal,
  takeInteger,
  takeKeyword,
  takeName,
  takeWord,
} from './lexer.ts';
import { arrayNode, dictionaryNode, referenceNode } from './nodes.ts';
import { isKind, isName, type PdfDictionary, type PdfObject, type PdfReference } from './objects.ts';
import { Pile } from './pile.ts';
import { takeHexString, takeLiteralString } from './strings.ts';
import { takeValues } from './work.ts';

/** Strings and dictionaries take as much memory as so many other values. */
const costOfStrings = 4;

/** One object at the cursor, which is left behind it. Throws PDF_SYNTAX, PDF_TOO_DEEP, PDF_TRUNCATED. */
export function parseObject(cursor: Cursor, maxDepth: number, depth = 0): PdfObject {
  skipSpace(cursor);
  return objectHere(cursor, maxDepth, depth);
}

/** As `parseObject`, where no white space is before it. */
function objectHere(cursor: Cursor, maxDepth: number, depth: number): PdfObject {
  const { bytes, position } = cursor;
  const byte = bytes[position];
  if (byte === undefined)
    throw fail('PDF_TRUNCATED', {
      detail: both('an object is missing at the end', 'thiếu một đối tượng ở cuối'),
    });
  if (depth > maxDepth) throw fail('PDF_TOO_DEEP', { limit: maxDepth, offset: position });
  takeValues(cursor.values, byte === 0x28 || byte === 0x3c ? costOfStrings : 1);
  if (byte === 0x2f) return takeName(cursor);
  if (byte === 0x28) return takeLiteralString(cursor);
  if (byte === 0x5b) return parseArray(cursor, maxDepth, depth);
  if (byte === 0x3c) {
    return bytes[position + 1] === 0x3c ? parseDictionary(cursor, maxDepth, depth) : takeHexString(cursor);
  }
  if (isDigit(byte)) return takeReferenceOrInteger(cursor) ?? parseNumber(cursor);
  if (byte === 0x2b || byte === 0x2d || byte === 0x2e) return parseNumber(cursor);
  if (takeKeyword(cursor, 'null')) return null;
  if (takeKeyword(cursor, 'true')) return true;
  if (takeKeyword(cursor, 'false')) return false;
  throw fail('PDF_SYNTAX', { offset: position, detail: both('expected an object', 'phải là một đối tượng') });
}

/** Nothing else is read while one object is, so that all share it. What an error left on it, the next one clears away. */
const pile = new Pile();

function floor(depth: number): number {
  if (depth === 0) pile.height = 0;
  return pile.height;
}

function parseArray(cursor: Cursor, maxDepth: number, depth: number): PdfObject {
  const above = floor(depth);
  cursor.position++;
  for (;;) {
    skipSpace(cursor);
    if (cursor.bytes[cursor.position] === 0x5d) break;
    const reals = cursor.wholeReals.length;
    pile.add(objectHere(cursor, maxDepth, depth + 1));
    if (cursor.wholeReals.length > reals) cursor.placesWholeReals(reals, pile.height - above);
  }
  cursor.position++;
  return arrayNode(pile.take(above) as PdfObject[]);
}

export function parseDictionary(cursor: Cursor, maxDepth: number, depth = 0): PdfDictionary {
  const { bytes } = cursor;
  const above = floor(depth);
  /** From `fewKeys` on. */
  let many: Entries | undefined;
  if (bytes[cursor.position] !== 0x3c || bytes[cursor.position + 1] !== 0x3c) {
    throw fail('PDF_SYNTAX', {
      offset: cursor.position,
      detail: both('expected a dictionary', 'phải là một phần khai báo (dictionary)'),
    });
  }
  cursor.position += 2;
  for (;;) {
    skipSpace(cursor);
    const start = cursor.position;
    if (bytes[start] === 0x3e && bytes[start + 1] === 0x3e) break;
    if (bytes[start] === undefined)
      throw fail('PDF_TRUNCATED', {
        detail: both('a dictionary is never closed', 'phần khai báo (dictionary) không được đóng'),
      });
    if (bytes[start] !== 0x2f)
      throw fail('PDF_SYNTAX', {
        offset: start,
        detail: both('expected a key', 'phải là một khóa trong phần khai báo (dictionary)'),
      });
    const key = takeName(cursor).value;
    takeValues(cursor.values, 1);
    const reals = cursor.wholeReals.length;
    const value = parseObject(cursor, maxDepth, depth + 1);
    if (cursor.wholeReals.length > reals) {
      if (isOfReals(key, value)) cursor.forgetsWholeReals(reals);
      else cursor.placesWholeReals(reals, key);
    }
    const isNew = many === undefined ? !pile.hasKey(key, above) : many.add(key, value);
    // Readers disagree on which of two equal keys counts: one file would then show two documents.
    if (!isNew)
      throw fail('PDF_SYNTAX', {
        offset: start,
        detail: both(`the key /${key} stands twice`, `khóa /${key} xuất hiện hai lần`),
      });
    if (many !== undefined) continue;
    pile.add(key);
    pile.add(value);
    if (pile.height - above === 2 * fewKeys) many = new Entries(pile.take(above));
  }
  cursor.position += 2;
  return dictionaryNode(many ?? new Entries(pile.take(above)));
}

/** ISO 32000-1, annex C and 7.5.4. */
const highestNumber = 8_388_607;
const highestGeneration = 65_535;

/** Undefined, with the cursor unmoved, for a number with a fraction or of more than 15 digits. */
function takeReferenceOrInteger(cursor: Cursor): PdfReference | number | undefined {
  const number = takeInteger(cursor);
  if (number === undefined) return undefined;
  const behind = cursor.position;
  if (isUsualReference(cursor)) {
    cursor.position = behind + 4;
    cursor.refersTo(number);
    if (number > highestNumber) cursor.hasWildReference = true;
    return referenceNode(number, 0);
  }
  if (mayBeReference(cursor)) {
    skipSpace(cursor);
    const generation = takeInteger(cursor);
    if (generation !== undefined && isSpace(cursor.bytes[cursor.position])) {
      skipSpace(cursor);
      if (takeKeyword(cursor, 'R')) {
        cursor.refersTo(number);
        if (generation !== 0) cursor.hasAgedReference = true;
        if (number > highestNumber || generation > highestGeneration) cursor.hasWildReference = true;
        return referenceNode(number, generation);
      }
    }
  }
  cursor.position = behind;
  return number;
}

/** ` 0 R` */
function isUsualReference({ bytes, position }: Cursor): boolean {
  return (
    bytes[position + 1] === 0x30 &&
    bytes[position + 3] === 0x52 &&
    bytes[position] === 0x20 &&
    bytes[position + 2] === 0x20 &&
    !isRegular(bytes[position + 4])
  );
}

/**
 * Values of these keys are numbers of any kind to every reader. Elsewhere Poppler and MuPDF take `8.0` for nothing where an integer
 * belongs (ISO 32000-1, 7.3.3), so that it matters which one is written.
 */
const ofReals: ReadonlySet<string> = new Set(
  'MediaBox CropBox BleedBox TrimBox ArtBox UserUnit Rect BBox Matrix QuadPoints Border BC BG C CA D Dest IC LW OpenAction W ca'.split(
    ' ',
  ),
);

/** One number, or a list of numbers, names and references: what else stands under such a key is something else by the same name. */
function isOfReals(key: string, value: PdfObject): boolean {
  if (!ofReals.has(key)) return false;
  if (typeof value === 'number') return true;
  return (
    key !== 'W' &&
    isKind(value, 'array') &&
    value.items.every((item) => typeof item === 'number' || isKind(item, 'reference') || isName(item))
  );
}

/** Digits; more say nothing that a reader could keep. */
const longestNumber = 400;

function parseNumber(cursor: Cursor): number {
  const start = cursor.position;
  const number = takeDecimal(cursor) ?? longNumber(cursor);
  if (Number.isInteger(number) && hasPoint(cursor, start)) cursor.writesWholeReal();
  return number;
}

function hasPoint({ bytes, position }: Cursor, start: number): boolean {
  for (let at = start; at < position; at++) if (bytes[at] === 0x2e) return true;
  return false;
}

function longNumber(cursor: Cursor): number {
  const start = cursor.position;
  const word = takeWord(cursor);
  const number =
    word.length <= longestNumber && /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(word) ? Number(word) : Infinity;
  if (!Number.isFinite(number)) {
    throw fail('PDF_SYNTAX', {
      offset: start,
      detail: both(
        `expected a number, got ${word.slice(0, 20)}`,
        `phải là số, nhưng gặp ${word.slice(0, 20)}`,
      ),
    });
  }
  return number;
}
