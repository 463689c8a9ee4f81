/** Where the emulator's folder is, for every verb that needs it. */

export interface DirOption {
  readonly dir?: string;
}

/** The emulator's folder: the option, else CONGVU_EMULATOR_DIR, else `.congvu/emulator` below the current folder. */
export function emulatorDir({ dir }: DirOption): string {
  return dir ?? process.env.CONGVU_EMULATOR_DIR ?? '.congvu/emulator';
}

export const dirOption = [
  '--dir <dir>',
  'folder of the emulator (default: $CONGVU_EMULATOR_DIR or .congvu/emulator)',
] as const;
