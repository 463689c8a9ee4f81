/** What stands where a file is to be written: a file is replaced by a new one of that name, anything else would be lost. */
import { lstatSync } from 'node:fs';

/** `something-else`: a link, a device, a pipe, a socket or a folder. */
export type OutputPlace = 'free' | 'file' | 'something-else';

/** Throws the system's error for a path that it does not take. */
export function outputPlace(path: string): OutputPlace {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'free';
  return found.isFile() ? 'file' : 'something-else';
}
