/** Ctrl-C as a terminal does it: the signal reaches every process of the group. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';

const tiny = join(projectRoot, 'conformance', 'sut', 'examples', 'tiny-adapter.mjs');

let folder: string;
let temporary: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-int-'));
  temporary = join(folder, 't');
  mkdirSync(temporary);
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Running {
  readonly child: ChildProcess;
  /** Waits until it holds, or the program has ended. */
  until(holds: () => boolean): Promise<void>;
  stderr(): string;
  /** To the whole group, if there still is one. */
  signal(signal: NodeJS.Signals): void;
  ended(): Promise<number | null>;
}

function certifying(...words: readonly string[]): Running {
  const child = spawn(process.execPath, [join(projectRoot, 'bin', 'congvu.js'), 'certify', ...words], {
    cwd: folder,
    detached: true,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const closed = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    until: async (holds) => {
      while (child.exitCode === null && child.signalCode === null && !holds()) await pause(5);
    },
    stderr: () => stderr,
    signal: (signal) => {
      try {
        process.kill(-(child.pid ?? 0), signal);
      } catch (error) {
        // It may have ended since it was last looked at.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    },
    ended: () => closed,
  };
}

/** Folders of the run; the cache of compiled programs may stay. */
const leftIn = (dir: string) =>
  readdirSync(dir).filter((name) => name.startsWith('congvu-') || name.startsWith('.'));

const report = ['--out', 'report'];

/** Processes that were given a path below the folder of the test. */
function stillRunning(): readonly string[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  const words = (pid: string) => {
    try {
      return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(words)
    .filter((line) => line.includes(folder));
}

describe('an interrupted run', () => {
  it.each([
    ['SIGINT', 'while tokens are tried', (run: Running) => run.stderr().includes('[')],
    ['SIGTERM', 'while tokens are tried', (run: Running) => run.stderr().includes('[')],
    ['SIGINT', 'while it starts', () => leftIn(temporary).length > 1],
  ] as const)('%s %s: one line, a report that says so, nothing left', async (signal, _, holds) => {
    const run = certifying(...report, '--only', 'hai-phong-2025/qc-09', '--only', 'hai-phong-2025/qc-15');
    await run.until(() => holds(run));
    run.signal(signal);
    // As npm does, which hands the signal on.
    run.signal(signal);
    expect(await run.ended(), run.stderr()).toBe(1);
    expect(run.stderr().match(/interrupted/g)).toHaveLength(1);
    expect(run.stderr()).not.toMatch(/^\s+at |Error/m);
    const results = JSON.parse(readFileSync(join(folder, 'report', 'results.json'), 'utf8'));
    expect(results.run.interrupted).toBe(true);
    expect(leftIn(temporary)).toEqual([]);
    expect(leftIn(folder)).toEqual([]);
    expect(stillRunning()).toEqual([]);
  });

  it('stops at once the second time, and leaves nothing either', async () => {
    const target = join(folder, 'target.json');
    const asked = join(folder, 'asked');
    writeFileSync(
      target,
      JSON.stringify({
        product: { name: 'Tiny', vendor: 'Example', version: '1' },
        capabilities: { verifier: {} },
        // It writes to stderr when it has been asked, and then hangs.
        adapter: {
          exec: ['bash', '-c', 'exec "$0" "$1" --as hangs 2>"$2"', process.execPath, tiny, asked],
          timeoutSeconds: 600,
        },
        claims: ['hai-phong-2025'],
      }),
    );
    const run = certifying(...report, '--target', target, '--only', 'hai-phong-2025/qc-15');
    await run.until(() => existsSync(asked) && readFileSync(asked).length > 0);
    run.signal('SIGINT');
    await run.until(() => run.stderr().includes('interrupted'));
    while (run.child.exitCode === null && run.child.signalCode === null) {
      run.signal('SIGINT');
      await pause(50);
    }
    expect(await run.ended(), run.stderr()).toBe(3);
    expect(run.stderr()).not.toMatch(/^\s+at |Error/m);
    expect(leftIn(temporary)).toEqual([]);
    expect(leftIn(folder)).toEqual([]);
    expect(stillRunning()).toEqual([]);
  });
});
