/** One object with its number and generation, from its head to `endobj`, a stream with its bytes (ISO 32000-1, 7.3.8, 7.3.10). */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { fail } from './errors.ts';
import { Cursor, isRegular, isSpace, type OddSigns, skipSpace, takeInteger, takeKeyword } from './lexer.ts';
import { streamNode } from './nodes.ts';
import { isKind, type PdfObject } from './objects.ts';
import { parseObject } from './parser.ts';
import type { Values } from './work.ts';

export interface IndirectObject extends OddSigns {
  readonly number: number;
  readonly generation: number;
  readonly object: PdfObject;
  /** Numbers of the objects that are referred to inside it, in the order of the bytes, each time. */
  readonly references: readonly number[];
  /** Where whole numbers stand in it that are written as reals. */
  readonly wholeReals: readonly string[];
  /** Bytes, those of a stream's contents aside. */
  readonly size: number;
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
    object = streamNode(object, takeStreamBytes(cursor, lengthOf(object.entries.get('Length'))));
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
  const { references, wholeReals, position: end, hasLongName, hasAgedReference, hasWildReference } = cursor;
  return {
    number,
    generation,
    object,
    references,
    wholeReals,
    size: end - offset - (isKind(object, 'stream') ? object.raw.length : 0),
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
