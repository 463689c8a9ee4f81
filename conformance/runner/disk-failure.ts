/** Tells a disk that cannot be written from every other failure. */

const codes: readonly string[] = [
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EACCES',
  'EPERM',
  'EIO',
  'EMFILE',
  'ENOTDIR',
  'EEXIST',
];

/** Whether the system refused to write: nothing that is run afterwards could be kept. */
export function isDiskFailure(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
