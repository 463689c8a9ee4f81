/** Bytes of the signed part that no reader is led to: comments, and whatever else stands between objects. */
import { isSpaceByte, type PdfFile } from '../../../pdf/reading/index.ts';
import type { Facts } from '../facts.ts';

export interface Gap {
  readonly start: number;
  readonly end: number;
}

type Unread = Pick<Facts, 'unread'>;

/**
 * What stands in the gaps of revisions 0 to `last` beside white space, the two lines at the beginning of the file, and what
 * another of these revisions leads to: Word packs objects before the table and leads to them behind it.
 */
export function unreadIn(file: PdfFile, last: number, gaps: readonly Gap[]): Unread {
  const written = gaps.filter(({ start, end }) => !isWhite(file.bytes, start, end));
  if (written.length === 0) return {};
  const led = ledTo(file, last);
  const found = written
    .flatMap((gap) => without(gap, led))
    .map(({ start, end }) => measured(file.bytes, start === 0 ? behindHeader(file.bytes) : start, end))
    .filter(({ comments, others }) => comments + others > 0);
  const [first] = found;
  if (first === undefined) return {};
  const sum = (of: (one: Measured) => number) => found.reduce((all, one) => all + of(one), 0);
  return {
    unread: {
      places: found.length,
      first: first.start,
      comments: sum((one) => one.comments),
      others: sum((one) => one.others),
    },
  };
}

function isWhite(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpaceByte(bytes[at])) return false;
  return true;
}

interface Measured {
  readonly start: number;
  /** Bytes, white space aside. */
  readonly comments: number;
  readonly others: number;
}

function measured(bytes: Buffer, from: number, end: number): Measured {
  let [comments, others, isComment] = [0, 0, false];
  let start = end;
  for (let at = from; at < end; at++) {
    const byte = bytes[at];
    if (byte === 10 || byte === 13) isComment = false;
    else if (byte === 0x25) isComment = true;
    if (isSpaceByte(byte)) continue;
    start = Math.min(start, at);
    if (isComment) comments++;
    else others++;
  }
  return { start, comments, others };
}

/** ISO 32000-1, 7.5.2: the version, and a comment that says that the file is binary. */
function behindHeader(bytes: Buffer): number {
  const header = /^%PDF-[^\r\n]{0,64}(?:\r\n|\r|\n)(?:\s{0,8}%[^\r\n]{0,64}(?:\r\n|\r|\n))?/;
  return header.exec(bytes.toString('latin1', 0, 160))?.[0].length ?? 0;
}

/** By the end of an object; of the stream of a hybrid, by the word. */
function ledTo(file: PdfFile, last: number): Gap[] {
  const led: Gap[] = [];
  for (const { number: revision, sections, start: begin } of file.revisions.slice(0, last + 1)) {
    const view = file.view(revision);
    for (const { entries, trailer } of sections) {
      const hidden = trailer.entries.get('XRefStm');
      if (typeof hidden === 'number') {
        const end = file.bytes.indexOf('endobj', hidden, 'latin1');
        if (end >= 0) led.push({ start: hidden, end: end + 6 });
      }
      for (const [number, entry] of entries) {
        if (entry.type !== 'offset' || entry.offset >= begin) continue;
        const current = view.entry(number);
        if (current?.type === 'offset' && current.offset === entry.offset)
          led.push({ start: entry.offset, end: file.endOf(number, view) });
      }
    }
  }
  return led.sort((a, b) => a.start - b.start);
}

function without(gap: Gap, led: readonly Gap[]): Gap[] {
  const left: Gap[] = [];
  let at = gap.start;
  for (const { start, end } of led) {
    if (end <= at || start >= gap.end) continue;
    if (start > at) left.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  if (at < gap.end) left.push({ start: at, end: gap.end });
  return left;
}
