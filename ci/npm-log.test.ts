/** What npx itself keeps of a command line: in a clone nothing, for a PIN may stand in it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectRoot } from '../foundation/paths.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'congvu-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const pin = 'QuyenZwerg77';

/** The logs of npm in that home in which the PIN stands, after `npx congvu` was called there. */
function keptBy(cwd: string, ...settings: readonly string[]): readonly string[] {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const env = { ...Object.fromEntries(own), HOME: home, npm_config_update_notifier: 'false' };
  const command = ['--offline', ...settings, 'congvu', 'token', 'show', 'none', '--dir', join(home, pin)];
  expect(() => execFileSync('npx', command, { cwd, env, stdio: 'pipe' })).toThrow('EMULATOR_NOT_RUNNING');
  const logs = join(home, '.npm', '_logs');
  const names = existsSync(logs) ? readdirSync(logs) : [];
  return names.filter((name) => readFileSync(join(logs, name), 'utf8').includes(pin));
}

it('is no log with what was given as an option, in whatever folder of the clone', () => {
  expect(keptBy(projectRoot)).toEqual([]);
  expect(keptBy(join(projectRoot, 'core', 'pki'))).toEqual([]);
});

it('would be one without .npmrc', () => {
  expect(keptBy(projectRoot, '--logs-max=10')).toEqual([expect.stringMatching(/\.log$/)]);
});
