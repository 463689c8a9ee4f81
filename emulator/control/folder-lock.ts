/** One emulator to a folder: a lock that the kernel lets go of, however the process ends. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { CongvuError } from '../../foundation/error.ts';
import { fail as failEmulator } from '../errors.ts';
import { firstWord } from './client/silence.ts';
import { fail } from './errors.ts';
import { emulatorFolder } from './folder.ts';
import { answers } from './sockets.ts';

export interface FolderLock {
  release(): void;
}

/**
 * A name in Linux's abstract socket space, made from the folder's real path. Unlike a lock file it cannot stay
 * behind after `kill -9`, and unlike a process id it cannot come to mean another process.
 * Throws EMULATOR_ALREADY_RUNNING, EMULATOR_SILENT.
 */
export function lockFolder(dir: string): Promise<FolderLock> {
  const name = lockName(dir);
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') held(dir).then(reject, reject);
      else reject(error);
    });
    server.listen(name, () => {
      server.unref();
      resolve({ release: () => void server.close() });
    });
  });
}

/** Throws EMULATOR_ALREADY_RUNNING or EMULATOR_SILENT when another process has the lock; takes nothing itself. */
export async function checkUnlocked(dir: string): Promise<void> {
  if (await answers(lockName(dir))) throw await held(dir);
}

/** Whether a process has the folder that can be asked now. Throws EMULATOR_SILENT when it has, and cannot. */
export async function holding(dir: string): Promise<boolean> {
  if (!existsSync(dir) || !(await answers(lockName(dir)))) return false;
  const why = await held(dir);
  if (why.code === 'EMULATOR_SILENT') throw why;
  return true;
}

/** Milliseconds: who starts at this moment answers sooner. */
const patience = 5000;

/** Why nobody else can start there: one that can be used or stopped is told from one that must be ended. */
async function held(dir: string): Promise<CongvuError> {
  const until = performance.now() + patience;
  const { controlSocket } = emulatorFolder(dir);
  while (performance.now() < until) {
    const said = await firstWord({ path: controlSocket }, until - performance.now());
    // One that is just ending needs no more words.
    if (said === 'answer' || !(await answers(lockName(dir))))
      return failEmulator('EMULATOR_ALREADY_RUNNING', { dir });
    await wait(100);
  }
  return fail('EMULATOR_SILENT', { dir, process: holderOf(dir) });
}

/** For messages: the emulator's process, if this user may know. */
export function holderOf(dir: string): number | 'PID' {
  return listenerOn(lockName(dir)) ?? 'PID';
}

/** Which process listens on that abstract name, if this user may know: proc_net(5). */
function listenerOn(name: string): number | undefined {
  const line = readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .map((one) => one.trim().split(/\s+/))
    // Connections to it have its name too; this flag is that of a listener.
    .find(([, , , flags, , , , path]) => flags === '00010000' && path === name.replace('\0', '@'));
  const inode = line?.[6];
  const link = `socket:[${inode}]`;
  const holds = (process: string): boolean => {
    try {
      const folder = `/proc/${process}/fd`;
      return readdirSync(folder).some((fd) => readlinkSync(`${folder}/${fd}`) === link);
    } catch {
      return false;
    }
  };
  const found = readdirSync('/proc').find((entry) => /^\d+$/.test(entry) && holds(entry));
  return found === undefined ? undefined : Number(found);
}

function lockName(dir: string): string {
  return `\0congvu-emulator-${createHash('sha256').update(realpathSync(dir)).digest('hex')}`;
}
