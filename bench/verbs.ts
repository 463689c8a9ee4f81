/** The verb `congvu bench`. */
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { systemClock } from '../foundation/clock.ts';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import type { BenchReport } from './report/report.ts';

interface BenchVerbOptions {
  readonly rounds?: number;
  readonly milliseconds: number;
  readonly coresAwake?: true;
  readonly against?: string;
  readonly list?: true;
  readonly json?: true;
}

export function registerBenchVerbs(program: Command): void {
  program
    .command('bench')
    .description('measure the speed against peers in the same run; all scenarios, or those named')
    .argument('[scenario...]', 'see --list')
    .option('--list', 'what can be measured')
    .option('--rounds <number>', 'rounds of every scenario', positive)
    .option('--milliseconds <number>', 'how long one throughput figure is taken', positive, 500)
    .option('--cores-awake', 'let no core halt meanwhile, on the whole machine (Linux, root)')
    .option('--against <file>', 'compare with a stored run; exit code 1 when a ratio got worse')
    .option('--json', 'one JSON document, as --against reads it')
    .action((names: readonly string[], options: BenchVerbOptions) => run(names, options));
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= 100_000) return value;
  throw new InvalidArgumentError('expected a whole number from 1 to 100000');
}

async function run(names: readonly string[], options: BenchVerbOptions): Promise<void> {
  if (options.list === true) return list(options.json);
  const { against, bench } = await import('./bench.ts');
  const { readStored } = await import('./report/stored.ts');
  const { comparisonLine, tolerance } = await import('./report/compare.ts');
  const { reportLines } = await import('./report/report.ts');
  // Read first: a wrong name must not be found out after minutes of measuring.
  const stored = options.against === undefined ? undefined : readStored(options.against);
  const report = await bench({
    scenarios: names,
    rounds: options.rounds,
    milliseconds: options.milliseconds,
    coresAwake: options.coresAwake === true,
    command: ['congvu', ...process.argv.slice(2)].join(' '),
    clock: systemClock,
    note: terminal.note,
  });
  const comparisons = stored === undefined ? undefined : against(report, stored, options.against ?? '');
  if (options.json === true) {
    terminal.printJson(comparisons === undefined ? report : { ...report, tolerance, comparisons });
  } else {
    for (const line of reportLines(report)) terminal.print(line);
    if (comparisons !== undefined) {
      terminal.print(`\nAgainst ${options.against}; a ratio may be worse by ${tolerance * 100} %:`);
      if (stored !== undefined && isAwake(stored) !== isAwake(report))
        terminal.print(
          '(cores were kept awake in only one of the two runs: calls through a server look different)',
        );
      for (const one of comparisons) terminal.print(comparisonLine(one));
    }
  }
  if (comparisons?.some(({ slower }) => slower) === true) process.exitCode = 1;
}

function isAwake({ machine }: Partial<Pick<BenchReport, 'machine'>>): boolean {
  return machine?.coresAwake === true;
}

async function list(json: true | undefined): Promise<void> {
  const { scenarios } = await import('./scenarios/index.ts');
  const known = scenarios.map(({ name, summary }) => ({ name, summary }));
  if (json === true) return terminal.printJson(known);
  const width = Math.max(...known.map(({ name }) => name.length));
  for (const { name, summary } of known) terminal.print(`${name.padEnd(width)}  ${summary}`);
}
