/**
 * Whether the emulator's folder is its user's alone. Whoever can write there, or swap the folder for another one, puts a
 * socket of his own in the place of the emulator's, and the next program gives him its PIN.
 */
import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail } from '../errors.ts';
import { damaged } from '../store/sealed-file.ts';

const groupOrOthersWrite = 0o022;
const othersWrite = 0o002;
const sticky = 0o1000;

/** What the emulator keeps in its folder, by kind; a journal has older parts, and sockets are looked at where they are made. */
const ownFiles =
  /^(journal[^/]*\.ndjson|clock\.json|states\.json|control\.token|emulator\.log|softhsm2\.conf)$/;
const ownFolders = ['tokens', 'snapshots'];
const ownSockets = ['p11.sock', 'control.sock'];

/** A name at the top of the folder that is nobody else's. */
export function isOwnName(name: string): boolean {
  return ownFiles.test(name) || ownFolders.includes(name) || ownSockets.includes(name);
}

/**
 * Throws EMULATOR_DIR_NOT_YOURS, EMULATOR_DIR_OPEN; the system's error when there is no such folder. Not even root is let
 * into a folder of somebody else, who can do there what he likes.
 *
 * A group that may write in a parent is trusted: with a group for each user (umask 002) that is how every folder is made.
 */
export function checkPrivate(dir: string): void {
  const own = statSync(dir);
  if (own.uid !== me()) throw notYours(dir, dir, own);
  if ((own.mode & groupOrOthersWrite) !== 0) throw open(dir, own, '700');
  for (const parent of new Set([...above(dir), ...above(realpathSync(dir))])) {
    const stats = statSync(parent);
    if ((stats.mode & othersWrite) !== 0 && (stats.mode & sticky) === 0) throw open(parent, stats, '+t');
  }
}

/**
 * Looks at everything that the emulator would read or write in there: files and folders of its user, no link that leads out
 * of the folder, no pipe that would never end. What goes away meanwhile is passed over: an emulator may be running there,
 * which is asked for later. Throws EMULATOR_DIR_NOT_YOURS, EMULATOR_LINK, EMULATOR_STATE_DAMAGED.
 */
export function checkContents(dir: string): void {
  for (const name of readdirSync(dir)) {
    if (ownFiles.test(name)) checkEntry(dir, join(dir, name), 'file');
    else if (ownFolders.includes(name)) checkTree(dir, join(dir, name));
    else if (ownSockets.includes(name)) checkEntry(dir, join(dir, name), 'any');
  }
}

function checkTree(dir: string, folder: string): void {
  checkEntry(dir, folder, 'folder');
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) checkTree(dir, path);
    else checkEntry(dir, path, 'file');
  }
}

function checkEntry(dir: string, path: string, kind: 'file' | 'folder' | 'any'): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isSymbolicLink()) throw fail('EMULATOR_LINK', { file: path });
  if (stats.uid !== me()) throw notYours(dir, path, stats);
  if (kind === 'file' && !stats.isFile()) throw damaged(path, 'it is no file');
  if (kind === 'file' && stats.size > largest(path))
    throw damaged(path, `it has ${stats.size} bytes, and never has so many`);
  if (kind === 'folder' && !stats.isDirectory()) throw damaged(path, 'it is no folder');
}

const mebibyte = 1024 * 1024;

/** Bytes that a file of that name may have, if it is read whole: far more than the emulator ever writes. */
function largest(path: string): number {
  const name = basename(path);
  if (/^(clock\.json|control\.token|softhsm2\.conf)$/.test(name)) return mebibyte / 16;
  if (/^(token|state|states)\.json$/.test(name)) return mebibyte;
  // A value has at most the 64 MiB of a frame, and the lists of a token some hundred bytes for each object.
  return /\.(object|json|copy)$/.test(name) ? 128 * mebibyte : Number.POSITIVE_INFINITY;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function above(dir: string): readonly string[] {
  const parent = dirname(dir);
  return parent === dir ? [] : [parent, ...above(parent)];
}

/** There is one wherever there are unix sockets. */
function me(): number {
  return process.geteuid?.() ?? -1;
}

function notYours(dir: string, path: string, { uid }: Stats): Error {
  return fail('EMULATOR_DIR_NOT_YOURS', { dir, path, owner: uid, user: me() });
}

function open(dir: string, { mode }: Stats, change: string): Error {
  return fail('EMULATOR_DIR_OPEN', { dir, mode: (mode & 0o7777).toString(8), change });
}
