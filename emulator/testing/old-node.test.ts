/** The fixture and the TypeScript API in somebody's project that runs vitest on an older Node. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { laneNode } from '../lanes/lane-node.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const modules = join(here, '../../node_modules');

/** Node 20 of this machine, if it has one: the one that set-up pins is newer. */
const old = (process.env.PATH ?? '')
  .split(delimiter)
  .concat('/usr/bin', '/usr/local/bin')
  .map((folder) => join(folder, 'node'))
  .find((path) => existsSync(path) && version(path).startsWith('v20.'));

function version(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' });
}

function run(program: string, ...parameters: readonly string[]): Promise<{ error: unknown; out: string }> {
  return new Promise((resolve) => {
    execFile(program, parameters, { cwd: here, encoding: 'utf8' }, (error, out, err) =>
      resolve({ error, out: out + err }),
    );
  });
}

describe('Node 20', () => {
  it('has every function of the language that the fixture’s modules use', async () => {
    const project = join(here, 'tsconfig.node-20.json');
    expect((await run(process.execPath, join(modules, 'typescript/bin/tsc'), '-p', project)).out).toBe('');
  });

  // skipped where the machine has no Node 20: there is none to run the fixture with
  it.skipIf(old === undefined)('runs the fixture, lanes included', async () => {
    const vitest = [join(modules, 'vitest/vitest.mjs'), 'run', '--reporter=tap-flat'];
    const { error, out } = await run(old ?? '', ...vitest, '--config', join(here, 'old-node.config.ts'));
    expect([error, out.match(/^(?:not )?ok \d+/gm)]).toEqual([null, ['ok 1', 'ok 2', 'ok 3', 'ok 4']]);
  });
});

describe('a lane', () => {
  it('runs on the Node of the emulator, or on the pinned one where that knows no TypeScript', () => {
    const pinned = join(modules, 'node/bin/node');
    expect(['20.20.2', '22.17.1', '22.18.0', '24.0.0'].map((one) => laneNode(one, '/own/node'))).toEqual([
      pinned,
      pinned,
      '/own/node',
      '/own/node',
    ]);
  });
});
