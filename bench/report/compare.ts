/** Compares a run with a stored one by its ratios, so that a slower machine does not count as a slower program. */
import type { RatioResult } from '../measure/run.ts';
import type { BenchReport } from './report.ts';

/**
 * A ratio may be worse than the stored one by this share. Medians of ratios of the same program differ by up to 20 % from
 * run to run on a shared virtual machine (bench/README.md); an extra round trip for each call costs more than that.
 */
export const tolerance = 0.3;

export interface Comparison {
  readonly scenario: string;
  readonly ratio: string;
  readonly now: number;
  readonly stored: number;
  readonly slower: boolean;
}

/** Every ratio that both runs have; empty when they have none in common. */
export function compared(now: BenchReport, stored: BenchReport): readonly Comparison[] {
  return now.scenarios.flatMap(({ name, ratios }) => {
    const before = stored.scenarios.find((one) => one.name === name)?.ratios ?? [];
    return ratios.flatMap((ratio) => {
      const old = before.find(({ id }) => id === ratio.id);
      return old === undefined ? [] : [comparison(name, ratio, old)];
    });
  });
}

function comparison(scenario: string, now: RatioResult, stored: RatioResult): Comparison {
  const limit = stored.median * (now.better === 'higher' ? 1 - tolerance : 1 + tolerance);
  // Written so that a ratio that could not be measured (NaN) counts as slower.
  const fine = now.better === 'higher' ? now.median >= limit : now.median <= limit;
  return Object.freeze({
    scenario,
    ratio: now.id,
    now: now.median,
    stored: stored.median,
    slower: !fine,
  });
}

export function comparisonLine({ scenario, ratio, now, stored, slower }: Comparison): string {
  const verdict = slower ? 'SLOWER' : 'ok';
  return `${verdict.padEnd(6)}  ${scenario}: ${ratio}: ${now.toFixed(2)}, stored ${stored.toFixed(2)}`;
}
