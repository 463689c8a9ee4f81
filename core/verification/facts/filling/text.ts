/** Whether the letters of a look say a value: in the order in which they are read, each wholly to be seen. */
import type { LookLetter } from './look.ts';

export interface Expected {
  readonly value: string;
  readonly multiline: boolean;
  /** Each letter in a box of its own (ISO 32000-1, 12.7.4.3). */
  readonly comb: boolean;
  /** Degrees counterclockwise in which letters stand upright for whoever looks at the page. */
  readonly turns: readonly number[];
}

/** Points; forms have notes of 4 and titles of 60. */
const sizes = { least: 4, most: 72 };
/** Shares of the size. */
const share = { gap: 0.12, spacing: 0.35, back: 0.12, line: 0.85, box: 0.1 };

/** Letters in the frame of their line: along it and up from it. */
interface Placed {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly base: number;
  readonly size: number;
}

/** What speaks against it; undefined where the look says the value, and nothing else. */
export function textProblem(letters: readonly LookLetter[], expected: Expected): string | undefined {
  const seen = letters.filter(({ blank }) => !blank);
  const [first] = seen;
  const drawn = seen.map(({ text }) => text).join('');
  const said = `it shows "${drawn.slice(0, 40)}" where its value is "${expected.value.slice(0, 40)}"`;
  const value = expected.value.normalize('NFC').trim();
  if (first === undefined) return value === '' ? undefined : said;
  if (!expected.turns.includes(first.turn)) return 'its letters are turned';
  if (seen.some(({ turn }) => turn !== first.turn)) return 'its letters are turned';
  if (seen.some(({ size }) => size < sizes.least || size > sizes.most))
    return `it is written at size ${first.size}`;
  // A small letter is soon hidden beside a large one.
  if (seen.some(({ size }) => Math.abs(size - first.size) > 0.01 * first.size))
    return 'its letters are of several sizes';
  if (seen.some((letter) => isCut(letter))) return 'a part of its text is cut off';
  const placed = seen.map(placedLetter);
  if (isRead(placed, value, expected)) return undefined;
  const isSame = drawn.normalize('NFC') === value.replace(/\s/g, '');
  return isSame ? 'its letters stand in another order, or apart' : said;
}

/** Walks over letters and value at once: white space stands exactly where letters stand apart, or a line ends. */
function isRead(placed: readonly Placed[], value: string, { multiline, comb }: Expected): boolean {
  let rest = value;
  let before: Placed | undefined;
  const boxes = new Boxes();
  for (const letter of placed) {
    const blanks = /^\s*/u.exec(rest)?.[0] ?? '';
    const between = before === undefined ? 'begin' : spaceBetween(before, letter);
    if (between === 'elsewhere' || (between === 'line' && !multiline)) return false;
    if (comb && before !== undefined && !boxes.follow(before, letter, blanks.length)) return false;
    if (!comb && between === 'apart' && blanks === '') return false;
    if (!comb && between === 'close' && blanks !== '') return false;
    // What stands on the next line begins another word.
    if (between === 'line' && blanks === '') return false;
    rest = rest.slice(blanks.length);
    const text = letter.text.normalize('NFC');
    if (text === '' || !rest.startsWith(text)) return false;
    rest = rest.slice(text.length);
    before = letter;
  }
  return rest === '';
}

/** Of a comb: all as wide, one for each letter and each blank. A class because the first two letters tell how wide. */
class Boxes {
  private width: number | undefined;

  follow(before: Placed, letter: Placed, blanks: number): boolean {
    const width = (letter.from + letter.to - before.from - before.to) / 2 / (blanks + 1);
    this.width ??= width;
    return width > 0 && Math.abs(width - this.width) <= share.box * this.width;
  }
}

/** `near`: may be either, as justified text has it. */
function spaceBetween(a: Placed, b: Placed): 'close' | 'near' | 'apart' | 'line' | 'elsewhere' {
  const size = Math.max(a.size, b.size);
  const gap = b.from - a.to;
  if (Math.abs(a.base - b.base) < 0.01 * size) {
    if (gap < -share.back * size) return 'elsewhere';
    return gap < share.gap * size ? 'close' : gap > share.spacing * size ? 'apart' : 'near';
  }
  return a.base - b.base > share.line * size ? 'line' : 'elsewhere';
}

function placedLetter({ text, from, to, turn, size }: LookLetter): Placed {
  const [start, end] = [inLine(from, turn), inLine(to, turn)];
  return { text, from: start[0], to: end[0], base: start[1], size };
}

/** Turned back, so that lines run to the right and stand above each other. */
function inLine([x, y]: readonly [number, number], turn: number): readonly [along: number, up: number] {
  if (turn === 90) return [y, -x];
  if (turn === 180) return [-x, -y];
  return turn === 270 ? [-y, x] : [x, y];
}

/** Signs that hang below their line, and those with a mark there: nothing of them may be cut off. */
const hanging = /[gjpqyQ,;_()[\]{}|/\\@$]|\u0323|\u0327|\u0328/u;
const marked = /\p{M}/u;
const below = /\u0323|\u0327|\u0328/gu;

/** Shares of the size, from the line: the lowest and the highest that a sign reaches. */
function reach(text: string): readonly [number, number] {
  const plain = text.normalize('NFD');
  const above = !marked.test(plain.replace(below, '')) ? 0.75 : plain === plain.toLowerCase() ? 0.8 : 0.95;
  return [hanging.test(plain) ? -0.22 : 0, above];
}

function isCut({ text, from, to, clip, size, turn }: LookLetter): boolean {
  const [a, b] = [inLine(from, turn), inLine(to, turn)];
  const [one, two] = [inLine([clip[0], clip[1]], turn), inLine([clip[2], clip[3]], turn)];
  const [left, right] = [Math.min(one[0], two[0]), Math.max(one[0], two[0])];
  const [bottom, top] = [Math.min(one[1], two[1]), Math.max(one[1], two[1])];
  const [low, high] = reach(text);
  return (
    a[0] < left - hair ||
    b[0] > right + hair ||
    a[1] + low * size < bottom - hair ||
    a[1] + high * size > top + hair
  );
}

/** Points. */
const hair = 0.05;
