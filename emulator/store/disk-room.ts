/**
 * Whether the file system of a token has room for what an engine is about to write: SoftHSM answers CKR_OK for objects
 * that a full disk has not taken, so that it must not be asked.
 */
import { statfsSync } from 'node:fs';

/** Bytes that must be free beyond what a call brings: an object, SoftHSM's rewriting of it, the list and the mark. */
const reserve = 256 * 1024;

/** SoftHSM keeps what it is given in more than one form, and a key pair in two files. */
const perByteGiven = 8;

/** A key pair with its locks takes four; the list and the mark are written beside the old ones. */
const fewFiles = 16;

/** For a call that brings so many bytes. Throws the system's error. */
export function hasRoom(folder: string, bytes = 0): boolean {
  const { bavail, bsize, files, ffree } = statfsSync(folder);
  // Some file systems (btrfs) have no fixed number of files, and say 0.
  return bavail * bsize >= reserve + perByteGiven * bytes && (files === 0 || ffree >= fewFiles);
}

/** For files of those contents. Throws the system's error. */
export function hasRoomFor(folder: string, contents: readonly Uint8Array[]): boolean {
  const { bavail, bsize, files, ffree } = statfsSync(folder);
  const blocks = contents.reduce((sum, { length }) => sum + Math.ceil(length / bsize), 0);
  return (bavail - blocks) * bsize >= reserve && (files === 0 || ffree >= fewFiles + contents.length);
}

/** The system's complaint that a disk, or the user's share of it, is full. */
export function saysFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
