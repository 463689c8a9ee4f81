/** The command as a user runs it, on a scenario of a second; no test looks at how fast anything is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../foundation/paths.ts';
import { stockServerProgram } from './peers/system.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stock = stockServerProgram() !== undefined;
const ratio = 'emulator / stock server, first session';

function congvu(...args: readonly string[]) {
  const program = [join(projectRoot, 'bin', 'congvu.js'), 'bench', ...args];
  return execa(process.execPath, program, { reject: false });
}

function storedRun(median: number, name = 'initialize'): string {
  const file = join(folder, `${name}-${median}.json`);
  const ratios = [{ id: ratio, median, better: 'lower' }];
  writeFileSync(file, JSON.stringify({ format: 1, scenarios: [{ name, ratios }] }));
  return file;
}

describe('congvu bench', () => {
  // skipped where p11-kit's own server is not installed: there is nothing to take the ratio of
  it.skipIf(!stock)(
    'exits 1 against a run that no machine could keep up with, and says what is slower',
    async () => {
      const { exitCode, stdout } = await congvu('initialize', '--rounds', '1', '--against', storedRun(1e-6));
      expect(stdout).toContain(`SLOWER  initialize: ${ratio}`);
      expect(exitCode).toBe(1);
    },
  );

  // skipped where p11-kit's own server is not installed: there is nothing to take the ratio of
  it.skipIf(!stock)('exits 0 against one that every machine can keep up with', async () => {
    const { exitCode, stdout, stderr } = await congvu(
      'initialize',
      '--rounds',
      '1',
      '--json',
      '--against',
      storedRun(1e6),
    );
    expect(exitCode).toBe(0);
    expect(stderr).toContain('initialize: round 1 of 1');
    const report = JSON.parse(stdout);
    expect(report.comparisons).toEqual([expect.objectContaining({ ratio, slower: false })]);
    expect(report.machine).toMatchObject({ node: process.version, coresAwake: false });
    expect(report.scenarios[0].series).toHaveLength(6);
  });

  it('refuses names and files that it does not know, before it measures', async () => {
    const unknown = await congvu('sing-rsa');
    expect([unknown.exitCode, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('BENCH_SCENARIO_UNKNOWN'),
    ]);
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"format":1}');
    const refused = await congvu('initialize', '--against', broken);
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining('BENCH_BASELINE_UNREADABLE'),
    ]);
    expect(refused.stderr).not.toContain('preparing');
  });

  it('says that it compared nothing rather than that all is well', async () => {
    const { exitCode, stderr } = await congvu(
      'initialize',
      '--rounds',
      '1',
      '--against',
      storedRun(1, 'other'),
    );
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('BENCH_BASELINE_UNRELATED')]);
  });

  it('lists what can be measured', async () => {
    const { stdout } = await congvu('--list');
    expect(stdout).toMatch(/^sign-rsa-2048 /m);
  });
});
