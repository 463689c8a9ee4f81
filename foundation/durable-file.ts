/** Writes a file so that a crash at any moment leaves either the old content or the new, never a mixture. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Not the process id: in a container every run has the same, and meets what a killed one left behind. */
const run = randomUUID();
let sequence = 0;

/**
 * Writes beside the target, syncs, renames over it and syncs the folder. When this returns, the bytes survive
 * a power cut. On any error the partial file is removed and the system's error is thrown unchanged.
 */
export function writeFileDurably(path: string, data: Uint8Array | string, mode = 0o600): void {
  const folder = dirname(path);
  const beside = join(folder, `.${basename(path)}.${run}.${sequence++}.part`);
  try {
    writeAndSync(beside, typeof data === 'string' ? Buffer.from(data) : data, mode);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** Removes what writers that were killed left beside their files in a folder. Nobody may be writing there. */
export function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^\..*\.part$/.test(name)) rmSync(join(folder, name), { force: true });
  }
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
