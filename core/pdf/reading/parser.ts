/** Objects from bytes (ISO 32000-1, 7.3), strictly: what two readers might read differently is refused. */

import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { Entries } from './entries.ts';
import { fail } from './errors.ts';
import {
  Cursor,
  isDigit,
  isRegular,
  isSpace,
  mayBeReference,
  type OddSigns,
  skipSpace,
  takeDecimal,
  takeInteger,
  takeKeyword,
  takeName,
  takeWord,
} from './lexer.ts';
import { isKind, type PdfDictionary, type PdfObject, type PdfReference } from './objects.ts';
import { takeHexString, takeLiteralString } from './strings.ts';
import { takeValues, type Values } from './work.ts';

/** Strings and dictionaries take as much memory as so many other values. */
const costOfStrings = 4;

/** One object at the cursor, which is left behind it. Throws PDF_SYNTAX, PDF_TOO_DEEP, PDF_TRUNCATED. */
export function parseObject(cursor: Cursor, maxDepth: number, depth = 0): PdfObject {
  skipSpace(cursor);
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

function parseArray(cursor: Cursor, maxDepth: number, depth: number): PdfObject {
  const items: PdfObject[] = [];
  cursor.position++;
  for (;;) {
    skipSpace(cursor);
    if (cursor.bytes[cursor.position] === 0x5d) break;
    items.push(parseObject(cursor, maxDepth, depth + 1));
  }
  cursor.position++;
  return { kind: 'array', items };
}

export function parseDictionary(cursor: Cursor, maxDepth: number, depth = 0): PdfDictionary {
  const { bytes } = cursor;
  const entries = new Entries();
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
    // Readers disagree on which of two equal keys counts: one file would then show two documents.
    if (!entries.add(key, parseObject(cursor, maxDepth, depth + 1)))
      throw fail('PDF_SYNTAX', {
        offset: start,
        detail: both(`the key /${key} stands twice`, `khóa /${key} xuất hiện hai lần`),
      });
  }
  cursor.position += 2;
  return { kind: 'dictionary', entries };
}

/** ISO 32000-1, annex C and 7.5.4. */
const highestNumber = 8_388_607;
const highestGeneration = 65_535;

/** Undefined, with the cursor unmoved, for a number with a fraction or of more than 15 digits. */
function takeReferenceOrInteger(cursor: Cursor): PdfReference | number | undefined {
  const number = takeInteger(cursor);
  if (number === undefined) return undefined;
  const behind = cursor.position;
  if (mayBeReference(cursor)) {
    skipSpace(cursor);
    const generation = takeInteger(cursor);
    if (generation !== undefined && isSpace(cursor.bytes[cursor.position])) {
      skipSpace(cursor);
      if (takeKeyword(cursor, 'R')) {
        cursor.refersTo(number);
        if (generation !== 0) cursor.hasAgedReference = true;
        if (number > highestNumber || generation > highestGeneration) cursor.hasWildReference = true;
        return { kind: 'reference', number, generation };
      }
    }
  }
  cursor.position = behind;
  return number;
}

/** Digits; more say nothing that a reader could keep. */
const longestNumber = 400;

function parseNumber(cursor: Cursor): number {
  const start = cursor.position;
  const short = takeDecimal(cursor);
  if (short !== undefined) return short;
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

export interface IndirectObject extends OddSigns {
  readonly number: number;
  readonly generation: number;
  readonly object: PdfObject;
  /** Numbers of the objects that are referred to inside it, in the order of the bytes, each time. */
  readonly references: readonly number[];
  /** Offset behind `endobj`. */
  readonly end: number;
  /** Its bytes do not begin behind the line of the word `stream`: readers skip to different places. */
  readonly hasLooseStream: boolean;
}

/**
 * `n g obj … endobj` at an offset. `lengthOf` resolves a stream's /Length, which may be a reference.
 * Throws PDF_OBJECT_MISPLACED when no object begins there.
 */
export function parseIndirectObject(
  bytes: Buffer,
  offset: number,
  maxDepth: number,
  lengthOf: (length: PdfObject | undefined) => number | undefined,
  values?: Values,
): IndirectObject {
  const cursor = new Cursor(bytes, offset, values);
  skipSpace(cursor);
  const number = takeInteger(cursor);
  skipSpace(cursor);
  const generation = takeInteger(cursor);
  skipSpace(cursor);
  if (number === undefined || generation === undefined || !takeKeyword(cursor, 'obj')) {
    throw fail('PDF_OBJECT_MISPLACED', {
      object: both('(any)', '(bất kỳ)'),
      offset,
      found: excerpt(bytes, offset),
    });
  }
  let object = parseObject(cursor, maxDepth);
  let hasLooseStream = false;
  skipSpace(cursor);
  if (isKind(object, 'dictionary') && takeKeyword(cursor, 'stream')) {
    hasLooseStream = !beginsBehindLine(cursor);
    object = {
      kind: 'stream',
      dictionary: object,
      raw: takeStreamBytes(cursor, lengthOf(object.entries.get('Length'))),
    };
  }
  skipSpace(cursor);
  if (!takeKeyword(cursor, 'endobj')) {
    throw fail('PDF_SYNTAX', {
      offset: cursor.position,
      detail: both(
        `object ${number} does not end with endobj`,
        `đối tượng ${number} không kết thúc bằng endobj`,
      ),
    });
  }
  const { references, position: end, hasLongName, hasAgedReference, hasWildReference } = cursor;
  return {
    number,
    generation,
    object,
    references,
    end,
    hasLongName,
    hasAgedReference,
    hasWildReference,
    hasLooseStream,
  };
}

/** ISO 32000-1, 7.3.8.1: a line feed, or a carriage return and a line feed. */
function beginsBehindLine({ bytes, position }: Cursor): boolean {
  return bytes[position] === 10 || (bytes[position] === 13 && bytes[position + 1] === 10);
}

function takeStreamBytes(cursor: Cursor, length: number | undefined): Buffer {
  const { bytes } = cursor;
  if (bytes[cursor.position] === 13) cursor.position++;
  if (bytes[cursor.position] === 10) cursor.position++;
  const start = cursor.position;
  if (length === undefined || !Number.isInteger(length) || length < 0) {
    throw fail('PDF_SYNTAX', {
      offset: start,
      detail: both('a stream without a usable /Length', 'dữ liệu (stream) không có /Length dùng được'),
    });
  }
  if (start + length > bytes.length)
    throw fail('PDF_TRUNCATED', {
      detail: both(`the stream at byte ${start} is cut off`, `dữ liệu (stream) tại byte ${start} bị cụt`),
    });
  cursor.position = start + length;
  skipEndOfLines(cursor);
  if (!takeKeyword(cursor, 'endstream')) {
    throw fail('PDF_SYNTAX', {
      offset: cursor.position,
      detail: both(
        'a stream longer or shorter than its /Length',
        'dữ liệu (stream) dài hoặc ngắn hơn /Length của nó',
      ),
    });
  }
  return bytes.subarray(start, start + length);
}

function skipEndOfLines(cursor: Cursor): void {
  while (isSpace(cursor.bytes[cursor.position])) cursor.position++;
}

/** A few bytes for a message, unprintable ones as dots. */
export function excerpt(bytes: Buffer, offset: number): Bilingual {
  const part = bytes.toString('latin1', offset, offset + 16);
  const text = part.replace(/[^\x20-\x7e]/g, '.');
  return isRegular(bytes[offset]) || text.length > 0
    ? both(`"${text}"`, `"${text}"`)
    : both('the end of the file', 'chỗ kết thúc tệp');
}
