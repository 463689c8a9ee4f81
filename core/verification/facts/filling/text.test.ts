/** Letters of a look against the value that they have to say. */
import { describe, expect, it } from 'vitest';
import type { LookLetter } from './look.ts';
import { type Expected, textProblem } from './text.ts';

/** Each letter with where it begins, on a line in the middle; half as wide as its size of 12. */
const letters = (...placed: readonly (readonly [text: string, x: number, y?: number, size?: number])[]) =>
  placed.map(
    ([text, x, y = 26, size = 12]): LookLetter => ({
      ...{ text, blank: text === ' ', from: x, to: x + size / 2, base: y, size, turn: 0, ink: 'black' },
      ...{ box: [x, y - 0.25 * size, x + size / 2, y + 0.8 * size], clip: [0, 0, 200, 60] },
    }),
  );
const run = (text: string, x = 2, y = 26) =>
  letters(...[...text].map((one, at) => [one, x + 6 * at, y] as const));
const problem = (value: string, placed: readonly LookLetter[], more: Partial<Expected> = {}) =>
  textProblem(placed, {
    ...{ value, multiline: false, alignment: 0, padding: 2, turn: 0, rect: [0, 0, 200, 60], ...more },
  });
/** The first and the second of several. */
const lines = { multiline: true };
const [top, second] = [45, 31];
const comb = { boxes: 10 };
/** As many letters as a line of the field holds. */
const full = 'n'.repeat(32);

describe('letters say a value', () => {
  it.each([
    ['a line', problem('128', run('128'))],
    ['words', problem('1 28', run('1 28'))],
    ['blanks around it', problem(' 128 ', run(' 128 '))],
    ['lines', problem('12 8', [...run('12', 2, top), ...run('8', 2, second)], lines)],
    ['lines that end in a blank', problem('12 8', [...run('12 ', 2, top), ...run('8', 2, second)], lines)],
    ['an empty line', problem('12\n\n8', [...run('12', 2, 45), ...run('8', 2, 17)], lines)],
    [
      'a word as long as its line',
      problem(`${full}n`, [...run(full, 2, top), ...run('n', 2, second)], lines),
    ],
    [
      'a word parted at a hyphen',
      problem(
        `${full.slice(9)}-nnnnnnnnnnnn`,
        [...run(`${full.slice(9)}-`, 2, top), ...run('nnnnnnnnnnnn', 2, second)],
        lines,
      ),
    ],
    ['a line at the top of several', problem('12', run('12', 2, top), lines)],
    ['a line below an empty one', problem('\n12', run('12', 2, second), lines)],
    ['a line as high as its font says', problem('12', run('12', 2, 28.5))],
    ['in the middle', problem('128', run('128', 91), { alignment: 1 })],
    ['on the right', problem('128', run('128', 180), { alignment: 2 })],
    [
      'on the left, where not the widget says otherwise',
      problem('128', run('128'), { alignment: 2, orLeft: true }),
    ],
    [
      'on the right, where the field says so',
      problem('128', run('128', 180), { alignment: 2, orLeft: true }),
    ],
    ['a comb', problem('128', letters(['1', 7], ['2', 27], ['8', 47]), comb)],
    ['a comb with an empty box', problem('1 28', letters(['1', 7], ['2', 47], ['8', 67]), comb)],
  ])('%s', (_, found) => expect(found).toBeUndefined());

  it.each([
    ['sizes mixed', problem('2.5', letters(['2', 2], ['.', 8, 26, 4], ['5', 10])), /several sizes/],
    ['a word broken', problem('128', [...run('12', 2, top), ...run('8', 2, second)], lines), /it shows/],
    [
      'a word broken behind a hyphen',
      problem('-128', [...run('-', 2, top), ...run('128', 2, second)], lines),
      /it shows/,
    ],
    ['a line of another field', problem('12 8', [...run('12'), ...run('8', 2, 16)]), /order/],
    ['a blank without room', problem('1 28', run('128')), /it shows/],
    ['room without a blank', problem('128', letters(['1', 2], ['2', 9], ['8', 15])), /apart/],
    ['letters on each other', problem('128', letters(['1', 2], ['2', 7.5], ['8', 13.5])), /apart/],
    ['lines on each other', problem("25 '", [...run('25'), ...run("'", 2, 19)], lines), /order/],
    ['boxes left out', problem('1000', letters(['1', 7], ['0', 47], ['0', 67], ['0', 87]), comb), /it shows/],
    ['an empty box too few', problem('1 5', letters(['1', 7], ['5', 27]), comb), /it shows/],
    ['other boxes than the field has', problem('1 5', letters(['1', 2], ['5', 14]), comb), /it shows/],
    ['letters between boxes', problem('15', letters(['1', 17], ['5', 37]), comb), /it shows/],
    ['a line beside the third row of a form', problem('12', run('12', 2, 7), lines), /higher or lower/],
    ['a line beside the second row', problem('12', run('12', 2, 24), lines), /higher or lower/],
    ['a line that is not below its empty ones', problem('\n12', run('12', 2, top), lines), /higher or lower/],
    [
      'lines without the empty ones between them',
      problem('1\n\n\n2', [...run('1', 2, top), ...run('2', 2, second)], lines),
      /higher or lower/,
    ],
    [
      'lines that leave out a row',
      problem('1\n2', [...run('1', 2, top), ...run('2', 2, 17)], lines),
      /higher or lower/,
    ],
    [
      'lines at several distances',
      problem('1\n2\n3', [...run('1', 2, top), ...run('2', 2, 32), ...run('3', 2, 14)], lines),
      /higher or lower/,
    ],
    ['a line at the foot of its field', problem('12', run('12', 2, 7)), /higher or lower/],
    ['a line at the head of its field', problem('12', run('12', 2, top)), /higher or lower/],
    ['a comb at its foot', problem('15', letters(['1', 7, 7], ['5', 27, 7]), comb), /higher or lower/],
    ['a point that is cut off', problem('2.5', run('2.5', 2, -0.5)), /does not fit/],
    ['feet that are cut off', problem('µ', run('µ', 2, 1)), /does not fit/],
    ['more than its field holds', problem(`${full}nn`, run(`${full}nn`)), /does not fit/],
    ['a line that climbs', problem('123', letters(['1', 2, 26], ['2', 8, 26.1], ['3', 14, 26.2])), /order/],
    ['a line away from its edge', problem('128', run('128', 60)), /apart/],
    ['a line on the left that belongs to the right', problem('128', run('128'), { alignment: 2 }), /apart/],
    ['a line in the middle', problem('128', run('128', 91), { alignment: 2, orLeft: true }), /apart/],
    ['letters backwards', problem('12', letters(['2', 27], ['1', 7]), comb), /it shows/],
    [
      'turned letters',
      problem(
        '128',
        run('128').map((one) => ({ ...one, turn: 90 })),
      ),
      /turned/,
    ],
  ])('but not %s', (_, found, words) => expect(found).toMatch(words));
});
