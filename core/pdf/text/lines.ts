/** The text of a PDF page as lines with their places on the displayed page. */
import { type Frame, shownPoint } from './frame.ts';
import type { Run } from './runs.ts';

/** A run of text on one baseline without a wide gap, so that two columns are two lines. */
export interface TextLine {
  /** NFC, white space single. */
  readonly text: string;
  /** Points, origin bottom left of the displayed page. From descender to ascender. */
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
  /** Where the letters stand. */
  readonly baseline: number;
  readonly size: number;
}

export type TextRow = readonly TextLine[];

export interface TextDocument {
  readonly pages: number;
  /** From top to bottom, then from left to right. `page` from 1. Throws PDF_STRUCTURE. */
  lines(page: number): Promise<readonly TextLine[]>;
  /** The same from top to bottom, as rows of the pieces in which the file has them. Throws PDF_STRUCTURE. */
  rows(page: number): Promise<readonly TextRow[]>;
  /** Of the displayed page, points. `page` from 1. Throws PDF_STRUCTURE. */
  size(page: number): Promise<{ readonly width: number; readonly height: number }>;
  close(): Promise<void>;
}

/** From top to bottom, then from left to right. */
export function linesOf(rows: readonly TextRow[]): readonly TextLine[] {
  return rows
    .flatMap((row) => joined([...row].sort((a, b) => a.left - b.left)))
    .map((line) => Object.freeze({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }));
}

/** From top to bottom; blank runs are left out. */
export function rowsOf(runs: readonly Run[], frame: Frame): readonly TextRow[] {
  const pieces = runs.flatMap((run) => (run.text.trim() === '' ? [] : [pieceOf(frame, run)]));
  pieces.sort((a, b) => b.line.baseline - a.line.baseline || a.line.left - b.line.left);
  return gathered(pieces);
}

function pieceOf(frame: Frame, { text, transform, width, ascent, descent }: Run): Piece {
  const [a, b, c, d, x, y] = transform;
  const [along, size] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1];
  // Some fonts say nothing, or nonsense.
  const up = ascent > 0 ? ascent : 0.9;
  const down = descent < 0 ? descent : -0.22;
  const shown = (forward: number, upward: number) =>
    shownPoint(
      frame,
      x + (a / along) * forward + (c / size) * upward,
      y + (b / along) * forward + (d / size) * upward,
    );
  const corners = [
    shown(0, down * size),
    shown(width, down * size),
    shown(0, up * size),
    shown(width, up * size),
  ];
  const [start, end] = [shown(0, 0), shown(width, 0)];
  const [xs, ys] = [corners.map(([cx]) => cx), corners.map(([, cy]) => cy)];
  const line = {
    text: text.normalize('NFC'),
    left: Math.min(...xs),
    bottom: Math.min(...ys),
    right: Math.max(...xs),
    top: Math.max(...ys),
    baseline: start[1],
    size,
  };
  return { line, upright: Math.abs(start[1] - end[1]) < 0.1 * size && end[0] >= start[0] };
}

interface Piece {
  readonly line: TextLine;
  /** Turned text never joins a line. */
  readonly upright: boolean;
}

/** Pieces whose baselines agree within a third of their size. */
function gathered(pieces: readonly Piece[]): readonly TextRow[] {
  const rows: TextLine[][] = [];
  let first: Piece | undefined;
  for (const piece of pieces) {
    const same =
      first?.upright === true &&
      piece.upright &&
      first.line.baseline - piece.line.baseline < Math.min(first.line.size, piece.line.size) / 3;
    if (same) rows.at(-1)?.push(piece.line);
    else {
      rows.push([piece.line]);
      first = piece;
    }
  }
  return rows;
}

/** A gap above a letter's width and a half parts columns; above a sixth it is a space. */
function joined(row: readonly TextLine[]): readonly TextLine[] {
  const lines: TextLine[] = [];
  for (const piece of row) {
    const last = lines.at(-1);
    const gap = last === undefined ? Number.POSITIVE_INFINITY : piece.left - last.right;
    if (last === undefined || gap > 1.5 * piece.size) {
      lines.push(piece);
      continue;
    }
    lines[lines.length - 1] = {
      ...last,
      text: last.text + (gap > piece.size / 6 ? ' ' : '') + piece.text,
      bottom: Math.min(last.bottom, piece.bottom),
      right: Math.max(last.right, piece.right),
      top: Math.max(last.top, piece.top),
    };
  }
  return lines;
}
