/** What tells one state of a file from another: whether a run that goes on has been there already. */
import { createHash } from 'node:crypto';
import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { defaultLimits } from '../../pdf/reading/index.ts';
import { notReadable } from './not-readable.ts';

/** Of the file as it is now. */
export function presentKey(file: string): string {
  const now = presentState(file);
  return typeof now === 'string' ? keyOf(file, now) : keyOf(file, now.size, now.mtime.toISOString());
}

/** The code of what would keep it from being read, asked without opening it. */
function presentState(file: string): Stats | string {
  try {
    const now = statSync(file);
    if (!now.isFile()) return 'VERIFY_NOT_A_FILE';
    accessSync(file, constants.R_OK);
    return now.size > defaultLimits.fileBytes ? 'PDF_TOO_LARGE' : now;
  } catch (error) {
    return notReadable(file, error).code;
  }
}

/** `state`: size and time of change, or the code of why it could not be read. Short, since there may be hundreds of thousands; 96 bits do not meet by chance. */
export function keyOf(file: string, ...state: readonly (string | number | undefined)[]): string {
  return createHash('sha256')
    .update([file, ...state].join('\0'))
    .digest('base64')
    .slice(0, 16);
}
