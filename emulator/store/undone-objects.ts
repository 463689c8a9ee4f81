/**
 * Takes back what calls have done to a token's object files that were never answered. An engine that is killed in the
 * middle of a making leaves an object without its name and key, since SoftHSM writes a file anew for each of the first
 * attributes; one that is killed while it changes an object leaves an empty or cut off file.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder } from '../../foundation/durable-file.ts';
import type { ObjectMark } from './object-mark.ts';
import { isOwnFile, type ObjectsList, seenObject } from './objects-list.ts';
import { objectsFolder } from './token-files.ts';

export interface UndoneObject {
  /** Below the folder of the objects. */
  readonly path: string;
  readonly how: 'removed' | 'put back';
}

/**
 * Removes unlisted files that the mark's making must have made, and puts the listed one back that its C_SetAttributeValue
 * has changed; `paths` are the files that are there. It is on disk when this returns: only then may the mark go.
 * Nothing may be under way. Gives what it did, and the list with the digests of what it put back. Throws the system's
 * error; doing it again ends in the same.
 */
export function undoUnanswered(
  folder: string,
  list: ObjectsList,
  mark: ObjectMark,
  paths: readonly string[],
): { readonly undone: readonly UndoneObject[]; readonly list: ObjectsList } {
  const own = paths.filter(isOwnFile);
  const made = madeBy(mark, list, own);
  for (const path of made) {
    const file = join(folder, objectsFolder, path);
    rmSync(file, { force: true });
    rmSync(file.replace(/object$/, 'lock'), { force: true });
  }
  for (const place of new Set(made.map((path) => dirname(join(folder, objectsFolder, path))))) {
    syncFolder(place);
    tellEngines(place);
  }
  const back = mark.before === undefined ? {} : putBack(folder, list, { ...mark, before: mark.before }, own);
  return {
    undone: [
      ...made.map((path) => ({ path, how: 'removed' as const })),
      ...Object.keys(back).map((path) => ({ path, how: 'put back' as const })),
    ],
    list: { ...list, ...back },
  };
}

/** In its place: the disk may be full, and after a kill the mark has it still. */
function overwrite(path: string, content: Uint8Array): void {
  const file = openSync(path, 'r+');
  try {
    for (let at = 0; at < content.length; ) at += writeSync(file, content, at, content.length - at, at);
    ftruncateSync(file, content.length);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Those of the paths that only the mark's making can have made. */
export function madeBy(
  { strangers }: ObjectMark,
  list: ObjectsList,
  paths: readonly string[],
): readonly string[] {
  if (strangers === undefined) return [];
  return paths.filter((path) => isOwnFile(path) && !(path in list) && !strangers.includes(path));
}

/**
 * Engines look for files that have come or gone when SoftHSM's number of the token's changes is another one. The one that
 * refused a call (CKR_TEMPLATE_INCOMPLETE) would show what it has left of it for as long as it lives.
 */
function tellEngines(place: string): void {
  const path = join(place, 'generation');
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  try {
    const number = Buffer.alloc(8);
    readSync(file, number, 0, 8, 0);
    number.writeBigUInt64BE(BigInt.asUintN(64, number.readBigUInt64BE() + 1n));
    writeSync(file, number, 0, 8, 0);
  } finally {
    closeSync(file);
  }
}

/** Digests by path. More changed files than calls that change one are somebody else's damage, and stay. */
function putBack(
  folder: string,
  list: ObjectsList,
  { sets, before }: ObjectMark & { readonly before: NonNullable<ObjectMark['before']> },
  paths: readonly string[],
): Readonly<Record<string, string>> {
  const fileOf = (path: string): string => join(folder, objectsFolder, path);
  const changed = paths.filter(
    (path) => path in list && seenObject(readFileSync(fileOf(path))).digest !== list[path],
  );
  if (changed.length > sets) return {};
  const back: Record<string, string> = {};
  for (const path of changed) {
    const content = Buffer.from(before[path] ?? '', 'base64');
    if (seenObject(content).digest !== list[path]) continue;
    // SoftHSM's number of the writing: neither the one that the file had nor the one that the call gave it, so that engines
    // that have seen those look again.
    content.writeBigUInt64BE(BigInt.asUintN(64, content.readBigUInt64BE(0) + 2n), 0);
    overwrite(fileOf(path), content);
    back[path] = seenObject(content).digest;
  }
  return back;
}
