/** The chain of cross-reference sections from the last `startxref` back, as the revisions of the file. */
import { both } from '../../../foundation/bilingual.ts';
import { readSection, type Section, type SectionBudget } from './cross-reference.ts';
import { fail } from './errors.ts';
import { Cursor, isSpace, isWritten, skipSpace, takeInteger } from './lexer.ts';
import type { Limits } from './limits.ts';

export interface Revision {
  /** 0 is the document as first written. */
  readonly number: number;
  /** First byte behind the revision before. */
  readonly start: number;
  /** Byte behind `%%EOF`. A signer may also cover the end of line that follows: see `endWithLine`. */
  readonly end: number;
  readonly endWithLine: number;
  /** Newest first. One section, or the two of a linearized file. */
  readonly sections: readonly [Section, ...Section[]];
}

/**
 * The revisions, oldest first, with strictly growing ends.
 * Throws PDF_TRUNCATED when nothing ends the file, PDF_XREF_LOOP, PDF_XREF_INVALID, PDF_TOO_MANY_REVISIONS.
 */
export function readRevisions(bytes: Buffer, limits: Limits, budget: SectionBudget): Revision[] {
  const chain = readChain(bytes, limits, budget);
  const revisions: Revision[] = [];
  for (let index = chain.length - 1; index >= 0; index--) {
    const section = chain[index] as Section;
    const newer = chain[index - 1];
    const linearized = revisions.length === 0 && newer !== undefined && newer.offset < section.offset;
    if (linearized) index--;
    revisions.push(revisionOf(bytes, linearized ? [newer, section] : [section], revisions.at(-1)));
  }
  return revisions;
}

/** Newest first. Only the oldest section may stand behind the one that names it: a linearized file. */
function readChain(bytes: Buffer, limits: Limits, budget: SectionBudget): Section[] {
  const chain: Section[] = [];
  const seen = new Set<number>();
  let next: number | undefined = lastStartXref(bytes);
  while (next !== undefined) {
    if (seen.has(next)) throw fail('PDF_XREF_LOOP', { offset: next });
    seen.add(next);
    if (chain.length >= limits.revisions) throw fail('PDF_TOO_MANY_REVISIONS', { limit: limits.revisions });
    const section: Section = readSection(bytes, next, limits, budget);
    const newer = chain.at(-1);
    const previous = section.trailer.entries.get('Prev');
    if (newer !== undefined && section.offset > newer.offset && previous !== undefined) {
      throw fail('PDF_XREF_LOOP', { offset: section.offset });
    }
    chain.push(section);
    if (
      previous !== undefined &&
      (typeof previous !== 'number' || !Number.isInteger(previous) || previous < 0)
    ) {
      throw fail('PDF_XREF_INVALID', {
        offset: section.offset,
        detail: both('/Prev is not an offset', '/Prev không phải là vị trí'),
      });
    }
    next = previous;
  }
  return chain;
}

function lastStartXref(bytes: Buffer): number {
  const at = bytes.lastIndexOf('startxref');
  if (at < 0) throw fail('PDF_TRUNCATED', { detail: both('no startxref', 'không có startxref') });
  const cursor = new Cursor(bytes, at + 9);
  skipSpace(cursor);
  const offset = takeInteger(cursor);
  if (offset === undefined)
    throw fail('PDF_TRUNCATED', {
      detail: both('startxref without an offset', 'startxref không kèm vị trí'),
    });
  while (isSpace(bytes[cursor.position])) cursor.position++;
  if (!isWritten('%%EOF', bytes, cursor.position))
    throw fail('PDF_TRUNCATED', {
      detail: both('no %%EOF behind the last startxref', 'sau startxref cuối cùng không có %%EOF'),
    });
  // A linearized file has `startxref 0` near its beginning: when it is the last one, the rest is missing.
  if (offset === 0)
    throw fail('PDF_TRUNCATED', {
      detail: both(
        'only the first part of a linearized file is there',
        'chỉ có phần đầu của tệp tuyến tính hóa',
      ),
    });
  return offset;
}

function revisionOf(
  bytes: Buffer,
  sections: readonly [Section, ...Section[]],
  before: Revision | undefined,
): Revision {
  const [first] = sections;
  const last = sections.at(-1) ?? first;
  const { offset } = last;
  if (last.ending === undefined) {
    throw fail('PDF_XREF_INVALID', {
      offset,
      detail: both('no startxref and %%EOF follow it', 'sau đó không có startxref và %%EOF'),
    });
  }
  // A reader of the file as it was then would start here: it has to find this very section.
  if (last.ending.startXref !== first.offset) {
    throw fail('PDF_XREF_INVALID', {
      offset,
      detail: both(
        `the startxref behind it says ${last.ending.startXref}`,
        `startxref đứng sau ghi ${last.ending.startXref}`,
      ),
    });
  }
  const start = before?.end ?? 0;
  if (before !== undefined && first.offset < before.end) {
    throw fail('PDF_XREF_INVALID', {
      offset,
      detail: both('it lies inside an earlier revision', 'nằm bên trong lần lưu trước'),
    });
  }
  const { end } = last.ending;
  for (const section of sections) refuseForwardEntries(section, end);
  return {
    number: before === undefined ? 0 : before.number + 1,
    start,
    end,
    endWithLine: lineEnd(bytes, end),
    sections,
  };
}

/** What a revision says lies in its own bytes or earlier ones: otherwise a later revision would write it. */
function refuseForwardEntries(section: Section, end: number): void {
  for (const [number, entry] of section.entries) {
    if (entry.type === 'offset' && entry.offset >= end) {
      const detail = both(
        `object ${number} lies behind the end of its revision`,
        `đối tượng ${number} nằm sau chỗ kết thúc lần lưu của nó`,
      );
      throw fail('PDF_XREF_INVALID', { offset: section.offset, detail });
    }
  }
}

function lineEnd(bytes: Buffer, end: number): number {
  if (bytes[end] === 13) return bytes[end + 1] === 10 ? end + 2 : end + 1;
  return bytes[end] === 10 ? end + 1 : end;
}
