/** What the emulator is asked to reach, held against a stored run: the table of bench/README.md is made here. */
import type { BenchReport } from './report.ts';
import { figure } from './report.ts';

interface Asked {
  readonly what: string;
  readonly scenario: string;
  /** A ratio's id, or a series'. */
  readonly of: { readonly ratio: string } | { readonly series: string };
  /** The median is to be there or better. */
  readonly limit: number;
}

const stockOne = { ratio: 'emulator / stock server, one application' };
const stockTwo = { ratio: 'emulator / stock server, two applications' };

export const asked: readonly Asked[] = Object.freeze([
  {
    what: 'RSA-2048, one application: 0.85 of direct',
    scenario: 'sign-rsa-2048',
    of: { ratio: 'emulator / direct, one application' },
    limit: 0.85,
  },
  {
    what: 'RSA-2048, two applications: 1.7 times one',
    scenario: 'sign-rsa-2048',
    of: { ratio: 'emulator, two applications / one' },
    limit: 1.7,
  },
  ...(
    [
      ['RSA-2048', 'sign-rsa-2048'],
      ['RSA-3072', 'sign-rsa-3072'],
      ['P-256', 'sign-p256'],
    ] as const
  ).flatMap(([key, scenario]) => [
    { what: `the stock server's equal: ${key}, one application`, scenario, of: stockOne, limit: 1 },
    { what: `the stock server's equal: ${key}, two applications`, scenario, of: stockTwo, limit: 1 },
  ]),
  {
    what: "the stock server's equal: time to the first session of one application after the other",
    scenario: 'initialize',
    of: { ratio: 'emulator / stock server, first session' },
    limit: 1,
  },
  {
    what: "the stock server's equal: memory of an idle connection",
    scenario: 'connection-memory',
    of: { ratio: 'emulator / stock server' },
    limit: 1,
  },
  {
    what: "the stock server's equal: 200 connections at once",
    scenario: 'many-connections',
    of: { ratio: 'emulator / stock server' },
    limit: 1,
  },
  {
    what: 'C_Initialize below 10 ms',
    scenario: 'initialize',
    of: { series: 'emulator-initialize' },
    limit: 10,
  },
  {
    what: 'an idle connection below 5 MB, the mean of twenty',
    scenario: 'connection-memory',
    of: { series: 'emulator' },
    limit: 5,
  },
  {
    what: 'an idle connection below 5 MB, the engine of a first one',
    scenario: 'connection-memory',
    of: { series: 'emulator-first' },
    limit: 5,
  },
  {
    what: 'an emulator with one token for a test below 150 ms',
    scenario: 'fixture',
    of: { series: 'tokens-1' },
    limit: 150,
  },
]);

/** A table in Markdown, in the order of `asked`; what the run has not measured says so, and is not reached. */
export function askedTable({ scenarios }: Pick<BenchReport, 'scenarios'>): string {
  const rows = asked.map(({ what, scenario, of, limit }) => {
    const measured = scenarios.find(({ name }) => name === scenario);
    const ratio = 'ratio' in of ? measured?.ratios.find(({ id }) => id === of.ratio) : undefined;
    const series = 'series' in of ? measured?.series.find(({ id }) => id === of.series) : undefined;
    const found = ratio ?? series;
    if (found === undefined) return [what, 'not in the stored run', '-'];
    const shown = (value: number): string => (ratio === undefined ? figure(value) : value.toFixed(2));
    const unit = series === undefined ? '' : ` ${series.unit}`;
    const reached = found.better === 'higher' ? found.median >= limit : found.median <= limit;
    return [
      what,
      `${shown(found.median)}${unit} (${shown(found.min)} to ${shown(found.max)})`,
      reached ? 'yes' : '**no**',
    ];
  });
  return [['asked for', 'stored run', 'reached'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
