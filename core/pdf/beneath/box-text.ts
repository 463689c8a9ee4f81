/** The letters inside a box, in the order in which they are drawn, with the blanks between them. */
import type { Box } from '../drawing/index.ts';

/** Points of the page: where the letter begins on its line, and the other corner of its lower half. */
export interface DrawnLetter {
  readonly text: string;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

/** Share of a letter's width and of the half of its height that has to be inside. */
const inside = 0.4;

/** A class because a blank depends on the letter before. It lives for one box of one page. */
export class BoxText {
  text = '';
  private readonly box: Box;
  private last: DrawnLetter | undefined;
  /** What stood between the last letter and the next: dot leaders are no text, a single dot may be. */
  private between = '';

  constructor(box: Box) {
    this.box = box;
  }

  take(letter: DrawnLetter): void {
    const { text, from, to } = letter;
    const [left, bottom, right, top] = this.box;
    if (!/[^\s.…_]/u.test(text)) {
      this.between += text === '' ? '' : text === '.' ? '.' : ' ';
      return;
    }
    if (!(share(from[0], to[0], left, right) > inside && share(from[1], to[1], bottom, top) > inside)) {
      this.between = ' ';
      return;
    }
    if (this.text !== '') {
      if (this.last !== undefined && apart(this.last, letter)) this.between += ' ';
      this.text += this.between === '.' ? '.' : this.between === '' ? '' : ' ';
    }
    this.between = '';
    this.text += text;
    this.last = letter;
  }
}

/** On another line, or farther along than a narrow letter is wide. */
function apart(last: DrawnLetter, { from, to }: DrawnLetter): boolean {
  const rise = Math.abs(to[1] - from[1]);
  const gap = from[0] - last.to[0];
  return Math.abs(from[1] - last.from[1]) > 1.2 * rise || gap > 0.4 * rise || gap < -2 * rise;
}

/** How much of the first stretch lies in the second. */
function share(a: number, b: number, from: number, to: number): number {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  if (high - low < 1e-6) return low >= from && low <= to ? 1 : 0;
  return (Math.min(high, to) - Math.max(low, from)) / (high - low);
}
