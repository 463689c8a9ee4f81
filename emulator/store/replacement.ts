/** Puts new keys and a new state in the place of a token's present ones: after a crash it is all old or all new. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { renameDurably, syncTree } from './durable-folder.ts';
import { forgetTokenObject, keepTokenObject } from './mended-object.ts';
import { forgetMark } from './object-mark.ts';
import { forgetObjectsList, listFile, listObjects } from './objects-list.ts';
import { objectsFolder, recordFile } from './token-files.ts';

const unfinished = 'next.part';
const decided = 'next';
const old = 'discarded';

/** Settles when `fill` has made the new keys in the folder that it is given. Rejects with its error; nothing has changed then. */
export async function prepareReplacement(
  folder: string,
  fill: (aside: string) => void | Promise<void>,
): Promise<void> {
  const aside = join(folder, unfinished);
  remove(aside);
  mkdirSync(aside, { mode: 0o700 });
  try {
    await fill(aside);
  } catch (error) {
    remove(aside);
    throw error;
  }
}

/**
 * At once, so that nothing comes between the record that `write` puts beside the prepared keys and the decision. `of`: whose
 * list of the new keys it will be. When it returns, the next start would carry it through, and `finishReplacement` does at
 * once; when it throws, nothing has changed.
 */
export function decideReplacement(folder: string, of: string, write: (aside: string) => void): void {
  const aside = join(folder, unfinished);
  try {
    write(aside);
    listObjects(aside, of);
    syncTree(aside);
  } catch (error) {
    remove(aside);
    throw error;
  }
  renameDurably(aside, join(folder, decided));
}

/** What a crash left of it: before the decision it is undone, after it is carried through. */
export function finishReplacement(folder: string): void {
  remove(join(folder, unfinished));
  const next = join(folder, decided);
  const objects = join(folder, objectsFolder);
  const discarded = join(folder, old);
  if (existsSync(next)) {
    const list = join(next, listFile);
    forgetTokenObject(folder);
    forgetMark(folder);
    if (existsSync(join(next, objectsFolder))) {
      // An earlier version listed the objects afterwards; gone for good with the renaming that follows.
      if (!existsSync(list)) forgetObjectsList(folder);
      if (existsSync(objects)) {
        remove(discarded);
        renameDurably(objects, discarded);
      }
      renameDurably(join(next, objectsFolder), objects);
    }
    if (existsSync(list)) renameDurably(list, join(folder, listFile));
    if (existsSync(join(next, recordFile))) renameDurably(join(next, recordFile), join(folder, recordFile));
    keepTokenObject(folder);
    remove(next);
  }
  // Format 1 wiped without deciding first: discarded objects are then still the token's.
  if (!existsSync(objects) && existsSync(discarded)) renameDurably(discarded, objects);
  remove(discarded);
  remove(join(folder, 'fresh'));
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
