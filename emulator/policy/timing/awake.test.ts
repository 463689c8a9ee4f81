/** When the event loop is kept going round, counted in the turns it takes: nothing here looks at a clock. */
import { describe, expect, it } from 'vitest';
import { type EventLoop, wakefulness } from './awake.ts';

/** A loop that the test turns itself. */
function loop() {
  const waiting: (() => void)[] = [];
  let time = 0;
  const turns: EventLoop = { now: () => time, next: (then) => void waiting.push(then) };
  return {
    turns,
    at: (now: number) => {
      time = now;
    },
    /** Whether the loop was asked to go round; if so, it does once. */
    turn: (): boolean => {
      const then = waiting.shift();
      then?.();
      return then !== undefined;
    },
  };
}

/** Calls of the connections, a tenth of a millisecond apart, from that time on. */
function called(
  awake: ReturnType<typeof wakefulness>,
  from: number,
  ...connections: readonly number[]
): number {
  for (const [index, connection] of connections.entries()) awake.called(connection, from + index / 10);
  return from + (connections.length - 1) / 10;
}

const many = (connection: number): readonly number[] => Array.from({ length: 40 }, () => connection);

describe('the server', () => {
  it('stays awake for a moment after each call of an application that works alone, and no longer', () => {
    const { turns, at, turn } = loop();
    const awake = wakefulness(2, turns);
    const last = called(awake, 100, ...many(7));
    at(last + 0.5);
    expect(turn()).toBe(true);
    expect(turn()).toBe(true);
    at(last + 1.5);
    expect(turn()).toBe(true);
    expect(turn()).toBe(false);
    called(awake, last + 2, 7);
    expect(turn()).toBe(true);
  });

  it.each([
    ['a few calls only', 2, many(7).slice(0, 20)],
    ['two applications that work at the same time', 2, many(7).flatMap((one) => [one, 8])],
    ['one that has only just been left alone', 2, [...many(8), ...many(7)]],
    ['a machine with one core', 1, many(7)],
  ])('sleeps as ever after %s', (_, cores, connections) => {
    const { turns, at, turn } = loop();
    const awake = wakefulness(cores, turns);
    called(awake, 100, ...connections.slice(0, -1));
    at(200);
    turn();
    expect(turn()).toBe(false);
    awake.called(connections.at(-1) ?? 0, 100 + connections.length / 10);
    expect(turn()).toBe(false);
  });
});
