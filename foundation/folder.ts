/** Makes folders without `mkdir`'s own recursion, which never ends where the system denies that a parent exists. */
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes the folder and its missing parents; gives the topmost one that is new, undefined when all stood already.
 * Throws the system's error unchanged, with everything removed again that was made on the way. Not left to
 * `recursive: true`: Node 24 tries for ever where a new folder is answered with ENOENT, as in /proc.
 */
export function makeFolders(dir: string, mode = 0o777): string | undefined {
  if (isFolder(dir)) return undefined;
  const parent = dirname(dir);
  const made = parent === dir ? undefined : makeFolders(parent, mode);
  try {
    mkdirSync(dir, { mode });
  } catch (error) {
    // Another process may have been quicker.
    if (isFolder(dir)) return made;
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    throw error;
  }
  return made ?? dir;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
