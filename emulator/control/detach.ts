/** `emulator start --detach`: a server that lives on by itself, and a parent that returns when it answers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CongvuError, type FailureExit } from '../../foundation/error.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { fail } from './errors.ts';
import { checkFolder, type EmulatorFolder, emulatorFolder, folderFailure, makeFolder } from './folder.ts';
import { checkUnlocked } from './folder-lock.ts';
import { withoutCore } from './no-core.ts';

/** What the detached server tells its parent, once. */
export type StartReport =
  | { readonly started: true }
  | {
      readonly started: false;
      readonly code: string;
      readonly exit: FailureExit;
      readonly message: string;
      readonly hint: string;
    };

const startMilliseconds = 60_000;

/** `more`: arguments for `emulator start`. Settles when the socket answers; rejects with the server's own error. A failed start leaves nothing behind. */
export async function startDetached(
  dir: string,
  more: readonly string[] = [],
  patience = startMilliseconds,
): Promise<void> {
  const folder = emulatorFolder(resolve(dir));
  checkFolder(folder);
  const { undo } = makeFolder(folder);
  await checkUnlocked(folder.dir);
  try {
    const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
    const log = openSync(folder.log, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
    const server = spawn(
      '/bin/sh',
      [
        '-c',
        withoutCore,
        process.execPath,
        '--disable-sigusr1',
        join(projectRoot, 'bin', 'congvu.js'),
        'emulator',
        'start',
        '--dir',
        folder.dir,
        ...more,
      ],
      {
        cwd: folder.dir,
        detached: true,
        stdio: ['ignore', log, log, 'ipc'],
        env: withoutSecrets(process.env),
      },
    );
    closeSync(log);
    const report = await reported(server, folder, patience);
    if (!report.started) throw new CongvuError(report.code, report.exit, report.message, report.hint);
    server.disconnect();
    server.unref();
  } catch (error) {
    // What is new in there then belongs to the one that was quicker.
    const overtaken =
      error instanceof CongvuError && ['EMULATOR_ALREADY_RUNNING', 'EMULATOR_SILENT'].includes(error.code);
    if (!overtaken) undo();
    throw folderFailure(folder.dir, error);
  }
}

/** It lives for long, and whoever may read /proc/PID/environ reads along; NODE_OPTIONS may open a debugger. */
function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(CONGVU_\w*(PIN|PUK)|NODE_OPTIONS)$/.test(name),
  );
  return Object.fromEntries(kept);
}

function reported(
  server: ChildProcess,
  { dir, log }: EmulatorFolder,
  patience: number,
): Promise<StartReport> {
  return new Promise((done, reject) => {
    const slow = setTimeout(() => {
      const { pid: process = 0 } = server;
      const error = fail('EMULATOR_START_SLOW', { seconds: Math.ceil(patience / 1000), process, log, dir });
      server.removeAllListeners('exit');
      // With its lock; only then is what it has begun taken away.
      server.once('exit', () => reject(error));
      server.kill('SIGKILL');
    }, patience);
    for (const event of ['message', 'error', 'exit']) server.once(event, () => clearTimeout(slow));
    server.once('message', (report) => done(report as StartReport));
    server.once('error', (error) =>
      reject(fail('EMULATOR_START_FAILED', { reason: error.message, log }, error)),
    );
    server.once('exit', (code, signal) => {
      reject(fail('EMULATOR_START_FAILED', { reason: `its process ended (${signal ?? code})`, log }));
    });
  });
}

/** In the server: tells the parent how the start went. False: there is no parent that waits for it. */
export function reportStart(report: StartReport): boolean {
  if (!process.connected) return false;
  process.send?.(report, () => process.disconnect?.());
  return true;
}
