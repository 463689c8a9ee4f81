/** Where the ink of paths may lie: joins, caps and points included. */
import { describe, expect, it } from 'vitest';
import { identity, type Matrix } from './matrix.ts';
import { Path } from './path.ts';
import { penOf } from './pen.ts';

const far: readonly [number, number, number, number] = [-1e4, -1e4, 1e4, 1e4];

function drawn(content: string, { w = 2, cap = 0, join = 0, limit = 10, ctm = identity as Matrix } = {}) {
  const pen = penOf({ ctm, lineWidth: w, lineCap: cap, lineJoin: join, miterLimit: limit });
  const path = new Path([far]);
  let operands: number[] = [];
  for (const word of content.split(' ')) {
    if (!/[a-z]/.test(word)) operands.push(Number(word));
    else {
      path.take(word, operands, ctm, pen);
      operands = [];
    }
  }
  const { areas, lines } = path.end();
  const boxes = lines.map(({ box }) => box);
  const edge = (side: 0 | 1 | 2 | 3) => boxes.map((box) => box[side]);
  const ink =
    boxes.length === 0
      ? []
      : [
          ...[0, 1].map((side) => Math.min(...edge(side as 0 | 1))),
          ...[2, 3].map((side) => Math.max(...edge(side as 2 | 3))),
        ];
  return { areas, lines, ink: ink.map((side) => Number(side.toFixed(1))) };
}

describe('lines', () => {
  it.each<readonly [string, string, object, readonly number[]]>([
    ['reach half their width beside them', '0 0 m 10 0 l', {}, [-1, -1, 11, 1]],
    ['do so with square caps at an angle', '0 0 m 10 10 l', { cap: 2 }, [-1.4, -1.4, 11.4, 11.4]],
    ['that are a point have none', '5 5 m 5 5 l', {}, []],
    ['that are a point have one with round caps', '5 5 m 5 5 l', { cap: 1 }, [4, 4, 6, 6]],
    ['that are a closed point as well', '5 5 m h', { cap: 1 }, [4, 4, 6, 6]],
    ['that are shorter than anybody measures are there', '5 5 m 5.004 5 l', { w: 60 }, [-25, -25, 35, 35]],
    ['that meet at right angles reach no farther', '0 0 m 10 0 l 10 10 l 0 10 l h', {}, [-1, -1, 11, 11]],
    [
      'do not, either, where the page is turned',
      '0 0 m 10 0 l 10 10 l 0 10 l h',
      { ctm: [6e-17, 1, -1, 6e-17, 0, 0] },
      [-11, -1, 1, 11],
    ],
    ['that go straight on reach no farther', '0 0 m 10 0 l 20 0 l', {}, [-1, -1, 21, 1]],
    [
      'that meet at a sharp angle reach as far as their limit lets them',
      '-1 10 m 0 0 l 1 10 l',
      { limit: 11 },
      [-10.2, -10.2, 10.2, 11],
    ],
    ['beyond it no farther', '-1 10 m 0 0 l 1 10 l', { limit: 9 }, [-2, -1, 2, 11]],
    ['nor with round joins', '-1 10 m 0 0 l 1 10 l', { limit: 11, join: 1 }, [-2, -1, 2, 11]],
    [
      'do so where they close',
      '0 0 m 1 10 l 1 12 l -1 12 l -1 10 l h',
      { limit: 11 },
      [-10.2, -10.2, 10.2, 13],
    ],
    ['do so behind a curve', '-1 10 m -1 10 0 0 0 0 c 1 10 l', { limit: 11 }, [-10.2, -10.2, 10.2, 11]],
    [
      'are sharp or not where nobody sees it: under a matrix that stretches',
      '0 0 m 10 0 l 20 10 l',
      { ctm: [1, 0, 0, 0.1, 0, 0], limit: 5 },
      [-1, -5, 21, 5],
    ],
  ])('%s', (_, content, how, ink) => expect(drawn(content, how).ink).toEqual(ink));
});

it('what is filled is there, and be it a point', () => {
  const areas = (content: string) => drawn(content).areas;
  expect(areas('5 5 m 5 5 l h')).toEqual([{ box: [5, 5, 5, 5], rectangle: true }]);
  expect(areas('5 5 m 5.004 5 l h')).toHaveLength(1);
  expect(areas('5 5 m')).toEqual([]);
});

it('only what fills the box around it is a rectangle', () => {
  const isOne = (content: string) => drawn(content).areas.map(({ rectangle }) => rectangle);
  expect(isOne('0 0 10 5 re')).toEqual([true]);
  expect(isOne('0 0 m 10 0 l 10 5 l 0 5 l h')).toEqual([true]);
  expect(isOne('0 0 m 0 5 l 10 5 l 10 0 l')).toEqual([true]);
  expect(isOne('0 0 m 10 0 l 10 5 l 0 5 l 0.001 0 l h')).toEqual([true]);
  expect(isOne('0 0 m 10 0 l 10 5 l')).toEqual([false]);
  expect(isOne('0 0 m 4 0 l 4 3 l 10 3 l 10 5 l')).toEqual([false]);
  expect(isOne('0 0 m 4 0 l 4 5 l 10 5 l h')).toEqual([false]);
});

it('lines of another pen than the path was made for are told', () => {
  const [thin, thick] = [1, 9].map((lineWidth) =>
    penOf({ ctm: identity, lineWidth, lineCap: 0, lineJoin: 0, miterLimit: 10 }),
  );
  if (thin === undefined || thick === undefined) throw new Error('no pen');
  const path = new Path([far]);
  path.take('m', [0, 0], identity, thin);
  path.take('l', [9, 9], identity, { ...thin });
  expect([path.isOtherThan(thin), path.isOtherThan(thick)]).toEqual([false, true]);
  path.take('l', [1, 1], identity, thick);
  expect([path.isOtherThan(thin), path.isOtherThan(thick)]).toEqual([true, true]);
  path.end();
  expect(path.isOtherThan(thick)).toBe(false);
});
