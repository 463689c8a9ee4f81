/** Rounds, ratios within a round, and what is left behind. */
import { describe, expect, it } from 'vitest';
import { runScenario } from './run.ts';
import type { Scenario } from './scenario.ts';
import { spread } from './statistics.ts';

function scenario(closed: () => void, broken = false): Scenario {
  const order: string[] = [];
  const figures = (id: string, all: number[]) => ({
    id,
    title: id,
    unit: 'x/s',
    better: 'higher' as const,
    measure: async () => {
      order.push(id);
      if (broken && order.length > 3) throw new Error('gone');
      return all.shift() ?? Number.NaN;
    },
  });
  return {
    name: 'fake',
    summary: order.join(),
    rounds: 3,
    prepare: async () => ({
      // The first figure of each warms up; a machine that slows down to a half hits both alike.
      series: [figures('a', [1000, 10, 20, 5]), figures('b', [1000, 20, 40, 10])],
      ratios: [{ id: 'a / b', of: 'a', to: 'b', better: 'higher' as const }],
      missing: ['a peer'],
      close: async () => closed(),
    }),
  };
}

const options = { folder: '', rounds: 3, milliseconds: 1, note: () => undefined };

describe('a scenario', () => {
  it('takes medians of its rounds without the warm-up, and ratios within each round', async () => {
    let closed = 0;
    const result = await runScenario(
      scenario(() => closed++),
      options,
    );
    expect(result.series.map(({ median, min, max }) => [median, min, max])).toEqual([
      [10, 5, 20],
      [20, 10, 40],
    ]);
    expect(result.ratios).toEqual([{ id: 'a / b', better: 'higher', median: 0.5, min: 0.5, max: 0.5 }]);
    expect(result.missing).toEqual(['a peer']);
    expect(closed).toBe(1);
  });

  it('closes what it has prepared when a figure cannot be taken', async () => {
    let closed = 0;
    const broken = scenario(() => closed++, true);
    await expect(runScenario(broken, options)).rejects.toThrow('gone');
    expect(closed).toBe(1);
  });
});

describe('spread', () => {
  it('is the middle, and the mean of the two middles', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
    expect(spread([]).median).toBeNaN();
  });
});
