/** Whether the bytes of the revisions are what their cross-references say, with nothing between and nothing twice. */
import { isSpaceByte, type OddPlace, type PdfFile, type Revision } from '../../../pdf/reading/index.ts';
import { headAt, headsFrom } from './object-head.ts';

export interface LayoutProblem {
  readonly revision: number;
  readonly kind: 'overlap' | 'unreferenced';
  readonly start: number;
  readonly end: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Overlaps in all revisions (an object that contains another could contain the unsigned hole of a signature), and
 * bytes that no cross-reference leads to in the revisions behind `signed`. `unlisted` is told of the objects in such bytes
 * of `signed` and the revisions before it, `unread` of the bytes between their objects.
 */
export function layoutProblems(
  file: PdfFile,
  signed: number,
  unlisted: (place: OddPlace) => void,
  unread: (gap: Range) => void = () => {},
): LayoutProblem[] {
  return file.revisions.flatMap((revision) => {
    const ranges = rangesOf(file, revision);
    const problems: LayoutProblem[] = [];
    let at = revision.start;
    for (const { start, end } of ranges) {
      if (start < at) {
        problems.push({ revision: revision.number, kind: 'overlap', start, end: Math.min(at, end) });
      } else if (revision.number <= signed) {
        // An end of line is no gap.
        if (start - at > 2) unread({ start: at, end: start });
        const hidden = start - at < shortestObject ? [] : objectsBetween(file, signed, at, start);
        for (const object of hidden) unlisted({ revision: revision.number, kind: 'unlisted', object });
      } else if (!isBlank(file.bytes, at, start)) {
        problems.push({ revision: revision.number, kind: 'unreferenced', start: at, end: start });
      }
      at = Math.max(at, end);
    }
    return problems;
  });
}

/** Objects of revisions 0 to `last` to which none of their cross-references leads. Throws what reading the objects throws. */
export function unlistedObjects(file: PdfFile, last: number): OddPlace[] {
  const found: OddPlace[] = [];
  layoutProblems(file, last, (place) => found.push(place));
  return found;
}

/** `1 0 obj`. */
const shortestObject = 7;

/** Whoever reads of a few needs no further ones. */
const mostNamed = 16;
/** Of one gap: honest programs leave a handful. */
const mostLookedAt = 4096;

/** Most gaps hold nothing but an end of line. */
function objectsBetween(file: PdfFile, last: number, from: number, to: number): (number | undefined)[] {
  const gap = file.bytes.subarray(0, to);
  const found: (number | undefined)[] = [];
  let left = mostLookedAt;
  for (const start of headsFrom(gap, from)) {
    if (start < from) continue;
    const number = headAt(gap, start)?.number;
    if (left-- === 0 || !isLedTo(file, last, start, number)) found.push(number);
    if (left < 0 || found.length === mostNamed) break;
  }
  return found;
}

/** From another revision: Word writes what packs its objects before the table, and leads to it behind that. */
function isLedTo({ revisions }: PdfFile, last: number, start: number, number: number | undefined): boolean {
  return revisions.slice(0, last + 1).some(({ sections }) =>
    sections.some(({ entries, trailer }) => {
      const entry = number === undefined ? undefined : entries.get(number);
      const isListed = entry?.type === 'offset' && entry.offset === start;
      return isListed || trailer.entries.get('XRefStm') === start;
    }),
  );
}

function rangesOf(file: PdfFile, revision: Revision): Range[] {
  const view = file.view(revision.number);
  const ranges: Range[] = [];
  const own = revision.sections.map(({ offset }) => offset);
  let isSorted = true;
  const add = (start: number, end: number) => {
    isSorted &&= start >= (ranges.at(-1)?.start ?? 0);
    ranges.push({ start, end });
  };
  for (const { entries } of revision.sections) {
    entries.forEach((entry, number) => {
      if (entry.type !== 'offset' || entry.offset < revision.start || own.includes(entry.offset)) return;
      const current = view.entry(number);
      if (current?.type !== 'offset' || current.offset !== entry.offset) return;
      add(entry.offset, file.endOf(number, view));
    });
  }
  for (const { offset, ending } of revision.sections) add(offset, ending?.end ?? offset);
  // Most programs write objects in the order of their numbers, and the cross-reference behind them.
  return isSorted ? ranges : ranges.sort((a, b) => a.start - b.start);
}

/** White space and comments only, and of white space what programs write there. */
function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  let comment = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === 10 || byte === 13) comment = false;
    else if (byte === 0x25) comment = true;
    else if (!comment && (!isSpaceByte(byte) || byte === 0 || byte === 12)) return false;
  }
  return true;
}
