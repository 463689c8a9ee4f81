/** Reads the chain of cross-reference sections, newest first, into the object model of pdf-lib (ISO 32000-1, 7.5.4 and 7.5.8). */

import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
} from 'pdf-lib';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../reading/errors.ts';
import { decodeStructureStream, type InflateBudget } from '../reading/filters.ts';
import { isDigit } from '../reading/lexer.ts';
import type { Limits } from '../reading/limits.ts';
import type { PdfObject } from '../reading/objects.ts';
import { Work } from '../reading/work.ts';
import { type Bounds, DraftParser } from './draft-parser.ts';
import { named, textOfName } from './names.ts';
import { type Source, textOf } from './source.ts';

export type Entry =
  | { readonly kind: 'free' }
  | { readonly kind: 'at'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly container: number; readonly index: number };

export interface Section {
  readonly offset: number;
  readonly form: 'table' | 'stream';
  /** A table whose trailer leads to a second cross-reference with other content. */
  readonly hybrid: boolean;
  readonly entries: ReadonlyMap<number, Entry>;
  readonly trailer: PDFDict;
}

/** What reading may still use of the limits. */
export interface Budget extends Bounds {
  readonly inflate: InflateBudget;
  entries: number;
}

/** All objects of a document are kept: so many times what a single one may hold. */
const keptObjects = 2;

export function budgetOf(limits: Limits): Budget {
  const values = keptObjects * limits.values;
  return {
    limits,
    work: new Work(limits),
    values: { limit: values, left: values },
    inflate: { limit: limits.inflatedBytes, left: limits.inflatedBytes },
    entries: limits.objects,
  };
}

/** Throws PDF_XREF_INVALID, PDF_XREF_LOOP, PDF_TOO_MANY_REVISIONS, PDF_TOO_MANY_OBJECTS and what a stream's filter brings. */
export function sectionsOf(source: Source, context: PDFContext, budget: Budget): readonly Section[] {
  const sections: Section[] = [];
  const seen = new Set<number>();
  for (let offset: number | undefined = source.crossReferenceAt; offset !== undefined; ) {
    if (seen.has(offset)) throw fail('PDF_XREF_LOOP', { offset });
    if (seen.size >= budget.limits.revisions) {
      throw fail('PDF_TOO_MANY_REVISIONS', { limit: budget.limits.revisions });
    }
    seen.add(offset);
    const section = sectionAt(source, offset, context, budget);
    sections.push(section);
    offset = numberAt(section.trailer, 'Prev');
  }
  return sections;
}

/** A direct number in a dictionary. */
export function numberAt(dictionary: PDFDict, key: string): number | undefined {
  const value = dictionary.get(named(key));
  return value instanceof PDFNumber ? value.asNumber() : undefined;
}

function sectionAt(source: Source, offset: number, context: PDFContext, budget: Budget): Section {
  if (offset >= source.bytes.length)
    throw invalid(offset, both('the file ends before it', 'tệp kết thúc trước đó'));
  return found(/^\s*xref\b/, source, offset) === null
    ? streamAt(source, offset, context, budget)
    : tableAt(source, offset, context, budget);
}

function tableAt(source: Source, offset: number, context: PDFContext, budget: Budget): Section {
  const entries = new Map<number, Entry>();
  let at = offset + (found(/^\s*xref\s+/, source, offset)?.[0].length ?? 0);
  for (;;) {
    const head = found(/^(\d{1,10})[ ]+(\d{1,10})[ ]*(?:\r\n|\r|\n)/, source, at);
    if (head === null) break;
    at += head[0].length;
    const [first, count] = [Number(head[1]), Number(head[2])];
    claimEntries(budget, first, count);
    for (let index = 0; index < count; index += 1, at += rowLength) {
      const entry = rowAt(source.bytes, at);
      if (entry === undefined)
        throw invalid(
          offset,
          both(
            `entry ${first + index} is not 20 bytes of the wanted form`,
            `dòng ${first + index} không phải 20 byte theo đúng mẫu`,
          ),
        );
      entries.set(first + index, entry);
    }
  }
  const keyword = found(/^\s*trailer\s*/, source, at);
  if (keyword === null)
    throw invalid(offset, both('no trailer follows the table', 'sau bảng không có trailer'));
  const trailer = objectIn(source.bytes.subarray(at + keyword[0].length), context, budget, offset);
  if (!(trailer instanceof PDFDict))
    throw invalid(
      offset,
      both('the trailer is no dictionary', 'trailer không phải là phần khai báo (dictionary)'),
    );
  const hybrid = trailer.get(named('XRefStm')) !== undefined;
  return { offset, form: 'table', hybrid, entries, trailer };
}

function streamAt(source: Source, offset: number, context: PDFContext, budget: Budget): Section {
  const head = found(/^\s*(\d{1,10})\s+\d{1,5}\s+obj\b/, source, offset);
  if (head === null)
    throw invalid(
      offset,
      both('neither a table nor an object stands there', 'ở đó không có bảng hay đối tượng nào'),
    );
  const stream = objectIn(source.bytes.subarray(offset + head[0].length), context, budget, offset);
  if (!(stream instanceof PDFRawStream) || stream.dict.get(named('Type')) !== named('XRef')) {
    throw invalid(
      offset,
      both('the object is no cross-reference stream', 'đối tượng không phải là luồng tham chiếu'),
    );
  }
  const data = decoded(stream, Number(head[1]), budget);
  const widths = numbersAt(stream.dict, 'W');
  const size = numberAt(stream.dict, 'Size') ?? 0;
  const index = numbersAt(stream.dict, 'Index') ?? [0, size];
  // pyHanko writes offsets of eight bytes.
  if (widths?.length !== 3 || widths.some((width) => !Number.isInteger(width) || width < 0 || width > 8)) {
    throw invalid(offset, both('/W is not three small numbers', '/W không phải là ba số nhỏ'));
  }
  const entries = new Map<number, Entry>();
  let at = 0;
  const field = (width: number, otherwise: number) => {
    if (width === 0) return otherwise;
    if (at + width > data.length)
      throw invalid(
        offset,
        both('the stream is too short for its /Index', 'luồng quá ngắn so với /Index của nó'),
      );
    let value = 0;
    for (let i = 0; i < width; i += 1, at += 1) value = value * 256 + (data[at] ?? 0);
    if (value > Number.MAX_SAFE_INTEGER)
      throw invalid(offset, both('a number beyond any file', 'con số lớn hơn mọi tệp'));
    return value;
  };
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const [first = 0, count = 0] = [index[pair], index[pair + 1]];
    claimEntries(budget, first, count);
    for (let i = 0; i < count; i += 1) {
      const [kind, second, third] = [
        field(widths[0] ?? 0, 1),
        field(widths[1] ?? 0, 0),
        field(widths[2] ?? 0, 0),
      ];
      entries.set(first + i, entryOf(kind, second, third));
    }
  }
  return { offset, form: 'stream', hybrid: false, entries, trailer: stream.dict };
}

function entryOf(kind: number, second: number, third: number): Entry {
  if (kind === 1) return { kind: 'at', offset: second, generation: third };
  if (kind === 2) return { kind: 'packed', container: second, index: third };
  return { kind: 'free' };
}

/** The content of a stream that carries structure, within what is left of the budget. */
export function decoded(stream: PDFRawStream, object: number, budget: Budget): Uint8Array {
  const entries = new Map<string, PdfObject>();
  const filter = stream.dict.get(named('Filter'));
  if (filter !== undefined) entries.set('Filter', plain(filter));
  const parameters = stream.dict.get(named('DecodeParms'));
  if (parameters !== undefined) entries.set('DecodeParms', plain(parameters));
  return decodeStructureStream(
    { kind: 'stream', dictionary: { kind: 'dictionary', entries }, raw: stream.contents },
    object,
    budget.inflate,
  );
}

function plain(object: PDFObject): PdfObject {
  if (object instanceof PDFName) return { kind: 'name', value: textOfName(object) };
  if (object instanceof PDFNumber) return object.asNumber();
  if (object instanceof PDFArray) return { kind: 'array', items: object.asArray().map(plain) };
  if (object instanceof PDFDict) {
    const entries = object.entries().map(([key, value]) => [textOfName(key), plain(value)] as const);
    return { kind: 'dictionary', entries: new Map(entries) };
  }
  return null;
}

/** One object from its first byte on. Throws PDF_TOO_DEEP, PDF_SYNTAX, PDF_TOO_MANY_OBJECTS, PDF_TOO_MUCH_WORK. */
export function objectIn(bytes: Uint8Array, context: PDFContext, budget: Budget, offset: number): PDFObject {
  return parsed(new DraftParser(bytes, context, budget), offset);
}

/** The object where the parser stands, which is said to be at `offset`. */
export function parsed(parser: DraftParser, offset: number): PDFObject {
  try {
    return parser.parseObject();
  } catch (cause) {
    if (cause instanceof CongvuError) throw cause;
    throw noObject(offset, cause);
  }
}

export function noObject(offset: number, cause?: unknown): CongvuError {
  const detail = both('no object could be read', 'không đọc được đối tượng nào');
  return fail('PDF_SYNTAX', { offset, detail }, cause);
}

function numbersAt(dictionary: PDFDict, key: string): readonly number[] | undefined {
  const value = dictionary.get(named(key));
  if (!(value instanceof PDFArray)) return undefined;
  return value.asArray().map((item) => (item instanceof PDFNumber ? item.asNumber() : Number.NaN));
}

function claimEntries(budget: Budget, first: number, count: number): void {
  budget.entries -= count;
  if (!(budget.entries >= 0) || !(first + count <= budget.limits.objects)) {
    throw fail('PDF_TOO_MANY_OBJECTS', { limit: budget.limits.objects });
  }
}

const rowLength = 20;
const free: Entry = Object.freeze({ kind: 'free' });

/** `nnnnnnnnnn ggggg n` and two signs that end a line. */
function rowAt(bytes: Uint8Array, at: number): Entry | undefined {
  const [offset, generation] = [digitsAt(bytes, at, 10), digitsAt(bytes, at + 11, 5)];
  const kind = bytes[at + 17];
  const [last, end] = [bytes[at + 18], bytes[at + 19]];
  const isEnded = last === 0x20 ? end === 13 || end === 10 : last === 13 && end === 10;
  if (offset < 0 || generation < 0 || bytes[at + 10] !== 0x20 || bytes[at + 16] !== 0x20 || !isEnded)
    return undefined;
  if (kind === 0x66) return free;
  return kind === 0x6e ? { kind: 'at', offset, generation } : undefined;
}

/** -1 where one of them is none. */
function digitsAt(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at += 1) {
    if (!isDigit(bytes[at])) return -1;
    value = value * 10 + (bytes[at] as number) - 0x30;
  }
  return value;
}

/** What stands at an offset; more white space than this before it is no place that a section means. */
function found(pattern: RegExp, { bytes }: Source, at: number): RegExpExecArray | null {
  return pattern.exec(textOf(bytes, at, at + 256));
}

function invalid(offset: number, detail: Bilingual) {
  return fail('PDF_XREF_INVALID', { offset, detail });
}
