/** Whether the bytes of the revisions are what their cross-references say, with nothing between and nothing twice. */
import { isSpaceByte, type PdfFile, type Revision } from '../../pdf/reading/index.ts';

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
 * bytes that no cross-reference leads to in the revisions behind `signed`.
 */
export function layoutProblems(file: PdfFile, signed: number): LayoutProblem[] {
  return file.revisions.flatMap((revision) => {
    const ranges = rangesOf(file, revision);
    const problems: LayoutProblem[] = [];
    let at = revision.start;
    for (const { start, end } of ranges) {
      if (start < at) {
        problems.push({ revision: revision.number, kind: 'overlap', start, end: Math.min(at, end) });
      } else if (revision.number > signed && !isBlank(file.bytes, at, start)) {
        problems.push({ revision: revision.number, kind: 'unreferenced', start: at, end: start });
      }
      at = Math.max(at, end);
    }
    return problems;
  });
}

function rangesOf(file: PdfFile, revision: Revision): Range[] {
  const view = file.view(revision.number);
  const ranges: Range[] = [];
  const own = revision.sections.map(({ offset }) => offset);
  for (const section of revision.sections) {
    ranges.push({ start: section.offset, end: section.ending?.end ?? section.offset });
    for (const [number, entry] of section.entries) {
      if (entry.type !== 'offset' || entry.offset < revision.start || own.includes(entry.offset)) continue;
      const current = view.entry(number);
      if (current?.type !== 'offset' || current.offset !== entry.offset) continue;
      ranges.push({ start: entry.offset, end: file.endOf(number, view) });
    }
  }
  return ranges.sort((a, b) => a.start - b.start);
}

/** White space and comments only. */
function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  let comment = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === 10 || byte === 13) comment = false;
    else if (byte === 0x25) comment = true;
    else if (!comment && !isSpaceByte(byte)) return false;
  }
  return true;
}
