/**
 * What is under way with a token's objects: before the answer to a change leaves, its files are on disk and the list of
 * them is right again; what a call has done that will not be answered is taken back.
 */
import { join } from 'node:path';
import { deferred } from '../../foundation/deferred.ts';
import { type ObjectFiles, objectFiles } from './object-files.ts';
import { noMark } from './object-mark.ts';
import { type ObjectChange, openLedger } from './objects-ledger.ts';
import { nextList, type ObjectDamage, sameList, seenObjects } from './objects-list.ts';
import { objectsFolder } from './token-files.ts';
import { readObjects } from './token-objects.ts';
import type { UndoneObject } from './undone-objects.ts';

/** Milliseconds between two looks that nobody waits for. */
const betweenLooks = 1000;

/** So many files are read at once without holding other connections up. */
const fewFiles = 256;

/**
 * Settles when the change may be told. `refused`: by the engine. `cut`: the engine has ended first, for good, and nobody
 * knows what it did. Rejects when the change is not on disk, or not in the list: then it must not be told as done. So it
 * does when `wanted` says at the end that nobody is to be told of it any more: then it is taken back, but for destroying.
 */
export type EndChange = (end: 'done' | 'refused' | 'cut', wanted?: () => boolean) => Promise<void>;

export interface ObjectChanges {
  /**
   * To be awaited before the call goes to an engine. One call at a time makes or sets: what is found of it, if it is
   * never answered, is nobody else's. Rejects when the mark cannot be written; the call must not be made then.
   */
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
  /** Object files that are not whole and need not be: of calls that were never answered. */
  leftover(path: string): boolean;
  /**
   * To be called before other objects take the place of these; the result when that is done, with the number of the new
   * ones, or when it has failed.
   */
  replacing(): (end: number | 'as before') => void;
  /** The list of the files is on disk. */
  listed(): boolean;
  /** At a stop: makes the list right if nothing is under way, and writes nothing any more. */
  rest(): void;
  /** They are given up with their token: what is missing from now on is missing rightly. */
  abandon(): void;
}

export interface ObjectChangesParts {
  /** There must be a list of the files already, of the contents of that number. */
  readonly listed?: number | undefined;
  /** Whether an engine that a killed server has left with the token still works: then nothing of it is touched. */
  readonly orphaned?: (() => boolean) | undefined;
  /** Hears of every file that was taken back. */
  readonly undone?: ((object: UndoneObject) => void) | undefined;
  /** Hears once of each file that somebody else has damaged, whenever that comes to light. */
  readonly found?: ((damage: ObjectDamage) => void) | undefined;
  readonly files?: ObjectFiles | undefined;
}

/** Throws EMULATOR_STATE_DAMAGED naming a file that is not what was written. */
export function openObjectChanges(
  folder: string,
  serial: string,
  {
    listed,
    orphaned = () => false,
    undone = () => undefined,
    found = () => undefined,
    files: given,
  }: ObjectChangesParts = {},
): ObjectChanges {
  const objects = join(folder, objectsFolder);
  const files = given ?? objectFiles(objects);
  const ledger = openLedger(folder, serial, { listed, undone, found });
  /** A making or setting is with an engine now; so many destroyings are. */
  let writing = false;
  let destroying = 0;
  /** The ledger tells of something that belongs to no call under way. */
  let unsettled = true;
  let replacing = 0;
  /** Goes up when other objects take the place of these. */
  let age = 0;
  let stopped = false;
  let working: Promise<unknown> = Promise.resolve();
  let writers: Promise<unknown> = Promise.resolve();

  const still = (): boolean => replacing === 0 && !stopped && !orphaned();

  const oneByOne = <T>(work: () => Promise<T>): Promise<T> => {
    const done = working.then(work);
    working = done.catch(() => undefined);
    return done;
  };

  /** Settles when no other call makes or sets; none can until the result is called. */
  function onlyWriter(): Promise<() => void> {
    const { promise, resolve } = deferred();
    const before = writers;
    writers = before.then(() => promise);
    return before.then(() => resolve);
  }

  /** A full disk, or a folder that is gone: less is held against the token until it succeeds, and nothing is lost. */
  function settleIfPossible(): void {
    unsettled = true;
    if (writing || !still()) return;
    try {
      ledger.settle(destroying);
      unsettled = false;
    } catch {
      // Tried again before the next change, and at the next start.
    }
  }

  settleIfPossible();
  const unlisted = [...seenObjects(readObjects(objects))].filter(
    ([path]) => !(path in (ledger.list() ?? {})),
  );
  const leftovers = new Set(unlisted.flatMap(([path, { flaw }]) => (flaw === undefined ? [] : [path])));

  /** Settles when the files are on disk; the result brings the list there. Reject when that cannot be. */
  async function look(wanted = (): boolean => true): Promise<() => Promise<void>> {
    const at = age;
    /** One that is with an engine before the look may not be done in it, even if it has ended behind it. */
    const left = destroying;
    const seen = await files.look();
    return async () => {
      const valid = (): boolean => age === at && still();
      if (!valid()) throw new Error('other objects are taking the place of these');
      await ledger.seal(seen, Math.max(left, destroying), valid, wanted);
    };
  }

  function endWrite(kind: ObjectChange, ...[end, wanted]: Parameters<EndChange>): Promise<void> {
    return oneByOne(async () => {
      try {
        if (end === 'done') await (await look(wanted))();
        writing = false;
        if (end === 'done') return;
        // What was destroyed meanwhile is not out of the list yet: then it is made right, not only the mark.
        const asBefore = ledger.destroys() === destroying && ledger.madeNothing();
        if (end === 'refused' && kind === 'makes' && still() && asBefore) ledger.leave(destroying);
        else settleIfPossible();
      } catch (error) {
        writing = false;
        settleIfPossible();
        if (end === 'done') throw error;
      }
    });
  }

  function endDestroying(): Promise<void> {
    destroying--;
    return oneByOne(async () => {
      if (unsettled) settleIfPossible();
      const seal = await look();
      if (writing || unsettled) return;
      await seal().catch(() => {
        unsettled = true;
      });
    });
  }

  let looking: NodeJS.Timeout | undefined;
  let lastLook = Number.NEGATIVE_INFINITY;

  const settled = (): boolean => still() && !unsettled && !writing && destroying === 0;

  function lookSoon(): void {
    if (looking !== undefined || stopped) return;
    const wait = Math.max(0, lastLook + betweenLooks - performance.now());
    looking = setTimeout(() => {
      looking = undefined;
      lastLook = performance.now();
      oneByOne(lookAround).catch(() => undefined);
    }, wait).unref();
  }

  async function lookAround(): Promise<void> {
    const at = age;
    if (!settled()) return;
    const seen = await files.look();
    if (settled() && age === at) ledger.tell(seen);
  }

  /** A failure to read says nothing of the files. */
  function lastTold(): void {
    try {
      if (!writing && still()) ledger.tell(seenObjects(readObjects(objects)));
    } catch {
      // The folder is gone, or the next start says so.
    }
  }

  function abandon(): void {
    clearTimeout(looking);
    age++;
    stopped = true;
  }

  return Object.freeze({
    begin: async (kind) => {
      if (kind === 'destroys') {
        await oneByOne(async () => {
          await ledger.announce(kind);
          destroying++;
        });
        return () => endDestroying();
      }
      const next = await onlyWriter();
      try {
        await oneByOne(async () => {
          if (!still()) throw new Error('somebody else is at work with the objects');
          if (unsettled) {
            ledger.settle(destroying);
            unsettled = false;
          }
          await ledger.announce(kind);
          writing = true;
        });
      } catch (error) {
        next();
        throw error;
      }
      return (...end) => endWrite(kind, ...end).finally(next);
    },
    check: () => {
      if (!unsettled && !writing && destroying === 0 && replacing === 0) ledger.check();
    },
    lookSoon,
    untouched: () => {
      const list = ledger.list();
      if (list === undefined || Object.keys(list).length > fewFiles) return false;
      const seen = seenObjects(readObjects(objects));
      const whole = [...seen.values()].every(({ flaw }) => flaw === undefined);
      return whole && sameList(list, nextList(undefined, seen, noMark));
    },
    leftover: (path) => unsettled || leftovers.has(path),
    replacing: () => {
      age++;
      replacing++;
      return (end) => {
        replacing--;
        if (end !== 'as before') {
          age++;
          files.forget();
          ledger.forget(end);
        }
        settleIfPossible();
      };
    },
    listed: () => ledger.list() !== undefined,
    rest: () => {
      lastTold();
      if (unsettled) settleIfPossible();
      abandon();
    },
    abandon,
  } satisfies ObjectChanges);
}
