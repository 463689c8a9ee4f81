/** Whose time is up, as seen from outside: a step that works too long or hangs, and none that could not work. */
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { threadTime, timeOfThread } from './thread-time.ts';
import { underWay } from './under-way.ts';
import { watch } from './watch.ts';

const terms = { milliseconds: 20_000, every: 1000, waits: false };

/** A step that began at 0 after `spent`, looked at at these moments, in seconds. */
function looked(at: readonly number[], { spent = 0, waits = false } = {}) {
  const present = underWay();
  present.begin(7, spent, 500);
  const watched = watch(present, { ...terms, waits });
  watched.restart(0);
  return { present, watched, seen: at.map((second) => watched.look(second * 1000)) };
}
const seconds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe('a step that does not end', () => {
  it('is asked about when the clock says that its time is up', () => {
    const { seen } = looked(seconds(1, 22));
    expect(seen.indexOf('ask')).toBe(21);
    expect(looked(seconds(1, 22), { spent: 18_000 }).seen.indexOf('ask')).toBe(3);
  });

  it('is over when its thread has worked so long', () => {
    const { watched, present } = looked([]);
    expect(watched.isOver(20_501, present.steps())).toBe(true);
    expect(watched.isOver(20_499, present.steps())).toBe(false);
    expect(watched.isOver(undefined, present.steps())).toBe(true);
  });

  it('is not over when another has begun meanwhile', () => {
    const { watched, present } = looked([]);
    const steps = present.steps();
    present.begin(8, 0, 600);
    expect(watched.isOver(90_000, steps)).toBe(false);
  });

  it('is over at once where waiting counts, and after six times as long where it hangs', () => {
    expect(looked(seconds(1, 22), { waits: true }).seen.at(-1)).toBe('over');
    expect(looked(seconds(1, 125)).seen.indexOf('over')).toBe(121);
  });
});

it('a file that hangs in each of its steps is over as soon as one that hangs in a single one', () => {
  const { present, watched } = looked([]);
  present.hold(7);
  present.hold(8);
  const seen = seconds(1, 130).map((second) => {
    // Its turns, and between them those of a file that does not hang.
    if (second % 30 === 0) {
      present.begin(8, 0, 500);
      present.begin(7, 0, 500);
    }
    return watched.look(second * 1000);
  });
  expect(seen.indexOf('ask')).toBeLessThanOrEqual(25);
  expect(seen.indexOf('over')).toBeGreaterThanOrEqual(121);
  expect(seen.indexOf('over')).toBeLessThanOrEqual(126);
});

it('a file does not pay for one that hung before it, nor for its own number once it is done', () => {
  const { present, watched } = looked(seconds(1, 100));
  present.begin(8, 0, 500);
  expect(seconds(101, 120).map((second) => watched.look(second * 1000))).not.toContain('ask');
  present.begin(7, 0, 500);
  expect(seconds(121, 140).map((second) => watched.look(second * 1000))).not.toContain('ask');
});

it('a computer that slept has not worked', () => {
  const { seen } = looked([1, 2, 36_000, 36_001, 36_002], { waits: true });
  expect(seen).toEqual(['fine', 'fine', 'fine', 'fine', 'fine']);
});

it('a new step begins anew', () => {
  const { watched, present } = looked(seconds(1, 19), { waits: true });
  present.begin(8, 0, 600);
  expect(seconds(20, 30).map((second) => watched.look(second * 1000))).not.toContain('over');
});

it('a thread that never answers is asked by the system', async () => {
  const busy = new Worker('for (;;);', { eval: true });
  busy.setMaxListeners(0);
  try {
    const before = threadTime();
    let own = 0;
    while (own < 20) own = (await timeOfThread(busy)) ?? 20;
    expect(own).toBeGreaterThanOrEqual(20);
    expect(threadTime()).toBeGreaterThanOrEqual(before);
  } finally {
    await busy.terminate();
  }
});
