/** `emulator start --detach`: a server that lives on by itself, and a parent that returns when it answers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CongvuError, type FailureExit } from '../../foundation/error.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { fail } from '../errors.ts';
import { checkFolder, emulatorFolder, folderFailure, makeFolder } from './folder.ts';
import { checkUnlocked } from './folder-lock.ts';

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

/** `more`: arguments for `emulator start`. Settles when the socket answers; rejects with the server's own error. A failed start leaves nothing behind. */
export async function startDetached(dir: string, more: readonly string[] = []): Promise<void> {
  const folder = emulatorFolder(resolve(dir));
  checkFolder(folder);
  const { undo } = makeFolder(folder);
  await checkUnlocked(folder.dir);
  try {
    const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
    const log = openSync(folder.log, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
    const server = spawn(
      process.execPath,
      [join(projectRoot, 'bin', 'congvu.js'), 'emulator', 'start', '--dir', folder.dir, ...more],
      { cwd: '/', detached: true, stdio: ['ignore', log, log, 'ipc'] },
    );
    closeSync(log);
    const report = await reported(server, folder.log);
    if (!report.started) throw new CongvuError(report.code, report.exit, report.message, report.hint);
    server.disconnect();
    server.unref();
  } catch (error) {
    // What is new in there then belongs to the one that was quicker.
    const overtaken = error instanceof CongvuError && error.code === 'EMULATOR_ALREADY_RUNNING';
    if (!overtaken) undo();
    throw folderFailure(folder.dir, error);
  }
}

function reported(server: ChildProcess, log: string): Promise<StartReport> {
  return new Promise((done, reject) => {
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
