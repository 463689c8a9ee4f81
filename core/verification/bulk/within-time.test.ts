/** The time of a file is that of its own steps, whoever has his turn between them. */
import { expect, it } from 'vitest';
import { type Steps, sideBySide } from '../../../foundation/steps.ts';
import { stepClock } from './step-clock.ts';
import { underWay } from './under-way.ts';
import { withinTime } from './within-time.ts';

/** Files whose steps take so long each, with at most 20 ms for a file; and what was told meanwhile. */
function verified(files: readonly (readonly number[])[]) {
  let time = 0;
  let asked = 0;
  const clock = stepClock(() => {
    asked++;
    return time;
  });
  const present = underWay();
  const told: (readonly [number: number, spent: number])[] = [];
  const begin = (number: number, spent: number, at: number) => {
    present.begin(number, spent, at);
    told.push([number, spent]);
  };
  function* steps(times: readonly number[]): Steps<string> {
    for (const [index, own] of times.entries()) {
      time += own;
      if (index < times.length - 1) yield 0;
    }
    return 'done';
  }
  const found = new Map<number, string>();
  sideBySide(
    files.map((times, number) => {
      const bounds = { number, milliseconds: 20, tooSlow: () => 'too slow' };
      return [number, withinTime(steps(times), bounds, { ...present, begin }, clock)] as const;
    }),
    0,
    (result, number) => void found.set(number, result),
  );
  return { found: [...found].sort(([a], [b]) => a - b).map(([, result]) => result), told, asked, present };
}

it('two that together take longer than one may are both done', () => {
  expect(verified([Array(2).fill(8), Array(2).fill(8)]).found).toEqual(['done', 'done']);
});

it('two that each take longer are both ended, and a quick one beside them is not', () => {
  const slow = Array<number>(9).fill(3);
  expect(verified([slow, [1, 1, 1], slow]).found).toEqual(['too slow', 'done', 'too slow']);
});

it('tells what a file has used up before each of its steps', () => {
  const { told, present } = verified([
    [5, 6, 1],
    [2, 2],
  ]);
  expect(told).toEqual([
    [0, 0],
    [1, 0],
    [0, 5],
    [1, 2],
    [0, 11],
  ]);
  expect([present.number(), present.spent(), present.steps()]).toEqual([0, 11, 5]);
});

it('asks the system for the time once a step, of whichever file, and once before the first', () => {
  expect(verified([Array(9).fill(1), [1, 1, 1], [1]]).asked).toBe(9 + 3 + 1 + 1);
});

it('does not charge a file for what the thread did before its turn came', () => {
  let time = 0;
  const clock = stepClock(() => time);
  expect([clock.begins(), clock.ends()]).toEqual([0, 0]);
  time = 90;
  expect(clock.begins()).toBe(0);
  clock.rest();
  expect(clock.begins()).toBe(90);
});

it('does not count while the thread has not worked', () => {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  function* sleeping(): Steps<string> {
    Atomics.wait(cell, 0, 0, 60);
    yield 0;
    return 'done';
  }
  const bounds = { number: 0, milliseconds: 50, tooSlow: () => 'too slow' };
  const steps = withinTime(sleeping(), bounds, underWay(), stepClock());
  expect([steps.next().value, steps.next().value]).toEqual([0, 'done']);
});

it('holds whoever has begun, until he is done', () => {
  const present = underWay();
  const bounds = (number: number) => ({ number, milliseconds: 20, tooSlow: () => 'too slow' });
  function* endless(): Steps<string> {
    for (;;) yield 0;
  }
  const all = [3, 0].map((number) => withinTime(endless(), bounds(number), present, stepClock()));
  expect(present.held()).toEqual([]);
  for (const one of all) one.next();
  expect(present.held()).toEqual([3, 0]);
  all[0]?.return('');
  expect(underWay(present.shared).held()).toEqual([0]);
});
