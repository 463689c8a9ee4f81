/** One token with its files: every change is on disk before anybody sees it. */
import { join } from 'node:path';
import type { Clock } from '../../foundation/clock.ts';
import { removeUnfinished } from '../../foundation/durable-file.ts';
import { fail } from '../errors.ts';
import { recovered } from '../token/pin-tries.ts';
import type { CountedPin, PinRole, TokenProfile } from '../token/profile.ts';
import { freeze, type TokenState, type TokenView, tokenView } from '../token/state.ts';
import { tokenObjectDamage } from './mended-object.ts';
import { type EndChange, type ObjectChangesParts, openObjectChanges } from './object-changes.ts';
import type { ObjectChange } from './objects-ledger.ts';
import { listOwner } from './objects-list.ts';
import { ownFiles } from './own-files.ts';
import { decideReplacement, finishReplacement, prepareReplacement } from './replacement.ts';
import { damaged, type FileDamage } from './sealed-file.ts';
import { makeSofthsmToken } from './softhsm.ts';
import type { StateNumbers } from './state-numbers.ts';
import type { StoredPin } from './stored-pin.ts';
import type { TokenEngine } from './system.ts';
import {
  objectsFolder,
  readTokenFiles,
  recordFile,
  type TokenIdentity,
  type TokenRecord,
  writeRecord,
} from './token-files.ts';

export interface StoredToken {
  readonly identity: TokenIdentity;
  readonly profile: TokenProfile;
  readonly folder: string;
  /** What applications see as its serial number: a copy shows its original's. */
  readonly shownSerial: string;
  /** What SoftHSM calls it. */
  readonly engineName: string;
  label(): string;
  /** PKCS#11 slot id of the reader that it is in, or belongs to. */
  slot(): number;
  /** With the tries that time has given back by now. */
  state(): TokenState;
  view(): TokenView;
  /** All of it that is on disk, but for the keys. */
  record(): TokenRecord;
  /** Its state says which one it is: earlier versions wrote none that did. */
  numbered(): boolean;
  pin(role: CountedPin): StoredPin | null;
  /** Those that this role had before, the latest first. */
  earlierPins(role: PinRole): readonly StoredPin[];
  /** Writes durably, then shows. Throws the system's error when the disk refuses; nothing has changed then. */
  save(change: RecordChange): void;
  /**
   * Work on the PINs of a token is done one after the other, as in a card; so is all that reads or rewrites
   * SoftHSM's `token.object`: an engine that loads the token, a login, a wipe.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Puts an empty SoftHSM token in the place of the present one, together with the change: both or neither. `change`
   * is asked at the last moment, when the token may have been moved; `decided` is called when nothing can be refused any
   * more, and nobody sees it yet.
   */
  wipe(
    place: { engine: TokenEngine; configuration: string },
    change: () => RecordChange,
    decided?: () => void,
  ): Promise<void>;
  /** Puts other objects in the place of the present ones; `fill` makes the folder of that path. Both or neither. */
  replace(fill: (objects: string) => void, change: RecordChange): Promise<void>;
  /**
   * To be awaited before a call that changes the objects goes to an engine; the result with its answer, which may leave
   * when that has settled: as done only if it is fulfilled. Rejects when the change cannot be told of on disk; the call
   * must not be made then.
   */
  objectsChange(kind: ObjectChange): Promise<EndChange>;
  /** While nobody changes them, looks whether the object files are as they were written. Throws EMULATOR_STATE_DAMAGED. */
  checkObjects(): void;
  /** An application has seen what is there: whether that is all of it is looked at soon. */
  lookSoon(): void;
  /** Inside `exclusively`, when an engine did not find its token. */
  lookAtTokenObject(): void;
  /** What is under way has not touched an object file yet: everything is as it was before, and whole. */
  objectsUntouched(): boolean;
  /** Object files that are not whole and need not be: of calls that were never answered. */
  leftover(path: string): boolean;
  /** At a stop: the list of the object files is made right if nobody is changing one, and not touched any more. */
  rest(): void;
  /**
   * Calls `hear` before its record changes, and when somebody says `disturb`; with `contents` when its objects are
   * replaced, or it is given up. The result ends that.
   */
  heed(hear: (contents: boolean) => void): () => void;
  /** Something is about to change what its engines answer. */
  disturb(): void;
  /** Deleted: whoever still has a session on it meets an empty reader, and nobody looks for its files. */
  gone(): void;
}

/** `token`: its serial number. */
export type FoundDamage = (token: string, damage: FileDamage) => void;

export interface RecordChange {
  readonly state?: TokenState;
  readonly pins?: Partial<TokenRecord['pins']>;
  readonly label?: string;
  readonly slot?: number;
}

export interface StoredTokenParts extends Pick<ObjectChangesParts, 'orphaned' | 'undone'> {
  /** Hears of files that are found damaged while the token is open. */
  readonly found?: FoundDamage | undefined;
  /** The latest state of each token, which this one's must not be behind. */
  readonly numbers?: Pick<StateNumbers, 'last' | 'wrote'> | undefined;
}

const unnumbered: Pick<StateNumbers, 'last' | 'wrote'> = { last: () => 0, wrote: () => undefined };

/** Throws EMULATOR_STATE_OLDER. */
function checkLatest(folder: string, number: number, last: number): void {
  if (number < last) throw fail('EMULATOR_STATE_OLDER', { file: join(folder, recordFile), number, last });
}

/** Opens a token folder. Throws EMULATOR_STATE_DAMAGED, EMULATOR_STATE_OLDER. */
export function openStoredToken(
  folder: string,
  clock: Clock,
  { found = () => undefined, orphaned, undone, numbers = unnumbered }: StoredTokenParts = {},
): StoredToken {
  removeUnfinished(folder);
  finishReplacement(folder);
  const { identity, record: first, stamp } = readTokenFiles(folder);
  const { listed } = stamp;
  checkLatest(folder, stamp.number, numbers.last(identity.serial));
  const flaw = tokenObjectDamage(folder);
  if (flaw !== undefined) throw damaged(flaw.file, flaw.reason);
  const objects = openObjectChanges(folder, identity.serial, {
    listed,
    orphaned,
    undone,
    found: ({ path, reason }) => found(identity.serial, { file: join(folder, objectsFolder, path), reason }),
  });
  const files = ownFiles(folder, identity, (damage) => found(identity.serial, damage));
  let record = first;
  let queue: Promise<unknown> = Promise.resolve();
  let gone = false;
  const listeners = new Set<(contents: boolean) => void>();
  const { profile, serial, kind, copyOf } = identity;
  const engineName = identity.internal.name ?? serial;

  const tell = (contents: boolean): void => {
    for (const hear of [...listeners]) hear(contents);
  };

  // A folder of an earlier version, which did not say that it has a list: from now on one is missed.
  let contents = listed ?? 0;
  let { number } = stamp;
  numbers.wrote(serial, number);
  if (listed === undefined && objects.listed()) sayListed();

  function sayListed(): void {
    try {
      // No new state: one that has no number yet is still of a folder without numbers.
      writeRecord(folder, record, serial, { listed: contents, number });
      files.wrote();
    } catch {
      // A full disk: the next change of the record says it.
    }
  }

  const lookAtFiles = (): void => {
    if (!gone) files.look();
  };

  const now = (): TokenState => recovered(record.state, profile, clock.now());

  const changed = ({ state, pins, label, slot }: RecordChange): TokenRecord => ({
    format: 2,
    label: label ?? record.label,
    slot: slot ?? record.slot,
    state: state ?? record.state,
    pins: { ...record.pins, ...pins },
  });

  /** `change` is asked at the last moment: the token may be moved while the keys are being made. */
  async function replaced(
    fill: (aside: string) => void | Promise<void>,
    change: () => RecordChange,
    decided: () => void = () => undefined,
  ): Promise<void> {
    await prepareReplacement(folder, fill);
    tell(true);
    const end = objects.replacing();
    lookAtFiles();
    const stamp = { listed: contents + 1, number: 0 };
    let next: TokenRecord;
    try {
      // No move of the token comes between here and the end.
      stamp.number = number + 1;
      next = changed(change());
      decideReplacement(folder, listOwner(serial, stamp.listed), (aside) =>
        writeRecord(aside, next, serial, stamp),
      );
    } catch (error) {
      end('as before');
      throw error;
    }
    decided();
    // There is no way back from here: if it fails, nobody touches an object until the next start has carried it through.
    finishReplacement(folder);
    files.wrote();
    record = next;
    contents = stamp.listed;
    number = stamp.number;
    numbers.wrote(serial, number);
    end(contents);
  }

  return Object.freeze({
    identity,
    profile,
    folder,
    shownSerial: copyOf ?? serial,
    engineName,
    record: () => record,
    label: () => record.label,
    slot: () => record.slot,
    state: now,
    view: () => {
      const { label, slot } = record;
      return tokenView({ label, serial, kind, slot, copyOf }, now(), profile);
    },
    numbered: () => number > 0,
    pin: (role) => record.pins[role],
    earlierPins: (role) => record.pins.earlier[role],
    save: (change) => {
      tell(false);
      lookAtFiles();
      const next = changed(change);
      const stamp = { listed: objects.listed() ? contents : undefined, number: number + 1 };
      writeRecord(folder, next, serial, stamp);
      files.wrote();
      number = stamp.number;
      numbers.wrote(serial, number);
      record = next;
    },
    exclusively: (work) => {
      const done = queue.then(work, work);
      queue = done.catch(() => undefined);
      return done;
    },
    wipe: ({ engine, configuration }, change, decided) =>
      replaced(
        (aside) => makeSofthsmToken(engine, { folder: aside, configuration }, engineName, identity.internal),
        change,
        decided,
      ),
    replace: (fill, change) =>
      replaced(
        (aside) => fill(join(aside, objectsFolder)),
        () => change,
      ),
    objectsChange: objects.begin,
    checkObjects: objects.check,
    lookSoon: objects.lookSoon,
    lookAtTokenObject: () => {
      // An engine that was being started meets an empty place.
      if (gone) return;
      const damage = tokenObjectDamage(folder);
      if (damage !== undefined) found(serial, damage);
    },
    objectsUntouched: objects.untouched,
    leftover: objects.leftover,
    rest: () => {
      lookAtFiles();
      objects.rest();
    },
    heed: (hear) => {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    disturb: () => tell(false),
    gone: () => {
      gone = true;
      objects.abandon();
      tell(true);
      record = { ...record, state: freeze({ ...record.state, presence: 'lost' }) };
    },
  } satisfies StoredToken);
}
