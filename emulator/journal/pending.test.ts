/** The order of what waits to be written, and the times that go with it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Noted } from './format.ts';
import { pendingEntries } from './pending.ts';
import { risingTime } from './time.ts';

const call = (connection: number, name: string): Noted => ({
  at: 0,
  call: { connection, function: name, result: 0, milliseconds: 0 },
});

function namesOf(entries: readonly Noted[]): readonly (string | undefined)[] {
  return entries.map((one) => one.call?.function);
}

describe('what waits', () => {
  it('comes in the order in which it ended, not in which it was told of', () => {
    const pending = pendingEntries();
    pending.add(call(1, 'first'), 10);
    pending.add(call(1, 'fourth'), 40);
    pending.add(call(2, 'second'), 50, 20);
    pending.add(call(2, 'third'), 50, 30);
    pending.add(call(1, 'fifth'), 50);
    expect(namesOf(pending.take(() => true))).toEqual(['first', 'second', 'third', 'fourth', 'fifth']);
    expect(pending.size).toBe(0);
  });

  it('never changes places within a connection', () => {
    const pending = pendingEntries();
    pending.add(call(2, 'begun'), 30);
    pending.add(call(2, 'told late'), 50, 20);
    pending.add(call(1, 'another'), 50, 25);
    expect(namesOf(pending.take(() => true))).toEqual(['another', 'begun', 'told late']);
  });

  it('goes by connection where two processes ended at one moment, and as it was told by one process', () => {
    const pending = pendingEntries();
    pending.add(call(9, 'own'), 30);
    pending.add(call(4, 'own too'), 30);
    pending.add(call(3, 'lane of 3'), 50, 20);
    pending.add(call(2, 'lane of 2'), 50, 20);
    expect(namesOf(pending.take(() => true))).toEqual(['lane of 2', 'lane of 3', 'own', 'own too']);
  });

  it('stays, with everything behind it, when it is not ready', () => {
    const pending = pendingEntries();
    pending.add(call(1, 'late'), 30);
    pending.add(call(2, 'early'), 40, 10);
    expect(namesOf(pending.take(({ ended }) => ended < 20))).toEqual(['early']);
    expect([pending.size, pending.hasOlderThan(29), pending.hasOlderThan(30)]).toEqual([1, false, true]);
    pending.add(call(2, 'earlier'), 50, 20);
    expect(namesOf(pending.take(() => true))).toEqual(['earlier', 'late']);
  });

  it('is sorted and complete, each connection in its order, whoever tells late', () => {
    const told = fc.array(fc.record({ connection: fc.integer({ min: 1, max: 4 }), late: fc.nat(50) }));
    fc.assert(
      fc.property(told, (all) => {
        const pending = pendingEntries();
        for (const [index, { connection, late }] of all.entries())
          pending.add(
            call(connection, String(index)),
            100 + index,
            late === 0 ? undefined : 100 + index - late,
          );
        const taken = pending.take(() => true);
        expect(taken).toHaveLength(all.length);
        for (const [index, one] of taken.entries())
          expect(one.ended).toBeGreaterThanOrEqual(taken[index - 1]?.ended ?? 0);
        for (const connection of [1, 2, 3, 4]) {
          const numbers = namesOf(taken.filter((one) => one.call?.connection === connection)).map(Number);
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        }
      }),
    );
  });
});

describe('times in order', () => {
  it('rise over what two clocks read apart, and fall when the clock is put back', () => {
    const shown = risingTime();
    expect([1000, 1003, 1002, 1004, 600].map((at) => shown(at))).toEqual([1000, 1003, 1003, 1004, 600]);
    expect(shown(700, 'clock-moved')).toBe(700);
    expect(shown(650)).toBe(650);
  });
});
