/** The result of a run as data and as text. */
import type { ScenarioResult } from '../measure/run.ts';
import type { Machine } from './machine.ts';

export interface BenchReport {
  readonly format: 1;
  readonly command: string;
  readonly at: string;
  readonly machine: Machine;
  readonly scenarios: readonly ScenarioResult[];
}

/** For people: machine, versions, command, and then median and spread of every series and ratio. */
export function reportLines({ command, at, machine, scenarios }: BenchReport): readonly string[] {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  return [
    `${at}  ${command}`,
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, load ${machine.loadBefore.toFixed(2)} before${machine.coresAwake === true ? ', cores kept awake' : ''}`,
    [`Node ${machine.node}`, machine.openssl, ...packages].join(', '),
    ...scenarios.flatMap(scenarioLines),
  ];
}

function scenarioLines({
  name,
  summary,
  rounds,
  series,
  ratios,
  missing,
}: ScenarioResult): readonly string[] {
  const width = Math.max(...[...series.map(({ title }) => title), ...ratios.map(({ id }) => id)].map(length));
  return [
    '',
    `${name}: ${summary}; median of ${rounds} rounds (lowest to highest)`,
    ...series.map(
      ({ title, unit, median, min, max }) =>
        `  ${title.padEnd(width)}  ${figure(median)} ${unit} (${figure(min)} to ${figure(max)})`,
    ),
    ...ratios.map(
      ({ id, median, min, max }) =>
        `  ${id.padEnd(width)}  ${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`,
    ),
    ...missing.map((what) => `  not measured: ${what}`),
  ];
}

function length(text: string): number {
  return text.length;
}

/** Three digits are more than the spread allows. */
export function figure(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return value.toPrecision(2);
}
