/** Where the emulator's folder is, for every verb that needs it. */
import { InvalidArgumentError } from 'commander';

export interface DirOption {
  readonly dir?: string;
}

/**
 * The emulator's folder: the option, else CONGVU_EMULATOR_DIR, else `.congvu/emulator` below the current folder.
 * A variable that is empty is none.
 */
export function emulatorDir({ dir }: DirOption): string {
  return dir ?? (process.env.CONGVU_EMULATOR_DIR || '.congvu/emulator');
}

export const dirOption = [
  '--dir <dir>',
  'folder of the emulator (default: $CONGVU_EMULATOR_DIR or .congvu/emulator)',
  notEmpty,
] as const;

/** As a path, '' would be the current folder: mostly a variable in a script that is not set. */
function notEmpty(dir: string): string {
  if (dir === '') throw new InvalidArgumentError('it is empty: give the path of a folder');
  return dir;
}
