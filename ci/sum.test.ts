/** Anything that failed shows in the last line and in the exit code; an empty run is a failure too. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closingLine, sumOfGates, sumOfTests } from './sum.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-sum-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A real report of the real runner about the given test file. */
function reportOf(name: string, test: string): { readonly path: string; readonly exit: number | null } {
  const project = join(folder, name);
  const path = join(folder, `${name}.json`);
  spawnSync('mkdir', ['-p', project]);
  writeFileSync(join(project, 'sample.test.ts'), test);
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--root',
      project,
      '--globals',
      '--reporter=json',
      `--outputFile=${path}`,
    ],
    { encoding: 'utf8' },
  );
  return { path, exit: status };
}

function sum(
  reportFile: string,
  gates: string,
): { readonly exit: number | null; readonly lines: readonly string[] } {
  const gatesFile = join(folder, 'gates');
  writeFileSync(gatesFile, gates);
  const run = spawnSync(process.execPath, [join(root, 'ci/sum.ts'), reportFile, gatesFile], {
    encoding: 'utf8',
  });
  return { exit: run.status, lines: run.stdout.trimEnd().split('\n') };
}

describe('the sum of a run', () => {
  it('passes when every test and gate passed', () => {
    const { path, exit } = reportOf(
      'passing',
      `it('a', () => {}); it('b', () => {}); it['skip']('c', () => {});`,
    );
    expect(exit).toBe(0);
    expect(sum(path, '0 types\n0 lint\n')).toEqual({ exit: 0, lines: ['4 passed, 0 failed, 1 skipped'] });
  });

  it('fails for one failing test, and names it', () => {
    const { path } = reportOf('failing', `it('a', () => {}); it('breaks', () => { throw new Error('x'); });`);
    const { exit, lines } = sum(path, '0 types\n');
    expect(exit).toBe(1);
    expect(lines.at(-1)).toBe('2 passed, 1 failed');
    expect(lines[0]).toMatch(/^failed: .*sample\.test\.ts: breaks$/);
  });

  it('fails for a test file that cannot be loaded', () => {
    const { path } = reportOf('unloadable', `import './nowhere.ts'; it('a', () => {});`);
    expect(sum(path, '0 types\n')).toMatchObject({ exit: 1 });
  });

  it('fails for one failing gate', () => {
    const { path } = reportOf('gated', `it('a', () => {});`);
    expect(sum(path, '0 types\n1 lint\n')).toEqual({
      exit: 1,
      lines: ['failed: gate lint', '2 passed, 1 failed'],
    });
  });

  it('fails when there is no report, no test or no gate', () => {
    expect(sum(join(folder, 'absent.json'), '0 types\n').lines.at(-1)).toBe('1 passed, 1 failed');
    expect(sumOfTests('{"testResults":[]}').failed).toBe(1);
    expect(sumOfGates('').failed).toBe(1);
    expect(closingLine([sumOfGates('0 a\n')])).toBe('1 passed, 0 failed');
  });
});
