/**
 * How high the lines of a value stand in their field. Beside a field of several lines each may have a printed row of its own ("Approve", "Reject"):
 * a value may not choose which one it stands beside.
 */
import type { Box } from '../../../pdf/drawing/index.ts';
import type { Expected } from './text.ts';

/** A line that shows something. */
export interface SeenLine {
  readonly base: number;
  readonly size: number;
  /** How many lines below the one before it, or below the first of the field, its place in the value is. */
  readonly steps: number;
}

/**
 * Shares of the size. Programs lay lines apart by what the font says of its heights (PDFBox, iText: its /FontBBox), or by a number of their own
 * (pdf.js 1.35 and what is left over, MuPDF 1.1).
 */
const share = { least: 0.999, most: 1.75, letter: 0.7, first: 1.5, even: 0.02, middle: 0.33, off: 0.25 };
/** Points that programs round, or leave beside the padding. */
const slack = 2;

/** `field`: as whoever reads the line sees it. */
export function standRight(
  lines: readonly SeenLine[],
  [, bottom, , top]: Box,
  { multiline, boxes, padding }: Pick<Expected, 'multiline' | 'boxes' | 'padding'>,
): boolean {
  const [first, second] = lines;
  if (first === undefined) return true;
  const { size } = first;
  if (!multiline || boxes !== undefined)
    return Math.abs((bottom + top) / 2 - first.base - share.middle * size) <= share.off * size;
  const one = second && (first.base - second.base) / second.steps;
  const apart = one === undefined ? [share.least * size, share.most * size] : [one, one];
  const [least = 0, most = 0] = apart;
  const isEven = lines.every(({ base, steps }, index) => {
    const before = lines[index - 1];
    return before === undefined || Math.abs(before.base - base - steps * least) <= share.even * size * steps;
  });
  const down = top - first.base;
  return (
    (one === undefined || (isEven && one >= share.least * size && one <= share.most * size)) &&
    down >= share.letter * size - slack + first.steps * least &&
    down <= padding + slack + share.first * size + first.steps * most
  );
}
