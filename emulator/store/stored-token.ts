/** One token with its files: every change is on disk before anybody sees it. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { PinRole, TokenProfile } from '../token/profile.ts';
import { type TokenState, type TokenView, tokenView } from '../token/state.ts';
import { damaged } from './sealed-file.ts';
import { makeSofthsmToken, objectsFolder } from './softhsm.ts';
import type { StoredPin } from './stored-pin.ts';
import type { TokenEngine } from './system.ts';
import { readTokenFiles, type TokenIdentity, type TokenRecord, writeRecord } from './token-files.ts';

export interface StoredToken {
  readonly identity: TokenIdentity;
  readonly profile: TokenProfile;
  readonly folder: string;
  label(): string;
  state(): TokenState;
  view(): TokenView;
  pin(role: PinRole): StoredPin | null;
  /** Writes durably, then shows. Throws the system's error when the disk refuses; nothing has changed then. */
  save(change: { state?: TokenState; pins?: Partial<TokenRecord['pins']>; label?: string }): void;
  /**
   * Work on the PINs of a token is done one after the other, as in a card; so is all that reads or rewrites
   * SoftHSM's `token.object`: an engine that loads the token, a login, a wipe.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Puts an empty SoftHSM token in the place of the present one. */
  wipe(engine: TokenEngine, configuration: string): Promise<void>;
}

/** Opens a token folder. Throws EMULATOR_STATE_DAMAGED. */
export function openStoredToken(folder: string): StoredToken {
  const { identity, record: first } = readTokenFiles(folder);
  if (basename(folder) !== identity.serial)
    throw damaged(folder, 'the folder is not named after its serial number');
  checkObjects(folder);
  let record = first;
  let queue: Promise<unknown> = Promise.resolve();
  const { profile, serial } = identity;

  return Object.freeze({
    identity,
    profile,
    folder,
    label: () => record.label,
    state: () => record.state,
    view: () => tokenView(record.label, serial, record.state, profile),
    pin: (role) => record.pins[role],
    save: ({ state, pins, label }) => {
      const next: TokenRecord = {
        format: 1,
        label: label ?? record.label,
        state: state ?? record.state,
        pins: { ...record.pins, ...pins },
      };
      writeRecord(folder, next);
      record = next;
    },
    exclusively: (work) => {
      const done = queue.then(work, work);
      queue = done.catch(() => undefined);
      return done;
    },
    wipe: (engine, configuration) => wipe(folder, identity, engine, configuration),
  } satisfies StoredToken);
}

/** The new objects are made aside and put in place by renaming: a crash leaves the old or the new ones. */
async function wipe(
  folder: string,
  identity: TokenIdentity,
  engine: TokenEngine,
  configuration: string,
): Promise<void> {
  const aside = join(folder, 'fresh');
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  await makeSofthsmToken(engine, { folder: aside, configuration }, identity.serial, identity.internal);
  const old = join(folder, 'discarded');
  rmSync(old, { recursive: true, force: true });
  renameSync(join(folder, objectsFolder), old);
  renameSync(join(aside, objectsFolder), join(folder, objectsFolder));
  rmSync(old, { recursive: true, force: true });
  rmSync(aside, { recursive: true, force: true });
}

function checkObjects(folder: string): void {
  const objects = join(folder, objectsFolder);
  if (!existsSync(objects)) {
    // A wipe that was cut between its two renames: the discarded objects are still whole.
    const old = join(folder, 'discarded');
    if (!existsSync(old)) throw damaged(objects, 'the folder of the keys is missing');
    renameSync(old, objects);
  }
  const inside = readdirSync(objects);
  const [token] = inside;
  if (inside.length !== 1 || token === undefined)
    throw damaged(objects, `expected one token, found ${inside.length}`);
  const file = join(objects, token, 'token.object');
  if (!existsSync(file)) throw damaged(file, 'it is missing');
}
