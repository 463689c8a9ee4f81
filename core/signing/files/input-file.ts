/** Reads the files that a call of `congvu sign` names: regular files of a bounded size, so that no device keeps it reading. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { systemCode, systemReason } from '../../../foundation/system-words.ts';
import { fail } from '../errors.ts';

/** Bytes. A PDF's own limit is the writer's; an image of the largest pixels without any compression fits. */
export const inputLimits = Object.freeze({
  pdf: 256 * 1024 * 1024,
  image: 80 * 1024 * 1024,
  pinFile: 4096,
});

/** `shown`: what a message calls the file; `allocate` gives its bytes their place. Throws SIGN_INPUT_UNREADABLE, SIGN_INPUT_NOT_A_FILE, SIGN_INPUT_TOO_LARGE. */
export function inputFile(
  path: string,
  limit: number,
  shown = path,
  allocate: (length: number) => Uint8Array = Buffer.allocUnsafe,
): Buffer {
  try {
    return bytesOf(path, limit, shown, allocate);
  } catch (cause) {
    if (cause instanceof CongvuError) throw cause;
    throw fail('SIGN_INPUT_UNREADABLE', { path: shown, reason: reasonOf(cause, shown === path) }, cause);
  }
}

/** The system's words name the path too: they are told only where the message does. */
function reasonOf(cause: unknown, whole: boolean): Bilingual {
  const { code = '' } = cause as NodeJS.ErrnoException;
  return plainWords[code] ?? (whole ? systemReason(cause) : systemCode(cause));
}

const plainWords: Readonly<Record<string, Bilingual>> = {
  ENOENT: both('there is no such file', 'không có tệp này'),
  EACCES: both(
    'its rights, or those of a folder above it, forbid reading',
    'quyền của tệp, hoặc của một thư mục chứa tệp, không cho đọc',
  ),
};

function bytesOf(
  path: string,
  limit: number,
  shown: string,
  allocate: (length: number) => Uint8Array,
): Buffer {
  // Without O_NONBLOCK, a named pipe would already keep us waiting here.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw fail('SIGN_INPUT_NOT_A_FILE', { path: shown });
    if (stat.size > limit) throw fail('SIGN_INPUT_TOO_LARGE', { path: shown, size: stat.size, limit });
    // Only what was read is given away.
    const place = allocate(stat.size);
    const bytes = Buffer.from(place.buffer, place.byteOffset, stat.size);
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(file, bytes, length, bytes.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
