/** Reads one file after another into the same room: a fresh buffer for each costs more than the reading itself. */
import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { CongvuError } from '../../../foundation/error.ts';
import { fail as readerFailure } from '../../pdf/reading/errors.ts';
import { defaultLimits } from '../../pdf/reading/index.ts';
import { fail } from '../errors.ts';
import { notReadable } from './not-readable.ts';

export interface FileContent {
  /** Good until the next file is read, or as long as anybody likes when it was larger than the room. */
  readonly content: Uint8Array;
  /** Bytes. */
  readonly size: number;
  /** ISO 8601. */
  readonly modified: string;
}

/** Most documents fit; a larger one gets a buffer of its own, so that a thread does not keep hundreds of megabytes. */
export const usualRoom = 8 * 1024 * 1024;

/** Of each of several documents that are read side by side: longer ones are not. */
export const smallRoom = 512 * 1024;

/** Throws VERIFY_FILE_NOT_FOUND, VERIFY_NOT_A_FILE, PDF_TOO_LARGE. */
export type ReadFile = (file: string) => FileContent;

/** Where so many bytes may be read to, and one more, by which it shows that a file has grown. */
type Room = (size: number) => Buffer;

const withOneMore: Room = (size) => Buffer.allocUnsafeSlow(size + 1);

function roomOf(bytes: number, larger = withOneMore): Room {
  let room: Buffer | undefined;
  return (size) => {
    if (size > bytes) return larger(size);
    room ??= withOneMore(bytes);
    return room;
  };
}

/** Without room every content stays as it is. */
export function fileReader(roomBytes: number): ReadFile {
  return readerInto(roomOf(roomBytes));
}

/**
 * Readers whose contents of up to `smallRoom` stay good side by side, each until the same reader reads again. A longer one is
 * good until any of them reads.
 */
export function fileReaders(count: number): readonly ReadFile[] {
  const shared = roomOf(usualRoom);
  return Array.from({ length: count }, () => readerInto(roomOf(smallRoom, shared)));
}

function readerInto(roomFor: Room): ReadFile {
  return (path) => {
    try {
      // A pipe or a device would keep the thread waiting in a place where nothing can end it, even while it is opened.
      const found = statSync(path);
      if (!found.isFile()) throw fail('VERIFY_NOT_A_FILE', { path });
      const file = openSync(path, 'r');
      try {
        const content = contentOf(file, found, roomFor);
        if (content.length <= found.size) return fileContent(content, found);
        // It has grown, or another one came to its place: what is open counts.
        const now = fstatSync(file);
        return fileContent(contentOf(file, now, roomFor).subarray(0, now.size), now);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      if (error instanceof CongvuError) throw error;
      throw notReadable(path, error);
    }
  };
}

function fileContent(content: Uint8Array, { size, mtime }: Stats): FileContent {
  return { content, size, modified: mtime.toISOString() };
}

/** Shorter than `size` when the file was cut meanwhile, by one longer when it is. */
function contentOf(file: number, { size }: Pick<Stats, 'size'>, roomFor: Room): Uint8Array {
  if (size > defaultLimits.fileBytes) {
    throw readerFailure('PDF_TOO_LARGE', { size, limit: defaultLimits.fileBytes });
  }
  const target = roomFor(size);
  let at = 0;
  while (at < size) {
    const count = readSync(file, target, at, size + 1 - at, at);
    if (count === 0) break;
    at += count;
  }
  const content = target.subarray(0, at);
  // It may pass for a small one, and lies in the room of the large ones.
  return at < size ? Uint8Array.from(content) : content;
}
