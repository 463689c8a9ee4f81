/** A disk that is full is nobody's fault: it is said by name, and what has been written is gone on with. */
import { fail } from '../errors.ts';

const full: readonly (string | undefined)[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Does `write`; throws VERIFY_DISK_FULL where the system has no room for it, any other error unchanged. */
export function whileThereIsRoom<Answer>(path: string, write: () => Answer): Answer {
  try {
    return write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !full.includes(code)) throw error;
    throw fail('VERIFY_DISK_FULL', { path, reason: code }, error);
  }
}
