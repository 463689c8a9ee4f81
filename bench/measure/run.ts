/** Runs a scenario: one warm-up, then all series once in each round, so that a busy moment hits all of them. */
import type { Ratio, Scenario, Series } from './scenario.ts';
import { type Spread, spread } from './statistics.ts';

export interface SeriesResult extends Spread {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
}

/** The ratio within each round, and then the median of those. */
export interface RatioResult extends Spread {
  readonly id: string;
  readonly better: 'higher' | 'lower';
}

export interface ScenarioResult {
  readonly name: string;
  readonly summary: string;
  readonly rounds: number;
  readonly series: readonly SeriesResult[];
  readonly ratios: readonly RatioResult[];
  readonly missing: readonly string[];
}

export interface RunOptions {
  readonly folder: string;
  readonly rounds: number;
  /** How long one throughput figure is taken for. */
  readonly milliseconds: number;
  readonly note: (line: string) => void;
}

export async function runScenario(scenario: Scenario, options: RunOptions): Promise<ScenarioResult> {
  const { folder, rounds, milliseconds, note } = options;
  note(`${scenario.name}: preparing`);
  const prepared = await scenario.prepare(folder, { milliseconds });
  try {
    for (const lack of prepared.missing) note(`${scenario.name}: not measured: ${lack}`);
    const figures = new Map<string, number[]>(prepared.series.map(({ id }) => [id, []]));
    for (const series of prepared.series) await series.measure();
    for (let round = 1; round <= rounds; round++) {
      for (const series of prepared.series) figures.get(series.id)?.push(await series.measure());
      note(`${scenario.name}: round ${round} of ${rounds}`);
    }
    return Object.freeze({
      name: scenario.name,
      summary: scenario.summary,
      rounds,
      series: prepared.series.map((series) => seriesResult(series, figures.get(series.id) ?? [])),
      ratios: prepared.ratios.map((ratio) => ratioResult(ratio, figures)),
      missing: prepared.missing,
    });
  } finally {
    await prepared.close();
  }
}

function seriesResult({ id, title, unit, better }: Series, figures: readonly number[]): SeriesResult {
  return Object.freeze({ id, title, unit, better, ...spread(figures) });
}

function ratioResult(ratio: Ratio, figures: ReadonlyMap<string, readonly number[]>): RatioResult {
  const below = figures.get(ratio.to) ?? [];
  const each = (figures.get(ratio.of) ?? []).map((figure, round) => figure / (below[round] ?? Number.NaN));
  return Object.freeze({ id: ratio.id, better: ratio.better, ...spread(each) });
}
