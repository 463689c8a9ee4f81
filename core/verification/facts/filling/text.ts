/** Whether the letters of a look are a value as a program lays it out: line by line, each letter where the one before it ends. */
import type { Box } from '../../../pdf/drawing/index.ts';
import { boxInLine, holdsWhole } from './boxes.ts';
import type { LookLetter } from './look.ts';
import { type SeenLine, standRight } from './rows.ts';

export interface Expected {
  readonly value: string;
  /** Of the field, on the page. */
  readonly rect: Box;
  readonly multiline: boolean;
  /** Of a field with a box for each letter (ISO 32000-1, 12.7.4.3), how many. */
  readonly boxes?: number;
  /** Points, where the field says it (/DA). */
  readonly size?: number;
  /** /Q (12.7.3.3): 0 left, 1 centred, 2 right. */
  readonly alignment: number;
  /** The widget does not say so itself: some programs (MuPDF) then begin on the left. */
  readonly orLeft?: boolean;
  /** Points between the edge and the text. */
  readonly padding: number;
  /** Degrees counterclockwise in which letters stand upright for whoever looks at the page. */
  readonly turn: number;
}

/** Points; forms have notes of 4 and titles of 60. */
const sizes = { least: 4, most: 72 };
/** Shares of the size: what programs round along a line, and how far lines stand apart at least. */
const share = { along: 0.02, up: 0.01, line: 0.999 };
/** Points by which text may stand nearer to the edge, or farther from it, than its padding. */
const slack = 2;

/** What speaks against it; undefined where the look says the value, and nothing else. */
export function textProblem(letters: readonly LookLetter[], expected: Expected): string | undefined {
  const { rect, turn, boxes, alignment } = expected;
  const drawn = letters.map(({ text }) => text).join('');
  const value = expected.value.normalize('NFC');
  const said = `it shows "${drawn.trim().slice(0, 40)}" where its value is "${value.slice(0, 40)}"`;
  const [first] = letters;
  if (first === undefined) return value.trim() === '' ? undefined : said;
  if (letters.some((letter) => letter.turn !== turn)) return 'its letters are turned';
  const isAsked = expected.size === undefined || Math.abs(first.size - expected.size) < 0.01;
  if (first.size < sizes.least || first.size > sizes.most || !isAsked)
    return `it is written at size ${first.size}`;
  // A small letter is soon hidden beside a large one.
  if (letters.some(({ size }) => Math.abs(size - first.size) > 0.001 * first.size))
    return 'its letters are of several sizes';
  if (letters.some((letter) => isCut(letter, rect)))
    return 'its value does not fit in the field: a part of it is cut off, or has no room';
  const lines = linesOf(letters);
  if (lines === undefined) return apart;
  const field = boxInLine(rect, turn);
  if (boxes !== undefined) {
    if (!isComb(lines, value, field, { boxes, alignment })) return `${said}, each letter in its box`;
    return standRight([{ ...first, steps: 0 }], field, expected) ? undefined : high;
  }
  if (lines.length > 1 && !expected.multiline) return apart;
  if (!lines.every((line) => isRun(line) && isAligned(line, field, expected))) return apart;
  const seen = seenLines(lines, value, field[2] - 2 * (expected.padding + slack));
  if (seen === undefined) return said;
  return standRight(seen, field, expected) ? undefined : high;
}

const high = 'it stands higher or lower than programs put it';

const apart = 'its letters stand in another order, or apart';

type Line = readonly [LookLetter, ...LookLetter[]];

function isCut({ blank, box, clip }: LookLetter, rect: Box): boolean {
  return !blank && !(holdsWhole(rect, box) && holdsWhole(clip, box));
}

/** Undefined where a letter stands neither on its line nor clearly below it. */
function linesOf(letters: readonly LookLetter[]): readonly Line[] | undefined {
  const lines: [LookLetter, ...LookLetter[]][] = [];
  for (const letter of letters) {
    const line = lines.at(-1);
    const down = line === undefined ? Number.POSITIVE_INFINITY : line[0].base - letter.base;
    if (line !== undefined && Math.abs(down) <= share.up * letter.size) line.push(letter);
    else if (down >= share.line * letter.size) lines.push([letter]);
    else return undefined;
  }
  return lines;
}

/** Each letter begins where the one before it ends. */
function isRun(line: Line): boolean {
  return line.every((letter, index) => {
    const before = line[index - 1];
    return before === undefined || Math.abs(letter.from - before.to) <= share.along * letter.size;
  });
}

function isAligned(line: Line, [left, , right]: Box, { alignment, orLeft, padding }: Expected): boolean {
  const [first] = line;
  // Programs measure with the blanks at the end, or without.
  const ends = [line.at(-1), line.findLast(({ blank }) => !blank)].map((one) => (one ?? first).to);
  const isNear = (gap: number, wanted: number) => Math.abs(gap - wanted) <= slack + 0.01;
  const isLeft = isNear(first.from - left, padding);
  if (isLeft && orLeft === true) return true;
  if (alignment === 1) return ends.some((end) => isNear(first.from - left, right - end));
  if (alignment === 2) return ends.some((end) => isNear(right - end, padding));
  return isLeft;
}

/**
 * Walks over lines and value at once. A line ends at white space, behind a hyphen where what follows would not fit any more, and
 * inside a word where the next letter would not: at `limit`. Blanks around lines show nothing. Undefined where they say something else.
 */
function seenLines(lines: readonly Line[], value: string, limit: number): readonly SeenLine[] | undefined {
  const reading = new Reading(value);
  const found: SeenLine[] = [];
  let before: LookLetter | undefined;
  for (const line of lines) {
    const seen = line.slice(
      line.findIndex(({ blank }) => !blank),
      line.findLastIndex(({ blank }) => !blank) + 1,
    );
    const [first] = seen;
    if (first === undefined) continue;
    const passed = reading.passBlanks();
    if (
      passed === '' &&
      before !== undefined &&
      before.to + widthOfNext(before, [first, ...seen.slice(1)]) <= limit
    )
      return undefined;
    if (!seen.every((letter) => reading.take(letter))) return undefined;
    const steps = passed.match(lineEnds)?.length ?? 0;
    found.push({
      base: first.base,
      size: first.size,
      steps: before === undefined ? steps : Math.max(1, steps),
    });
    before = seen.at(-1);
  }
  reading.passBlanks();
  return reading.isOver ? found : undefined;
}

const lineEnds = /\r\n?|[\n\v\f\u2028\u2029]/gu;

function widthOfNext(before: LookLetter, line: Line): number {
  const [first] = line;
  if (before.text !== '-') return first.to - first.from;
  const end = line.find(({ text, blank }) => blank || text === '-');
  return ((end?.blank ? line[line.indexOf(end) - 1] : end) ?? line.at(-1) ?? first).to - first.from;
}

/** A class because each letter goes on where the one before it ended. */
class Reading {
  private readonly value: string;
  private at = 0;

  constructor(value: string) {
    this.value = value;
  }

  get isOver(): boolean {
    return this.at === this.value.length;
  }

  /** White space that nothing is drawn for: around lines. */
  passBlanks(): string {
    const from = this.at;
    while (!this.isOver && /\s/u.test(this.value.charAt(this.at))) this.at += 1;
    return this.value.slice(from, this.at);
  }

  take({ text, blank }: LookLetter): boolean {
    const letter = text.normalize('NFC');
    const isNext = blank
      ? /^[ \t\u00a0]$/u.test(this.value.charAt(this.at))
      : letter !== '' && this.value.startsWith(letter, this.at);
    if (isNext) this.at += blank ? 1 : letter.length;
    return isNext;
  }
}

/** One letter or blank a box, all alike in their boxes. */
function isComb(
  lines: readonly Line[],
  value: string,
  [left, , right]: Box,
  { boxes: count, alignment }: { readonly boxes: number; readonly alignment: number },
): boolean {
  const [line, another] = lines;
  const letters = [...value.trim()];
  const seen = line?.filter(({ blank }) => !blank) ?? [];
  const [first] = seen;
  if (another !== undefined || first === undefined) return false;
  const width = (right - left) / count;
  const start = Math.floor((first.from - left) / width + 0.01);
  const wanted = letters.flatMap((text, index) => (/\s/u.test(text) ? [] : [{ text, box: start + index }]));
  // Programs that do not align combs begin with the first box.
  const free = count - letters.length;
  const starts = [0, ...(alignment === 1 ? [free >> 1, (free + 1) >> 1] : alignment === 2 ? [free] : [])];
  if (wanted.length !== seen.length || free < 0 || !starts.includes(start)) return false;
  const stand = (how: (letter: LookLetter) => number) =>
    seen.map((letter, index) => how(letter) - left - (wanted[index]?.box ?? 0) * width);
  const isEven = (offsets: readonly number[]) =>
    offsets.every((offset) => Math.abs(offset - (offsets[0] ?? offset)) <= share.along * first.size);
  return (
    seen.every(({ text }, index) => text.normalize('NFC') === wanted[index]?.text) &&
    stand(({ from }) => from).every((offset) => offset >= -0.01) &&
    stand(({ to }) => to).every((offset) => offset <= width + 0.01) &&
    (isEven(stand(({ from }) => from)) || isEven(stand(({ from, to }) => (from + to) / 2)))
  );
}
