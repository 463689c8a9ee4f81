/** Letters of a look against the value that they have to say. */
import { describe, expect, it } from 'vitest';
import type { LookLetter } from './look.ts';
import { textProblem } from './text.ts';

/** Each letter with where it begins; 6 points wide, of size 12, lines 14 points apart. */
const letters = (...placed: readonly (readonly [text: string, x: number, y?: number, size?: number])[]) =>
  placed.map(
    ([text, x, y = 30, size = 12]): LookLetter => ({
      ...{ text, blank: false, from: [x, y], to: [x + size / 2, y], clip: [0, 0, 200, 60] },
      ...{ size, turn: 0, ink: 'black' },
    }),
  );
const problem = (value: string, placed: readonly LookLetter[], of: 'line' | 'comb' | 'lines' = 'line') =>
  textProblem(placed, { value, multiline: of === 'lines', comb: of === 'comb', turns: [0] });

describe('letters say a value', () => {
  it.each([
    ['a line', problem('128', letters(['1', 0], ['2', 6], ['8', 12]))],
    ['words', problem('1 28', letters(['1', 0], ['2', 12], ['8', 18]))],
    ['lines', problem('12 8', letters(['1', 0], ['2', 6], ['8', 0, 16]), 'lines')],
    ['a comb', problem('128', letters(['1', 7], ['2', 27], ['8', 47]), 'comb')],
    ['a comb with an empty box', problem('1 28', letters(['1', 7], ['2', 47], ['8', 67]), 'comb')],
  ])('%s', (_, found) => expect(found).toBeUndefined());

  it.each([
    ['sizes mixed', problem('2.5', letters(['2', 0], ['.', 6, 30, 4], ['5', 8])), /several sizes/],
    ['a word broken', problem('128', letters(['1', 0], ['2', 6], ['8', 0, 16]), 'lines'), /order, or apart/],
    ['lines on each other', problem('1 28', letters(['1', 0], ['2', 0, 22], ['8', 6, 22]), 'lines'), /order/],
    ['boxes left out', problem('1000', letters(['1', 7], ['0', 47], ['0', 67], ['0', 107]), 'comb'), /order/],
    ['an empty box too few', problem('1 28', letters(['1', 7], ['2', 27], ['8', 47]), 'comb'), /order/],
    ['a point that is cut off', problem('2.5', letters(['2', 0], ['.', 6, -0.5], ['5', 12])), /cut off/],
    ['a comma cut off', problem('2,5', letters(['2', 0, 1], [',', 6, 1], ['5', 12, 1])), /cut off/],
    ['an accent cut off', problem('Ô', letters(['Ô', 0, 50])), /cut off/],
    ['a line that climbs', problem('12', letters(['1', 0, 30], ['2', 6, 30.4])), /order/],
    ['letters backwards', problem('12', letters(['1', 27], ['2', 7]), 'comb'), /order/],
  ])('but not %s', (_, found, words) => expect(found).toMatch(words));
});
