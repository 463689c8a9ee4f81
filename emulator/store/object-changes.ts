/**
 * What is under way with a token's objects: before the answer to a change leaves, its files are on disk and the list of
 * them is right again, unless another change is under way: then the last of them makes it right.
 */
import { join } from 'node:path';
import { type FileBeside, writeFileBeside } from '../../foundation/durable-file.ts';
import { type ObjectFiles, objectFiles } from './object-files.ts';
import { forgetMark, markFile, markText, noMark, type ObjectMark, readMark } from './object-mark.ts';
import {
  checkObjects,
  listFile,
  nextList,
  type ObjectDamage,
  type ObjectsList,
  type ObjectsSeen,
  objectDamages,
  readObjectsList,
  sameList,
  seenObjects,
  writeObjectsList,
} from './objects-list.ts';
import { sealed } from './sealed-file.ts';
import { objectsFolder } from './token-files.ts';
import { readObjects } from './token-objects.ts';

/** Milliseconds between two looks that nobody waits for. */
const betweenLooks = 1000;

/** So many files are read at once without holding other connections up. */
const fewFiles = 256;

/** By what a call does to the files: `makes` adds some, `sets` rewrites one, `destroys` removes one. */
export type ObjectChange = 'makes' | 'sets' | 'destroys';

/**
 * Settles when the change may be told. `cut`: the engine ended first, and nobody knows what it did. Rejects with the
 * system's error when its files cannot be brought to disk.
 */
export type EndChange = (end: 'done' | 'refused' | 'cut') => Promise<void>;

export interface ObjectChanges {
  /** To be awaited before the call goes to an engine. Rejects with the system's error; the call must not be made then. */
  begin(kind: ObjectChange): Promise<EndChange>;
  /** While nothing is under way, looks whether the files are as listed. Throws EMULATOR_STATE_DAMAGED. */
  check(): void;
  /**
   * Looks at the files soon, at most once a second, and not while something is under way: then its end looks. For calls
   * that show an application what is there.
   */
  lookSoon(): void;
  /** Nothing that is under way has touched a file yet: what is there is what was there before, whole. Reads all files. */
  untouched(): boolean;
  /** Object files that are not whole and need not be: what calls that were killed or refused may have left. */
  leftover(path: string): boolean;
  /** To be called before other objects take the place of these; the result when that is done, or has failed. */
  replacing(): (end: 'replaced' | 'as before') => void;
  /** At a stop: makes the list right if nothing is under way, and writes nothing any more. */
  rest(): void;
}

/**
 * `found` is told once of each file that somebody else has damaged, whenever that comes to light. `orphaned` says whether an engine that a killed server has left with the token still works: then no list is made of
 * what it may be writing. Throws EMULATOR_STATE_DAMAGED naming a file that is not what was written.
 */
export function openObjectChanges(
  folder: string,
  serial: string,
  orphaned: () => boolean,
  found: (damage: ObjectDamage) => void = () => undefined,
  files: ObjectFiles = objectFiles(join(folder, objectsFolder)),
): ObjectChanges {
  const objects = join(folder, objectsFolder);
  let list = readObjectsList(folder, serial);
  /** Since the list was right. */
  let mark = readMark(folder, serial);
  const first = seenObjects(readObjects(objects));
  if (list !== undefined) checkObjects(folder, list, first, mark);
  const leftovers = new Set([...first].flatMap(([path, { flaw }]) => (flaw === undefined ? [] : [path])));
  /** With an engine now. */
  let underWay = 0;
  /** Counts every change that was begun: whoever finds it higher than before has looked at half of something. */
  let begun = 0;
  /** Some change may not be in the list. */
  let stale = mark !== noMark || !sameList(list, nextList(list, first, mark));
  let brokenOff = false;
  let stopped = false;
  let working: Promise<unknown> = Promise.resolve();

  const alone = (): boolean => underWay === 0 && !stopped && !orphaned();

  const oneByOne = <T>(work: () => Promise<T>): Promise<T> => {
    const done = working.then(work);
    working = done.catch(() => undefined);
    return done;
  };

  let told: readonly string[] = [];
  /** What is there now, while nothing is under way; `of` may be changed by those that are ended. */
  const tell = (seen: ObjectsSeen, of: ObjectMark): void => {
    if (list === undefined) return;
    const damages = objectDamages(list, seen, of);
    for (const damage of damages) if (!told.includes(damage.path)) found(damage);
    told = damages.map(({ path }) => path);
  };

  let looking: NodeJS.Timeout | undefined;
  let lastLook = Number.NEGATIVE_INFINITY;

  function lookSoon(): void {
    if (looking !== undefined || stopped) return;
    const wait = Math.max(0, lastLook + betweenLooks - performance.now());
    looking = setTimeout(() => {
      looking = undefined;
      lastLook = performance.now();
      oneByOne(look).catch(() => undefined);
    }, wait).unref();
  }

  async function look(): Promise<void> {
    const at = begun;
    const settled = (): boolean => begun === at && !stale && alone();
    if (!settled()) return;
    const seen = await files.look();
    if (settled()) tell(seen, noMark);
  }

  const isRight = (next: ObjectsList): void => {
    list = next;
    mark = noMark;
    stale = false;
    forgetMark(folder);
  };

  /** At once; a failure leaves everything as it was. */
  function sealNow(): void {
    try {
      const next = nextList(list, seenObjects(readObjects(objects)), mark);
      if (!sameList(list, next)) writeObjectsList(folder, serial, next);
      isRight(next);
    } catch {
      // A full disk, or a folder that is gone: less is held against the token, and nothing is lost.
    }
  }

  /** A failure to read says nothing of the files. */
  function lastTold(): void {
    try {
      if (alone()) tell(seenObjects(readObjects(objects)), mark);
    } catch {
      // The folder is gone, or the next start says so.
    }
  }

  async function seal(seen: ObjectsSeen, at: number): Promise<void> {
    const current = (): boolean => begun === at && alone();
    if (!current()) return;
    tell(seen, mark);
    const next = nextList(list, seen, mark);
    if (sameList(list, next)) {
      isRight(next);
      return;
    }
    const beside = await besideOrNot(join(folder, listFile), sealed(next, serial));
    if (beside === undefined) return;
    if (!current()) {
      beside.drop();
      return;
    }
    const synced = beside.commit();
    list = next;
    await synced;
    // The mark goes behind a list that survives a power cut; a change that was begun meanwhile needs it.
    if (current()) isRight(next);
  }

  function ended(end: Parameters<EndChange>[0]): Promise<void> {
    underWay--;
    if (end !== 'done') brokenOff = true;
    // The engine that was killed may not be gone yet: the next change, or the stop, will see what it has left.
    if (end === 'cut') return Promise.resolve();
    return oneByOne(async () => {
      // One that ends while the files are looked at may have been half done when they were.
      const quiet = alone();
      const at = begun;
      const seen = await files.look();
      if (quiet) await seal(seen, at).catch(() => undefined);
    });
  }

  async function begin(kind: ObjectChange): Promise<EndChange> {
    underWay++;
    begun++;
    stale = true;
    if (kind === 'makes') return ended;
    try {
      await oneByOne(async () => {
        const next = { ...mark, [kind]: mark[kind] + 1 };
        const beside = await writeFileBeside(join(folder, markFile), markText(next, serial));
        await beside.commit();
        mark = next;
      });
    } catch (error) {
      underWay--;
      throw error;
    }
    return ended;
  }

  if (stale && alone()) sealNow();

  return Object.freeze({
    begin,
    check: () => {
      if (stale || underWay > 0 || list === undefined) return;
      const seen = seenObjects(readObjects(objects));
      tell(seen, noMark);
      checkObjects(folder, list, seen, noMark);
    },
    lookSoon,
    untouched: () => {
      if (list === undefined || Object.keys(list).length > fewFiles) return false;
      const seen = seenObjects(readObjects(objects));
      const whole = [...seen.values()].every(({ flaw }) => flaw === undefined);
      return whole && sameList(list, nextList(undefined, seen, noMark));
    },
    leftover: (path) => brokenOff || leftovers.has(path),
    replacing: () => {
      begun++;
      underWay++;
      return (end) => {
        underWay--;
        if (end === 'as before') return;
        files.forget();
        told = [];
        list = undefined;
        mark = noMark;
        stale = true;
        if (alone()) sealNow();
      };
    },
    rest: () => {
      begun++;
      clearTimeout(looking);
      lastTold();
      if (stale && alone()) sealNow();
      stopped = true;
    },
  } satisfies ObjectChanges);
}

/** Undefined when the disk does not take it. */
async function besideOrNot(path: string, text: string): Promise<FileBeside | undefined> {
  return writeFileBeside(path, text).catch(() => undefined);
}
