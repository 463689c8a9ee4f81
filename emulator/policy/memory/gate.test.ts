/** What waits at the gate, in which order it goes on, and what never waits. */
import { describe, expect, it } from 'vitest';
import { type Gate, maxUnanswered, requestGate } from './gate.ts';
import { type Memory, ownShare, sharedMemory } from './memory.ts';

const mebibyte = 1024 * 1024;

/** Requests are one byte: their number; `weights` by number, 100 bytes unless said. */
function gateWith(weights: Readonly<Record<number, number>> = {}, memory: Memory = sharedMemory()) {
  const handled: number[] = [];
  const refused: number[] = [];
  let stops = 0;
  const weightOf = (id: number): number => weights[id] ?? 100;
  const account = memory.account({ stalledFor: () => undefined, abandon: () => undefined });
  const gate: Gate = requestGate({
    account,
    handle: (frame) => {
      const id = frame[0] ?? 0;
      const entered = gate.open() ? gate.entered(weightOf(id), 0) : 'later';
      if (entered === 'in') handled.push(id);
      if (entered === 'never') refused.push(id);
      return entered !== 'later';
    },
    stop: () => stops++,
    go: () => stops--,
  });
  const come = (...ids: readonly number[]): void => {
    for (const id of ids) gate.came(Buffer.of(id), 0);
  };
  const answer = (id: number): void => {
    gate.left(weightOf(id));
    gate.proceed();
  };
  return { gate, handled, refused, stopped: () => stops > 0, come, answer };
}

describe('the gate of a connection', () => {
  it('lets so many small requests through, and the next one when one of them is answered', () => {
    const { handled, stopped, come, answer } = gateWith();
    for (let id = 0; id < maxUnanswered; id++) come(1);
    expect(stopped()).toBe(false);
    come(2, 3);
    expect(handled).toHaveLength(maxUnanswered);
    expect(stopped()).toBe(true);
    answer(1);
    expect(handled.at(-1)).toBe(2);
    expect(stopped()).toBe(true);
    answer(1);
    expect(handled.at(-1)).toBe(3);
    expect(stopped()).toBe(false);
  });

  it('lets one large request through at a time, whatever its size, and keeps the order', () => {
    const { gate, handled, stopped, come, answer } = gateWith({
      1: 64 * mebibyte,
      2: 64 * mebibyte,
      4: mebibyte,
    });
    come(1, 2, 3, 4);
    expect(handled).toEqual([1]);
    expect(stopped()).toBe(true);
    answer(1);
    // A small one goes beside a large one; the one behind it does not.
    expect(handled).toEqual([1, 2, 3]);
    answer(2);
    expect(handled).toEqual([1, 2, 3, 4]);
    expect(stopped()).toBe(false);
    answer(3);
    answer(4);
    expect(gate.idle()).toBe(true);
  });

  it('lets small requests through beside a large one that hangs', () => {
    const { handled, come } = gateWith({ 1: 64 * mebibyte });
    come(1, 2, 3);
    expect(handled).toEqual([1, 2, 3]);
  });

  it('lets nothing through while answers are unread', () => {
    const { gate, handled, stopped, come } = gateWith();
    come(1);
    gate.full(100);
    gate.full(100);
    come(2, 3);
    expect(handled).toEqual([1]);
    gate.flows();
    expect(handled).toEqual([1, 2, 3]);
    expect(stopped()).toBe(false);
    gate.flows();
    expect(stopped()).toBe(false);
  });

  it('forgets what waits when the connection is gone', () => {
    const { gate, handled, come } = gateWith();
    gate.full(100);
    come(1);
    gate.close();
    gate.flows();
    come(2);
    expect(handled).toEqual([]);
  });
});

describe('the gate, where others have all of the memory', () => {
  const nothingComes = { stalledFor: () => undefined, abandon: () => undefined };

  it('lets a request wait for its room, and what comes behind it, and gives the room back when it is answered', () => {
    const memory = sharedMemory(1000);
    const other = memory.account(nothingComes);
    other.add(ownShare + 1000);
    const { handled, stopped, come, answer } = gateWith({ 1: ownShare + 10 }, memory);
    come(1, 2);
    expect([handled, stopped()]).toEqual([[], true]);
    other.give(1000);
    expect([handled, stopped()]).toEqual([[1, 2], false]);
    expect(memory.view().taken).toBe(110);
    answer(2);
    answer(1);
    expect(memory.view().taken).toBe(0);
  });

  it('refuses a request that has waited in vain, and goes on with the next one', async () => {
    const memory = sharedMemory(1000, { stalled: 10, waiting: 10 });
    memory.account(nothingComes).add(ownShare + 1000);
    const { handled, refused, come } = gateWith({ 1: ownShare + 10 }, memory);
    come(1, 2);
    await expect.poll(() => refused).toEqual([1]);
    expect(handled).toEqual([2]);
  });

  it('counts answers that are not read, as many as there are of them', () => {
    const memory = sharedMemory(1000);
    const { gate } = gateWith({}, memory);
    gate.full(ownShare + 300);
    gate.full(ownShare + 200);
    expect(memory.view().taken).toBe(200);
    gate.flows();
    expect(memory.view().taken).toBe(0);
  });
});
