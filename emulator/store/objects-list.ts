/**
 * The list of a token's object files with their digests, written at a clean stop and removed before the first call that
 * may change one: while it is there, a file that is missing or differs was damaged by somebody else. After kill -9 in
 * the middle of such work there is none, and nothing is held against a token.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { objectFlaw } from './object-file.ts';
import { damaged, readSealed, writeSealed } from './sealed-file.ts';
import { objectsFolder } from './token-files.ts';
import { readObjects, type TokenObjects } from './token-objects.ts';

const listFile = 'objects.json';

/** Digests by path below the folder of the objects. */
type ObjectsList = Readonly<Record<string, string>>;

export function hasObjectsList(folder: string): boolean {
  return existsSync(join(folder, listFile));
}

/** Nothing may be changing the objects now. Throws the system's error. */
export function keepObjectsList(folder: string, serial: string): void {
  const files = ownFiles(readObjects(join(folder, objectsFolder)));
  const digests = files.map(([path, content]) => [path, digestOf(content)]);
  writeSealed(join(folder, listFile), Object.fromEntries(digests), serial);
}

/** When this returns, not even a power cut brings it back. Throws the system's error. */
export function forgetObjectsList(folder: string): void {
  if (!existsSync(join(folder, listFile))) return;
  rmSync(join(folder, listFile));
  const open = openSync(folder, 'r');
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}

/** Throws EMULATOR_STATE_DAMAGED naming the file. More files than listed are none of the token's loss. */
export function checkObjectsList(folder: string, serial: string): void {
  if (!existsSync(join(folder, listFile))) return;
  const objects = join(folder, objectsFolder);
  const list = readSealed(join(folder, listFile), serial) as ObjectsList;
  for (const [path, digest] of Object.entries(list)) {
    const file = join(objects, path);
    if (!existsSync(file)) throw damaged(file, 'it is missing');
    const content = readFileSync(file);
    if (digestOf(content) === digest) continue;
    throw damaged(file, objectFlaw(content) ?? 'its content is not what was written');
  }
}

/** The files that are not whole: damaged, or left by a call that was killed. */
export function flawedObjects(objects: TokenObjects): readonly { path: string; flaw: string }[] {
  return ownFiles(objects).flatMap(([path, content]) => {
    const flaw = objectFlaw(content);
    return flaw === undefined ? [] : [{ path, flaw }];
  });
}

/** SoftHSM writes `token.object` and `generation` anew when it likes, and locks hold nothing. */
function ownFiles(objects: TokenObjects): readonly (readonly [string, Uint8Array])[] {
  return Object.entries(objects).filter(
    ([path]) => path.endsWith('.object') && !path.endsWith('/token.object'),
  );
}

function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
