/** One emulator to a folder: a lock that the kernel lets go of, however the process ends. */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { fail } from '../errors.ts';
import { answers } from './sockets.ts';

export interface FolderLock {
  release(): void;
}

/**
 * A name in Linux's abstract socket space, made from the folder's real path. Unlike a lock file it cannot stay
 * behind after `kill -9`, and unlike a process id it cannot come to mean another process.
 * Throws EMULATOR_ALREADY_RUNNING.
 */
export function lockFolder(dir: string): Promise<FolderLock> {
  const name = lockName(dir);
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? fail('EMULATOR_ALREADY_RUNNING', { dir }) : error);
    });
    server.listen(name, () => {
      server.unref();
      resolve({ release: () => void server.close() });
    });
  });
}

/** Throws EMULATOR_ALREADY_RUNNING when another process has the lock; takes nothing itself. */
export async function checkUnlocked(dir: string): Promise<void> {
  if (await answers(lockName(dir))) throw fail('EMULATOR_ALREADY_RUNNING', { dir });
}

function lockName(dir: string): string {
  return `\0congvu-emulator-${createHash('sha256').update(realpathSync(dir)).digest('hex')}`;
}
