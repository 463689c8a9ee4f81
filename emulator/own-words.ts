/** What can be asked of an emulator, with the system's complaints about a full or closed disk told as errors of the table. */
import { dirname } from 'node:path';
import { folderFailure } from './control/folder.ts';
import { saysFull } from './store/disk-room.ts';

/**
 * The same object, whose functions, and those of the groups in it, throw or reject with EMULATOR_DISK_FULL or
 * EMULATOR_DIR_NOT_WRITABLE where the system says so. Nothing may depend on `this`.
 */
export function inOwnWords<T extends object>(dir: string, area: T): T {
  const told = Object.entries(area).map(([name, value]: [string, unknown]) => {
    if (typeof value === 'function') return [name, telling(dir, value as (...given: unknown[]) => unknown)];
    return [name, isGroup(value) ? inOwnWords(dir, value) : value];
  });
  return Object.freeze(Object.fromEntries(told)) as T;
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function telling(dir: string, ask: (...given: unknown[]) => unknown): (...given: unknown[]) => unknown {
  return (...given) => {
    try {
      const answer = ask(...given);
      if (!(answer instanceof Promise)) return answer;
      return answer.catch((error: unknown) => {
        throw ofTheDisk(dir, error);
      });
    } catch (error) {
      throw ofTheDisk(dir, error);
    }
  };
}

/** A disk that the system has made read-only after a failure counts too. Anything else is not for the disk to explain. */
function ofTheDisk(dir: string, error: unknown): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  // A folder inside was closed: its name helps, that of the emulator's folder does not.
  if ((code === 'EACCES' || code === 'EPERM') && path !== undefined)
    return folderFailure(dirname(path), error);
  const readOnly = error instanceof Error && 'code' in error && error.code === 'EROFS';
  return saysFull(error) || readOnly ? folderFailure(dir, error) : error;
}
