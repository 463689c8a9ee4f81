/** One cross-reference section: a table with its trailer, a stream, or both (ISO 32000-1, 7.5.4, 7.5.8). */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { fail } from './errors.ts';
import { decodeStructureStream, type InflateBudget } from './filters.ts';
import { excerpt, parseIndirectObject } from './indirect-object.ts';
import { Cursor, isDigit, isSpace, isWritten, skipSpace, takeInteger, takeKeyword } from './lexer.ts';
import type { Limits } from './limits.ts';
import { isKind, isName, type PdfDictionary } from './objects.ts';
import { Oddities, type Oddity } from './oddities.ts';
import { parseDictionary } from './parser.ts';

export type Entry =
  | { readonly type: 'free' }
  | { readonly type: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly type: 'packed'; readonly container: number; readonly index: number };

export interface Section {
  /** Byte at which the section begins, as `startxref` and /Prev give it. */
  readonly offset: number;
  readonly kind: 'table' | 'stream' | 'hybrid';
  readonly entries: ReadonlyMap<number, Entry>;
  readonly trailer: PdfDictionary;
  /** What the `startxref` behind the section says, and the byte behind its `%%EOF`. */
  readonly ending: { readonly startXref: number; readonly end: number } | undefined;
  /** Nothing that keeps this reader from reading it; those of the stream of a hybrid one included. */
  readonly oddities: readonly Oddity[];
  /** Highest number in use among its entries. */
  readonly highest: number;
  /** Whether one in use is of another generation than 0. */
  readonly isAged: boolean;
  /** Byte of its dictionary, or of the object that holds it. */
  readonly dictionaryAt: number;
  /** Of the object that a stream is. */
  readonly ownNumber: number | undefined;
  /** Byte behind that dictionary, or behind that object's `endobj`. */
  readonly bodyEnd: number;
}

export interface SectionBudget {
  entriesLeft: number;
  readonly inflate: InflateBudget;
}

/** Reads the section at `offset`. Throws PDF_XREF_INVALID and the codes of the limits. */
export function readSection(bytes: Buffer, offset: number, limits: Limits, budget: SectionBudget): Section {
  if (offset >= bytes.length)
    throw invalid(offset, both('it lies behind the end of the file', 'nằm sau chỗ kết thúc tệp'));
  const cursor = new Cursor(bytes, offset);
  skipSpace(cursor);
  if (takeKeyword(cursor, 'xref')) return readTable(cursor, offset, limits, budget);
  return readStream(bytes, offset, limits, budget);
}

function readTable(cursor: Cursor, offset: number, limits: Limits, budget: SectionBudget): Section {
  const { bytes } = cursor;
  const entries = new Map<number, Entry>();
  const odd = new Oddities();
  skipSpace(cursor);
  while (!takeKeyword(cursor, 'trailer')) {
    const first = integer(cursor, offset);
    const count = integer(cursor, offset);
    spend(budget, count, first + count, limits);
    for (let number = first; number < first + count; number++) {
      if (entries.has(number)) odd.note('twice', number);
      entries.set(number, readTableEntry(cursor, offset, number, odd));
    }
    skipSpace(cursor);
  }
  const comment = bytes.indexOf(0x25, offset);
  if (comment >= 0 && comment < cursor.position) odd.note('section-form');
  skipSpace(cursor);
  const dictionaryAt = cursor.position;
  const trailer = parseDictionary(cursor, limits.depth);
  const bodyEnd = cursor.position;
  const ending = readEnding(cursor);
  odd.noteSize(trailer);
  const { list: oddities, highest, isAged } = odd;
  const table: Section = {
    offset,
    kind: 'table',
    entries,
    trailer,
    ending,
    oddities,
    highest,
    isAged,
    dictionaryAt,
    ownNumber: undefined,
    bodyEnd,
  };
  const hidden = trailer.entries.get('XRefStm');
  if (typeof hidden !== 'number') return table;
  const stream = readStream(bytes, hidden, limits, budget);
  for (const [number, entry] of stream.entries) {
    const visible = entries.get(number);
    if (visible === undefined || visible.type === 'free') entries.set(number, entry);
  }
  return {
    ...table,
    kind: 'hybrid',
    oddities: [...oddities, ...stream.oddities],
    highest: Math.max(highest, stream.highest),
    isAged: isAged || stream.isAged,
  };
}

function readTableEntry(cursor: Cursor, section: number, number: number, odd: Oddities): Entry {
  skipSpace(cursor);
  const start = cursor.position;
  const offset = integer(cursor, section);
  const generation = integer(cursor, section);
  const isUsed = takeKeyword(cursor, 'n');
  if (!isUsed && !takeKeyword(cursor, 'f')) {
    const { en, vi } = excerpt(cursor.bytes, cursor.position);
    throw invalid(
      section,
      both(`an entry is neither n nor f: ${en}`, `có dòng không phải n cũng không phải f: ${vi}`),
    );
  }
  if (!isTwentyBytes(cursor.bytes, start, cursor.position)) odd.note('entry-form', number);
  if (!isUsed) return { type: 'free' };
  if (offset !== 0) return inUse(number, offset, generation, odd);
  odd.note('no-offset', number);
  return { type: 'free' };
}

/** Readers that take a table for records of 20 bytes see other entries in one that is built otherwise. */
function isTwentyBytes(bytes: Buffer, start: number, end: number): boolean {
  if (end !== start + 18 || bytes[start + 10] !== 0x20 || bytes[start + 16] !== 0x20) return false;
  // Zero bytes are white space, and could stand for the outer ones of its digits.
  if (!isDigit(bytes[start + 11]) || !isDigit(bytes[start + 15])) return false;
  const [last, next] = [bytes[end], bytes[end + 1]];
  return last === 0x20 ? next === 10 || next === 13 : last === 13 && next === 10;
}

function inUse(number: number, offset: number, generation: number, odd: Oddities): Entry {
  if (number === 0) odd.note('zero-in-use', 0);
  if (generation > 65_535) odd.note('generation', number);
  if (generation !== 0) odd.isAged = true;
  if (number > odd.highest) odd.highest = number;
  return { type: 'offset', offset, generation };
}

function readStream(bytes: Buffer, offset: number, limits: Limits, budget: SectionBudget): Section {
  const { object, number: own, end, hasLooseStream } = streamAt(bytes, offset, limits);
  if (!isKind(object, 'stream') || !isName(object.dictionary.entries.get('Type'), 'XRef')) {
    throw invalid(
      offset,
      both(
        'neither a table nor a cross-reference stream begins there',
        'ở đó không có bảng hay luồng tham chiếu nào bắt đầu',
      ),
    );
  }
  const trailer = object.dictionary;
  const widths = integers(trailer, 'W');
  const size = trailer.entries.get('Size');
  if (widths?.length !== 3 || widths.some((width) => width > 8) || typeof size !== 'number') {
    throw invalid(offset, both('/W or /Size is missing or broken', '/W hoặc /Size thiếu hoặc sai'));
  }
  const index = trailer.entries.has('Index') ? integers(trailer, 'Index') : [0, size];
  if (index === undefined || index.length % 2 !== 0)
    throw invalid(offset, both('/Index is broken', '/Index sai'));
  const data = decodeStructureStream(object, own, budget.inflate);
  const entries = new Map<number, Entry>();
  const odd = new Oddities();
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
  const entryWidth = typeWidth + secondWidth + thirdWidth;
  let at = 0;
  for (let pair = 0; pair < index.length; pair += 2) {
    const first = index[pair] as number;
    const count = index[pair + 1] as number;
    spend(budget, count, first + count, limits);
    for (let number = first; number < first + count; number++) {
      if (at + entryWidth > data.length)
        throw invalid(offset, both('the stream is too short for /Index', 'luồng quá ngắn so với /Index'));
      const type = field(data, at, typeWidth, offset);
      const second = field(data, at + typeWidth, secondWidth, offset);
      const third = field(data, at + typeWidth + secondWidth, thirdWidth, offset);
      at += entryWidth;
      if (entries.has(number)) odd.note('twice', number);
      entries.set(number, streamEntry(typeWidth === 0 ? 1 : type, second, third, number, odd));
    }
  }
  if (at < data.length || areTooWide(widths)) odd.note('section-form');
  if (hasLooseStream) odd.note('stream-line', own);
  odd.noteSize(trailer);
  const ending = readEnding(new Cursor(bytes, end));
  const { list: oddities, highest, isAged } = odd;
  return {
    offset,
    kind: 'stream',
    entries,
    trailer,
    ending,
    oddities,
    highest,
    isAged,
    dictionaryAt: offset,
    ownNumber: own,
    bodyEnd: end,
  };
}

/** Poppler takes no wider ones. */
function areTooWide([type = 0, second = 0, third = 0]: readonly number[]): boolean {
  return type > 4 || second > 8 || third > 4;
}

function streamAt(bytes: Buffer, offset: number, limits: Limits) {
  try {
    return parseIndirectObject(bytes, offset, limits.depth, (length) =>
      typeof length === 'number' ? length : undefined,
    );
  } catch (error) {
    if ((error as { code?: string }).code !== 'PDF_OBJECT_MISPLACED') throw error;
    const { en, vi } = excerpt(bytes, offset);
    throw invalid(offset, both(`found ${en}`, `gặp ${vi}`));
  }
}

function field(data: Buffer, start: number, width: number, section: number): number {
  let value = 0;
  for (let at = start; at < start + width; at++) value = value * 256 + (data[at] as number);
  if (value > Number.MAX_SAFE_INTEGER)
    throw invalid(section, both('a number beyond any file', 'con số lớn hơn mọi tệp'));
  return value;
}

function streamEntry(type: number, second: number, third: number, number: number, odd: Oddities): Entry {
  if (type === 1) return inUse(number, second, third, odd);
  if (type === 2) {
    if (number === 0) odd.note('zero-in-use', 0);
    if (number > odd.highest) odd.highest = number;
    return { type: 'packed', container: second, index: third };
  }
  if (type !== 0) odd.note('type-unknown', number);
  else if (third > 65_535 && !(number === 0 && third === brokenHead)) odd.note('entry-form', number);
  return { type: 'free' };
}

/** What some programs write as the generation of object 0, and readers expect. */
const brokenHead = 0xffff_ffff;

function readEnding(cursor: Cursor): Section['ending'] {
  skipSpace(cursor);
  if (!takeKeyword(cursor, 'startxref')) return undefined;
  skipSpace(cursor);
  const startXref = takeInteger(cursor);
  while (isSpace(cursor.bytes[cursor.position])) cursor.position++;
  if (startXref === undefined || !isWritten('%%EOF', cursor.bytes, cursor.position)) return undefined;
  return { startXref, end: cursor.position + 5 };
}

function integers(dictionary: PdfDictionary, key: string): number[] | undefined {
  const value = dictionary.entries.get(key);
  if (!isKind(value, 'array')) return undefined;
  const numbers = value.items.filter(
    (item) => typeof item === 'number' && Number.isInteger(item) && item >= 0,
  );
  return numbers.length === value.items.length ? (numbers as number[]) : undefined;
}

function integer(cursor: Cursor, section: number): number {
  skipSpace(cursor);
  const value = takeInteger(cursor);
  if (value === undefined) {
    const { en, vi } = excerpt(cursor.bytes, cursor.position);
    throw invalid(section, both(`expected a number, got ${en}`, `phải là số, nhưng gặp ${vi}`));
  }
  skipSpace(cursor);
  return value;
}

function spend(budget: SectionBudget, count: number, highest: number, limits: Limits): void {
  budget.entriesLeft -= count;
  if (budget.entriesLeft < 0 || highest > limits.objects) {
    throw fail('PDF_TOO_MANY_OBJECTS', { limit: limits.objects });
  }
}

function invalid(offset: number, detail: Bilingual) {
  return fail('PDF_XREF_INVALID', { offset, detail });
}
