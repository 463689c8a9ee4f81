/** Writes a file so that a crash at any moment leaves either the old content or the new, never a mixture. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Not the process id: in a container every run has the same, and meets what a killed one left behind. */
const run = randomUUID();
let sequence = 0;

/**
 * Writes beside the target, syncs, renames over it and syncs the folder. When this returns, the bytes survive
 * a power cut. On any error the partial file is removed and the system's error is thrown unchanged.
 */
export function writeFileDurably(path: string, data: Uint8Array | string, mode = 0o600): void {
  const folder = dirname(path);
  const beside = placeBeside(path);
  try {
    writeAndSync(beside, typeof data === 'string' ? Buffer.from(data) : data, mode);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/**
 * As `writeFileDurably`, for many files: others can be written while this one is being synced, and one sync of a folder
 * serves all files that were renamed in it before. The bytes survive a power cut once the promise is fulfilled.
 */
export async function writeFileDurablyAmongOthers(
  path: string,
  data: Uint8Array,
  mode = 0o600,
): Promise<void> {
  const beside = await writeFileBeside(path, data, mode);
  await beside.commit();
}

/** A file that is on disk beside the one whose place it may take. Exactly one of the two is to be called. */
export interface FileBeside {
  /** Takes its place at once; settles when that survives a power cut. Throws or rejects with the system's error. */
  commit(): Promise<void>;
  drop(): void;
}

/** The first half of `writeFileDurablyAmongOthers`: whether the file takes its place is decided when it is on disk. */
export async function writeFileBeside(
  path: string,
  data: Uint8Array | string,
  mode = 0o600,
): Promise<FileBeside> {
  const beside = placeBeside(path);
  const drop = (): void => rmSync(beside, { force: true });
  try {
    // Only syncing takes long: everything else is done sooner than another thread could be asked to do it.
    const file = openSync(beside, 'wx', mode);
    try {
      writeWhole(file, typeof data === 'string' ? Buffer.from(data) : data);
      await synced(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    drop();
    throw error;
  }
  return Object.freeze({
    commit: () => {
      try {
        renameSync(beside, path);
      } catch (error) {
        drop();
        throw error;
      }
      return syncFolderOnce(dirname(resolve(path)));
    },
    drop,
  });
}

const synced = promisify(fsync);

interface FolderSyncs {
  readonly running: Promise<void>;
  /** Begins when the running one has ended, and serves everybody who asks until then. */
  next?: Promise<void>;
}
const folderSyncs = new Map<string, FolderSyncs>();

function syncFolderOnce(path: string): Promise<void> {
  const known = folderSyncs.get(path);
  if (known === undefined) return startFolderSync(path);
  // A sync that has begun may have missed what was renamed since.
  known.next ??= known.running.then(
    () => startFolderSync(path),
    () => startFolderSync(path),
  );
  return known.next;
}

function startFolderSync(path: string): Promise<void> {
  const running = syncLater(path);
  const mine: FolderSyncs = { running };
  folderSyncs.set(path, mine);
  const over = () => {
    if (folderSyncs.get(path) === mine && mine.next === undefined) folderSyncs.delete(path);
  };
  running.then(over, over);
  return running;
}

/** Settles when that file or folder is on disk. Rejects with the system's error. */
export async function syncLater(path: string): Promise<void> {
  const file = openSync(path, 'r');
  try {
    await synced(file);
  } finally {
    closeSync(file);
  }
}

/** Removes what writers that were killed left beside their files, or beside that one, in a folder. Nobody may be writing there. */
export function removeUnfinished(folder: string, file?: string): void {
  for (const name of readdirSync(folder)) {
    const left =
      file === undefined ? name.startsWith('.') && name.endsWith('.part') : unfinishedOf(name) === file;
    if (left) rmSync(join(folder, name), { force: true });
  }
}

/** The name of the file beside which a writer has put one of that name; undefined when none has. */
export function unfinishedOf(name: string): string | undefined {
  return /^\.(.+)\.[0-9a-f-]{36}\.\d+\.part$/.exec(name)?.[1];
}

function placeBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${run}.${sequence++}.part`);
}

function writeWhole(file: number, data: Uint8Array): void {
  for (let offset = 0; offset < data.length; ) offset += writeSync(file, data, offset);
}

function writeAndSync(path: string, data: Uint8Array, mode: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    writeWhole(file, data);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What was renamed, made or removed in that folder survives a power cut when this returns. Throws the system's error. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
