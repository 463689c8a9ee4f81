/** Why a path leads to nothing that can be read. */
import type { CongvuError } from '../../../foundation/error.ts';
import { systemCode } from '../../../foundation/system-words.ts';
import { fail } from '../errors.ts';

/** Bytes of a name that are not UTF-8 arrive as U+FFFD, and under that name there is nothing. */
export const nameIsBroken = (path: string): boolean => path.includes('\ufffd');

/** What the system says where the path is right. */
const refusedByRights = new Set(['EACCES', 'EPERM', 'EIO']);

/**
 * VERIFY_FILE_NOT_FOUND; VERIFY_FILE_UNREADABLE where it is there and the system keeps it; VERIFY_FILE_NAME_UNREADABLE where the name
 * itself has not come through.
 */
export function notReadable(path: string, cause: unknown): CongvuError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== undefined && refusedByRights.has(code))
    return fail('VERIFY_FILE_UNREADABLE', { path, reason: systemCode(cause) }, cause);
  return fail(nameIsBroken(path) ? 'VERIFY_FILE_NAME_UNREADABLE' : 'VERIFY_FILE_NOT_FOUND', { path }, cause);
}
