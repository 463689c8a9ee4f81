/** Reads a file that a user has named: whatever it turns out to be, no more of it than its kind can have. */
import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes that a file of that kind may have; generous, for they only keep devices and mistaken paths out. */
export const fileLimits = Object.freeze({
  pin: 64 * 1024,
  /** Descriptions in JSON or YAML, certificates, requests. */
  text: 16 * 1024 * 1024,
});

/** In place of the system's error, and with its code. */
export class FileTooLarge extends Error {
  readonly code = 'EFBIG';

  constructor(path: string, limit: number) {
    super(`EFBIG: more than ${limit} bytes, read '${path}'`);
  }
}

/**
 * The whole of the file, pipes and `<(…)` of a shell included. One with more than `limit` bytes is read no further, so that
 * /dev/zero does not take all memory: throws FileTooLarge. Throws the system's error when it cannot be read.
 */
export function readBounded(path: string, limit: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const pieces: Buffer[] = [];
    for (let length = 0; ; ) {
      const piece = Buffer.allocUnsafe(Math.min(64 * 1024, limit + 1 - length));
      const count = readSync(file, piece, 0, piece.length, null);
      if (count === 0) return Buffer.concat(pieces, length);
      length += count;
      if (length > limit) throw new FileTooLarge(path, limit);
      pieces.push(piece.subarray(0, count));
    }
  } finally {
    closeSync(file);
  }
}

/** Why that failed, in a few words that do not name the file. */
export function readingFailure(error: unknown): string {
  if (error instanceof FileTooLarge) return error.message.split(', read ', 1)[0] ?? error.code;
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
