/** The emulator's folder: made when missing, and left as it was found when starting fails. */
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  fstatSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { CongvuError } from '../../foundation/error.ts';
import { makeFolders } from '../../foundation/folder.ts';
import { fail } from '../errors.ts';
import { saysFull } from '../store/disk-room.ts';
import { statesFile } from '../store/state-numbers.ts';
import { checkContents, checkPrivate, isOwnName } from './private-folder.ts';
import { checkSocketPath } from './sockets.ts';

export interface EmulatorFolder {
  readonly dir: string;
  readonly applicationSocket: string;
  readonly controlSocket: string;
  readonly journal: string;
  readonly clock: string;
  readonly controlToken: string;
  readonly log: string;
}

export function emulatorFolder(dir: string): EmulatorFolder {
  return Object.freeze({
    dir,
    applicationSocket: join(dir, 'p11.sock'),
    controlSocket: join(dir, 'control.sock'),
    journal: join(dir, 'journal.ndjson'),
    clock: join(dir, 'clock.json'),
    controlToken: join(dir, 'control.token'),
    log: join(dir, 'emulator.log'),
  });
}

/** The folder's log, when the standard error of this process goes there: the server of `--detach`. */
export function logFile({ log }: EmulatorFolder): string | null {
  try {
    const [own, file] = [fstatSync(2), statSync(log)];
    return own.dev === file.dev && own.ino === file.ino ? log : null;
  } catch {
    return null;
  }
}

/** Throws EMULATOR_SOCKET_PATH_TOO_LONG before anything is made. */
export function checkFolder(folder: EmulatorFolder): void {
  checkSocketPath(folder.applicationSocket);
  checkSocketPath(folder.controlSocket);
}

/**
 * Makes the folder, or closes one that is there to all others; the result undoes everything that is new in it since. Throws
 * EMULATOR_DIR_NOT_WRITABLE, EMULATOR_DIR_NOT_A_FOLDER, EMULATOR_DIR_NOT_YOURS, EMULATOR_DIR_OPEN, EMULATOR_LINK,
 * EMULATOR_STATE_DAMAGED and EMULATOR_DISK_FULL before anything else is made: an existing folder that is closed to the
 * present user would look empty.
 */
export function makeFolder({ dir, journal, clock, controlToken, log }: EmulatorFolder): { undo(): void } {
  const tokens = join(dir, 'tokens');
  const entries = [
    tokens,
    join(dir, 'softhsm2.conf'),
    join(dir, statesFile),
    journal,
    clock,
    controlToken,
    log,
  ];
  let made: string | undefined;
  try {
    made = makeFolders(dir, 0o700);
    checkOpen(dir);
    if (existsSync(tokens)) checkOpen(tokens);
    checkPrivate(dir);
    checkContents(dir);
    const widen = narrowed(dir);
    const fresh = made === undefined ? entries.filter((path) => !existsSync(path)) : [made];
    return {
      undo: () => {
        for (const path of fresh) rmSync(path, { recursive: true, force: true });
        widen();
      },
    };
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    throw folderFailure(dir, error);
  }
}

/**
 * Takes the right to look into the folder from all others; the result gives it back. To refuse would turn away everybody who
 * has made it with `mkdir` and the usual umask, for nothing: what is in there is closed to others one by one. One that
 * holds other things too (`--dir .`, or root's `--dir /srv`) stays as it is: somebody may need to get at those.
 */
function narrowed(dir: string): () => void {
  const mode = statSync(dir).mode & 0o7777;
  if ((mode & 0o077) === 0 || !readdirSync(dir).every(isOwnName)) return () => undefined;
  chmodSync(dir, 0o700);
  return () => {
    if (existsSync(dir)) chmodSync(dir, mode);
  };
}

/** Throws EMULATOR_DIR_NOT_WRITABLE with that folder's name. */
function checkOpen(path: string): void {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw folderFailure(path, error);
  }
}

/** The system's complaint about the folder, in our words; errors that are ours already pass unchanged. */
export function folderFailure(dir: string, error: unknown): unknown {
  if (error instanceof CongvuError || !(error instanceof Error)) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  if (saysFull(error)) return fail('EMULATOR_DISK_FULL', { dir }, error);
  if (code === 'EEXIST' || code === 'ENOTDIR') return fail('EMULATOR_DIR_NOT_A_FOLDER', { dir }, error);
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'not permitted',
    EROFS: 'read-only file system',
    ENOENT: 'it cannot be made there',
    ELOOP: 'a symbolic link stands in the place of a file',
  };
  const reason = reasons[code];
  return reason === undefined ? error : fail('EMULATOR_DIR_NOT_WRITABLE', { dir, reason }, error);
}
