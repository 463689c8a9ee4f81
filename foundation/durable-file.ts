/** Writes a file so that a crash at any moment leaves either the old content or the new, never a mixture. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

let sequence = 0;

/**
 * Writes beside the target, syncs, renames over it and syncs the folder. When this returns, the bytes survive
 * a power cut. On any error the partial file is removed and the system's error is thrown unchanged.
 */
export function writeFileDurably(path: string, data: Uint8Array | string, mode = 0o600): void {
  const folder = dirname(path);
  const beside = join(folder, `.${basename(path)}.${process.pid}.${sequence++}.part`);
  try {
    writeAndSync(beside, typeof data === 'string' ? Buffer.from(data) : data, mode);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(folder);
}

function writeAndSync(path: string, data: Uint8Array, mode: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    for (let offset = 0; offset < data.length; ) offset += writeSync(file, data, offset);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
