/** The list of a token's object files and the mark of changes under way, as they are on disk: what may be written when. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { writeFileBeside, writeFileDurably } from '../../foundation/durable-file.ts';
import {
  forgetMark,
  isNoMark,
  markFile,
  markText,
  noMark,
  type ObjectMark,
  readMark,
} from './object-mark.ts';
import {
  checkObjects,
  isOwnFile,
  listFile,
  listOwner,
  nextList,
  type ObjectDamage,
  type ObjectsList,
  type ObjectsSeen,
  objectDamages,
  readObjectsList,
  sameList,
  seenObject,
  seenObjects,
  writeObjectsList,
} from './objects-list.ts';
import { sealed } from './sealed-file.ts';
import { objectsFolder } from './token-files.ts';
import { readObjects } from './token-objects.ts';
import { madeBy, type UndoneObject, undoUnanswered } from './undone-objects.ts';

/** So many files are read before other connections have their turn: a millisecond or two. */
const atOnce = 64;

/** By what a call does to the files: `makes` adds some, `sets` rewrites one, `destroys` removes one. */
export type ObjectChange = 'makes' | 'sets' | 'destroys';

export interface ObjectsLedger {
  /** Undefined while there is none. */
  list(): ObjectsList | undefined;
  /** Settles when the mark on disk tells of one more such call. Rejects with the system's error. */
  announce(kind: ObjectChange): Promise<void>;
  /**
   * Settles when the list on disk is of what was seen, and the mark only of `destroying` calls. Rejects when the call that
   * is under way has left a file that is not whole, when `valid` says no, when `wanted` does so at the end (then the list is as
   * before), and with the system's error; the mark stays then.
   */
  seal(seen: ObjectsSeen, destroying: number, valid: () => boolean, wanted: () => boolean): Promise<void>;
  /** The call that is under way has made no file. */
  madeNothing(): boolean;
  /** Destroyings that the mark tells of: what one of them took that is over may still be listed. */
  destroys(): number;
  /** Only so many destroyings are under way, and the list is right. Throws the system's error. */
  leave(destroying: number): void;
  /** At once: takes back what no answered call has done, and makes the list right. Throws the system's error. */
  settle(destroying: number): void;
  /** What others have damaged of what was seen, beyond what the calls under way may change. */
  tell(seen: ObjectsSeen): void;
  /** Tells, and throws EMULATOR_STATE_DAMAGED. */
  check(): void;
  /** Other objects have taken their place, with their number and the list of them. Throws EMULATOR_STATE_DAMAGED. */
  forget(contents: number): void;
}

/** Throws EMULATOR_STATE_DAMAGED naming a file that is not what was written. */
export function openLedger(
  folder: string,
  serial: string,
  {
    listed,
    undone,
    found,
  }: {
    /** There must be a list, of the contents of that number. */
    readonly listed: number | undefined;
    readonly undone: (object: UndoneObject) => void;
    /** Hears once of each file that somebody else has damaged. */
    readonly found: (damage: ObjectDamage) => void;
  },
): ObjectsLedger {
  const objects = join(folder, objectsFolder);
  let owner = listOwner(serial, listed);
  let list = readObjectsList(folder, owner, listed !== undefined);
  let mark = readMark(folder, serial);
  const first = seenObjects(readObjects(objects));
  if (list !== undefined) checkObjects(folder, list, first, mark);
  if (list !== undefined && mark.strangers === undefined) tellStrangers(list);
  let told: readonly string[] = [];

  /** A destroyed key that was put back, or one of another token: told once, and listed from then on. */
  function tellStrangers(known: ObjectsList): void {
    for (const [path, { flaw }] of first)
      if (flaw === undefined && !(path in known)) found({ path, reason: 'no application has made it' });
  }

  function tell(seen: ObjectsSeen): void {
    const damages = list === undefined ? [] : objectDamages(list, seen, mark);
    for (const damage of damages) if (!told.includes(damage.path)) found(damage);
    told = damages.map(({ path }) => path);
  }

  const pathsNow = (): readonly string[] =>
    readdirSync(objects).flatMap((inside) =>
      readdirSync(join(objects, inside)).map((name) => `${inside}/${name}`),
    );

  /** Of the listed files that are as listed, in base64. */
  async function contents(): Promise<Readonly<Record<string, string>>> {
    const read: Record<string, string> = {};
    const listed = Object.entries(list ?? {});
    for (let at = 0; at < listed.length; at += atOnce) {
      for (const [path, digest] of listed.slice(at, at + atOnce)) {
        const content = contentOf(join(objects, path));
        if (content !== undefined && seenObject(content).digest === digest)
          read[path] = content.toString('base64');
      }
      await setImmediate();
    }
    return read;
  }

  async function markWith(kind: ObjectChange): Promise<ObjectMark> {
    if (kind === 'destroys') return { ...mark, destroys: mark.destroys + 1 };
    if (kind === 'sets') return { ...mark, sets: mark.sets + 1, before: await contents() };
    return { ...mark, strangers: pathsNow().filter((path) => isOwnFile(path) && !(path in (list ?? {}))) };
  }

  function leave(destroying: number): void {
    const next = { ...noMark, destroys: destroying };
    if (isNoMark(next)) forgetMark(folder);
    else if (markText(next, serial) !== markText(mark, serial))
      writeFileDurably(join(folder, markFile), markText(next, serial));
    mark = next;
  }

  /** Not whole, and of the call under way: SoftHSM does not notice that a disk has not taken all of a file. */
  function tornBy(seen: ObjectsSeen, next: ObjectsList): string | undefined {
    const made = new Set(madeBy(mark, list ?? {}, [...seen.keys()]));
    const torn = [...seen].filter(([, { flaw }]) => flaw !== undefined).map(([path]) => path);
    return torn.find((path) => made.has(path) || (path in (list ?? {}) && !(path in next)));
  }

  return Object.freeze({
    list: () => list,
    announce: async (kind) => {
      const next = await markWith(kind);
      const beside = await writeFileBeside(join(folder, markFile), markText(next, serial));
      await beside.commit();
      mark = next;
    },
    tell,
    seal: async (seen, destroying, valid, wanted) => {
      tell(seen);
      const before = list;
      const next = nextList(list, seen, mark);
      const torn = tornBy(seen, next);
      if (torn !== undefined) throw new Error(`${torn} is not whole`);
      if (!sameList(list, next)) {
        const beside = await writeFileBeside(join(folder, listFile), sealed(next, owner));
        if (!valid()) {
          beside.drop();
          throw new Error('other objects are taking the place of these');
        }
        const synced = beside.commit();
        list = next;
        await synced;
      }
      if (!wanted() && valid() && before !== undefined) {
        if (list !== before) writeObjectsList(folder, owner, before);
        list = before;
        throw new Error('nobody is told of it');
      }
      // The mark goes behind a list that survives a power cut.
      if (valid()) leave(destroying);
    },
    madeNothing: () => madeBy(mark, list ?? {}, pathsNow()).length === 0,
    destroys: () => mark.destroys,
    leave,
    settle: (destroying) => {
      let base = list;
      if (list !== undefined) {
        const taken = undoUnanswered(folder, list, mark, pathsNow());
        taken.undone.forEach(undone);
        base = taken.list;
      }
      const sets = mark.before === undefined ? mark.sets : 0;
      const next = nextList(base, seenObjects(readObjects(objects)), { ...mark, sets });
      if (!sameList(list, next)) writeObjectsList(folder, owner, next);
      list = next;
      leave(destroying);
    },
    check: () => {
      if (list === undefined) return;
      const seen = seenObjects(readObjects(objects));
      tell(seen);
      checkObjects(folder, list, seen, mark);
    },
    forget: (contents) => {
      owner = listOwner(serial, contents);
      told = [];
      list = readObjectsList(folder, owner, true);
      mark = noMark;
    },
  } satisfies ObjectsLedger);
}

/** Undefined for a file that is gone. */
function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
