/** Why a path leads to nothing that can be read. */
import type { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../errors.ts';

/** Bytes of a name that are not UTF-8 arrive as U+FFFD, and under that name there is nothing. */
export const nameIsBroken = (path: string): boolean => path.includes('\ufffd');

/** VERIFY_FILE_NOT_FOUND, or VERIFY_FILE_NAME_UNREADABLE where the name itself has not come through. */
export function notReadable(path: string, cause: unknown): CongvuError {
  return fail(nameIsBroken(path) ? 'VERIFY_FILE_NAME_UNREADABLE' : 'VERIFY_FILE_NOT_FOUND', { path }, cause);
}
