/** The object files of a token as they are now, brought to disk while they are looked at. */
import type { BigIntStats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncLater } from '../../foundation/durable-file.ts';
import { isOwnFile, type ObjectsSeen, type SeenObject, seenObject } from './objects-list.ts';

/**
 * Two writings within this many milliseconds may leave the same times on a file: only of one that has rested longer is it
 * enough to look at its times.
 */
const clockGrain = 100;

interface Known {
  readonly print: string;
  /** Undefined for a file of SoftHSM's own. */
  readonly seen: SeenObject | undefined;
}

export interface ObjectFiles {
  /**
   * What is there; every file that has changed since the last look is on disk when it settles, and so are the names of
   * all. Files that go away meanwhile are none. Rejects with the system's error.
   */
  look(): Promise<ObjectsSeen>;
  /** Other files are in their place. */
  forget(): void;
}

/** `folder` holds one folder, SoftHSM's token. */
export function objectFiles(folder: string): ObjectFiles {
  const known = new Map<string, Known>();

  async function lookAt(path: string): Promise<Known | undefined> {
    const file = join(folder, path);
    const print = printOf(await stat(file, { bigint: true }));
    const before = known.get(path);
    if (before !== undefined && before.print === print) return before;
    const handle = await open(file, 'r');
    try {
      const now = await handle.stat({ bigint: true });
      const content = await handle.readFile();
      await handle.sync();
      const found = { print: printOf(now), seen: isOwnFile(path) ? seenObject(content) : undefined };
      if (hasRested(now)) known.set(path, found);
      else known.delete(path);
      return found;
    } finally {
      await handle.close();
    }
  }

  async function look(): Promise<ObjectsSeen> {
    const seen = new Map<string, SeenObject>();
    for (const inside of await readdir(folder)) {
      const names = (await readdir(join(folder, inside))).filter((name) => !name.endsWith('.lock'));
      const paths = names
        .map((name) => `${inside}/${name}`)
        .filter((path) => !path.endsWith('/token.object'));
      const found = await Promise.all(paths.map((path) => unlessGone(lookAt(path))));
      for (const [index, path] of paths.entries()) {
        const object = found[index]?.seen;
        if (object !== undefined) seen.set(path, object);
        if (found[index] === undefined) known.delete(path);
      }
      await syncLater(join(folder, inside));
    }
    return seen;
  }

  return Object.freeze({ look, forget: () => known.clear() });
}

function printOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

function hasRested({ ctimeMs }: BigIntStats): boolean {
  return Number(ctimeMs) < Date.now() - clockGrain;
}

async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
