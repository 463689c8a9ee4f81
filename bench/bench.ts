/** One run of `congvu bench`: scenarios, report, and comparison with a stored run. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../foundation/clock.ts';
import { temporaryFolder } from '../foundation/temporary-folder.ts';
import { fail } from './errors.ts';
import { keepCoresAwake } from './measure/cores-awake.ts';
import { runScenario, type ScenarioResult } from './measure/run.ts';
import type { Scenario } from './measure/scenario.ts';
import { type Comparison, compared } from './report/compare.ts';
import { thisMachine } from './report/machine.ts';
import type { BenchReport } from './report/report.ts';
import { scenarios as registered } from './scenarios/index.ts';

export interface BenchOptions {
  /** Names; none: all. */
  readonly scenarios: readonly string[];
  /** Undefined: as many as each scenario thinks right. */
  readonly rounds?: number | undefined;
  readonly milliseconds: number;
  /** No core halts meanwhile; see measure/cores-awake.ts. */
  readonly coresAwake: boolean;
  readonly command: string;
  readonly clock: Clock;
  readonly note: (line: string) => void;
}

/** Throws BENCH_SCENARIO_UNKNOWN before anything is measured, BENCH_CORES_NOT_AWAKE, BENCH_PEER_FAILED, BENCH_APPLICATION_FAILED. */
export async function bench(options: BenchOptions): Promise<BenchReport> {
  const chosen = chosenScenarios(options.scenarios);
  if (!options.coresAwake) return measured(chosen, options);
  const letSleep = keepCoresAwake();
  try {
    return await measured(chosen, options);
  } finally {
    letSleep();
  }
}

async function measured(chosen: readonly Scenario[], options: BenchOptions): Promise<BenchReport> {
  const machine = thisMachine(options.coresAwake);
  const at = options.clock.now().toISOString();
  const results: ScenarioResult[] = [];
  for (const scenario of chosen) {
    // Short: a socket path has at most 107 bytes.
    const folder = temporaryFolder(join(tmpdir(), 'congvu-bench-'));
    try {
      const { milliseconds, note } = options;
      const rounds = options.rounds ?? scenario.rounds;
      results.push(await runScenario(scenario, { folder: folder.path, rounds, milliseconds, note }));
    } finally {
      folder.remove();
    }
  }
  return Object.freeze({ format: 1, command: options.command, at, machine, scenarios: results });
}

function chosenScenarios(names: readonly string[]): readonly Scenario[] {
  if (names.length === 0) return registered;
  return names.map((name) => {
    const scenario = registered.find((one) => one.name === name);
    if (scenario !== undefined) return scenario;
    throw fail('BENCH_SCENARIO_UNKNOWN', { name, known: registered.map((one) => one.name).join(', ') });
  });
}

/** Throws BENCH_BASELINE_UNRELATED: a comparison of nothing must not look like a good one. */
export function against(report: BenchReport, stored: BenchReport, file: string): readonly Comparison[] {
  const comparisons = compared(report, stored);
  if (comparisons.length > 0) return comparisons;
  throw fail('BENCH_BASELINE_UNRELATED', {
    file,
    known: stored.scenarios.map(({ name }) => name).join(', '),
  });
}
