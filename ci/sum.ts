/**
 * Adds up a run of `.ci/run`: the test report of vitest and one line for each gate become one line
 * `N passed, N failed`, and exit code 1 when anything failed, or when there is nothing to add up.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Sum {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, by name, for the lines above the last one. */
  readonly failures: readonly string[];
}

/** The counts of vitest's JSON report; a test file that could not be loaded counts as one failed test. */
export function sumOfTests(report: string | undefined): Sum {
  if (report === undefined) return failure('npm test left no report');
  const { testResults } = JSON.parse(report) as VitestReport;
  const tests = testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, file: file.name })),
  );
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failures = [
    ...tests.filter((test) => test.status === 'failed').map((test) => `${test.file}: ${test.fullName}`),
    ...broken.map((file) => `${file.name}: could not be run`),
  ];
  const passed = tests.filter((test) => test.status === 'passed').length;
  if (passed === 0 && failures.length === 0) return failure('npm test ran no test');
  return {
    passed,
    failed: failures.length,
    skipped: tests.length - passed - tests.filter((test) => test.status === 'failed').length,
    failures,
  };
}

/** What this needs of the report that `vitest --reporter=json` writes. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** One line for each gate: its exit code, a space, its name. */
export function sumOfGates(lines: string): Sum {
  const gates = lines.split('\n').filter((line) => line !== '');
  if (gates.length === 0) return failure('no gate was run');
  const failures = gates
    .filter((line) => !line.startsWith('0 '))
    .map((line) => `gate ${line.slice(line.indexOf(' ') + 1)}`);
  return { passed: gates.length - failures.length, failed: failures.length, skipped: 0, failures };
}

export function closingLine(sums: readonly Sum[]): string {
  const [passed, failed, skipped] = (['passed', 'failed', 'skipped'] as const).map((key) =>
    sums.reduce((total, sum) => total + sum[key], 0),
  );
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

function failure(name: string): Sum {
  return { passed: 0, failed: 1, skipped: 0, failures: [name] };
}

function main(reportFile: string, gatesFile: string): number {
  const report = existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : undefined;
  const gates = existsSync(gatesFile) ? readFileSync(gatesFile, 'utf8') : '';
  const sums = [sumOfTests(report), sumOfGates(gates)];
  const failures = sums.flatMap((sum) => sum.failures);
  process.stdout.write(`${[...failures.map((name) => `failed: ${name}`), closingLine(sums)].join('\n')}\n`);
  return failures.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv[2] ?? '', process.argv[3] ?? '');
}
