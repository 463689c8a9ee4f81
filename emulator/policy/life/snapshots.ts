/** Taking and restoring snapshots of tokens while applications work with them. */
import { fail } from '../../errors.ts';
import { parsedSnapshot, snapshotText, type TokenSnapshot } from '../../store/snapshot-file.ts';
import { type DamagedFile, openSnapshotStore } from '../../store/snapshot-store.ts';
import { type TokenView, tokenView } from '../../token/state.ts';
import type { Shared } from '../line/application.ts';
import { adoptToken, restoreToken } from './restore-snapshot.ts';
import { takeSnapshot, takeSnapshots } from './take-snapshot.ts';

export interface SnapshotView {
  readonly name: string;
  /** ISO 8601, by the emulator's clock. */
  readonly takenAt: string;
  /** The token as it was then. */
  readonly token: TokenView;
}

/** One that cannot be restored; it is shown so that the others are. */
export type DamagedSnapshot = DamagedFile;

interface PassingOver {
  /** Damaged snapshots of it, when the latest was asked for: one of them may have been later than the one that is given. */
  readonly passedOver?: readonly DamagedSnapshot[];
}

/** A token that a snapshot has brought back. */
export type RestoredToken = TokenView & PassingOver;

/** A snapshot as a file for elsewhere. It holds the keys: mode 0600. */
export interface SnapshotText extends PassingOver {
  readonly name: string;
  readonly text: string;
}

export interface SnapshotControl {
  /**
   * Keeps keys, objects, PIN hashes, counters and state; a snapshot of the same name is replaced. The default name is
   * the next free of `snapshot-1`, `snapshot-2`, … Throws TOKEN_UNKNOWN, TOKEN_SNAPSHOT_NAME, TOKEN_BUSY.
   */
  take(label: string, options?: { readonly name?: string | undefined }): Promise<SnapshotView>;
  /**
   * Of every token, under that name, and all of one moment: what applications change meanwhile waits until the last one
   * is copied. Throws as `take` does.
   */
  takeAll(name: string): Promise<readonly SnapshotView[]>;
  /** Of one token, or of all, deleted ones too; each token's earliest first, its damaged ones last. */
  list(label?: string): readonly (SnapshotView | DamagedSnapshot)[];
  /**
   * Brings the token back as it was, tries included; applications lose their sessions on it. Default: the latest that
   * is not damaged; the damaged ones are told. Throws TOKEN_UNKNOWN, TOKEN_SNAPSHOT_UNKNOWN, TOKEN_SNAPSHOT_DAMAGED, TOKEN_SLOT_TAKEN, TOKEN_EXISTS.
   */
  restore(label: string, options?: { readonly name?: string | undefined }): Promise<RestoredToken>;
  /**
   * Every token that has a snapshot of that name, deleted ones too; tokens without one stay as they are.
   * Throws EMULATOR_SNAPSHOT_UNKNOWN, and as `restore` does: those before the one at fault are back then.
   */
  restoreAll(name: string): Promise<readonly TokenView[]>;
  /** One as `restore` finds it. Throws as that does. */
  text(label: string, options?: { readonly name?: string | undefined }): SnapshotText;
  /**
   * The token of such a file: restored where it is here already, else made, under another label if wanted.
   * Throws TOKEN_SNAPSHOT_RENAMES when both are wanted, TOKEN_SNAPSHOT_DAMAGED, TOKEN_SNAPSHOT_FOREIGN, TOKEN_EXISTS, TOKEN_SLOT_TAKEN.
   */
  adopt(
    text: string,
    options?: { readonly label?: string | undefined; readonly file?: string },
  ): Promise<TokenView>;
}

interface Found {
  readonly snapshot: TokenSnapshot;
  /** Damaged ones that may have been meant. */
  readonly passedOver: readonly DamagedSnapshot[];
}

export function snapshotControl(shared: Shared, dir: string): SnapshotControl {
  const { store } = shared;
  const kept = openSnapshotStore(dir);
  const known = (label: string, name: string | undefined): Found => {
    const token = store.named(label);
    const { serial } = token.identity;
    if (name !== undefined) {
      const snapshot = kept.find(serial, name);
      if (snapshot === undefined) throw fail('TOKEN_SNAPSHOT_UNKNOWN', { label: token.label(), name });
      return { snapshot, passedOver: [] };
    }
    const { whole, damaged } = kept.all(serial);
    const snapshot = whole.at(-1);
    const [first] = damaged;
    if (snapshot !== undefined) return { snapshot, passedOver: damaged };
    if (first !== undefined) kept.find(serial, first.name);
    throw fail('TOKEN_SNAPSHOT_UNKNOWN', { label: token.label(), name: '' });
  };
  const bringBack = (snapshot: TokenSnapshot, file: string, wanted?: string): Promise<TokenView> => {
    const { serial, internal } = snapshot.identity;
    const label = wanted ?? snapshot.record.label;
    const here = store.tokens().find((token) => token.identity.serial === serial);
    if (here === undefined) return adoptToken(shared, snapshot, label);
    if (wanted !== undefined && wanted.normalize('NFC') !== here.label()) {
      throw fail('TOKEN_SNAPSHOT_RENAMES', { file, label: here.label() });
    }
    if (JSON.stringify(here.identity.internal) !== JSON.stringify(internal)) {
      throw fail('TOKEN_SNAPSHOT_FOREIGN', { file, serial });
    }
    return restoreToken(shared, here, snapshot, label);
  };

  return Object.freeze({
    take: async (label, { name } = {}) => {
      const token = store.named(label);
      return shown(await takeSnapshot(shared, kept, token, name));
    },
    takeAll: async (name) => (await takeSnapshots(shared, kept, name)).map(shown),
    list: (label) => {
      const serials = label === undefined ? kept.serials() : [store.named(label).identity.serial];
      return serials.flatMap((serial) => {
        const { whole, damaged } = kept.all(serial);
        return [...whole.map(shown), ...damaged];
      });
    },
    restore: async (label, { name } = {}) => {
      const { snapshot, passedOver } = known(label, name);
      const token = store.named(label);
      const view = await restoreToken(shared, token, snapshot, snapshot.record.label, passedOver);
      return told(view, passedOver);
    },
    restoreAll: async (name) => {
      const all = kept.serials().flatMap((serial) => kept.find(serial, name) ?? []);
      if (all.length === 0) throw fail('EMULATOR_SNAPSHOT_UNKNOWN', { name });
      const views: TokenView[] = [];
      for (const snapshot of all) views.push(await bringBack(snapshot, name));
      return views;
    },
    text: (label, { name } = {}) => {
      const { snapshot, passedOver } = known(label, name);
      return told({ name: snapshot.name, text: snapshotText(snapshot) }, passedOver);
    },
    adopt: async (text, { label, file = 'given' } = {}) => {
      const snapshot = parsedSnapshot(text, file);
      return bringBack(snapshot, file, label);
    },
  } satisfies SnapshotControl);
}

function told<T extends object>(one: T, passedOver: readonly DamagedSnapshot[]): T & PassingOver {
  return Object.freeze(passedOver.length === 0 ? one : { ...one, passedOver });
}

function shown({ name, takenAt, identity, record }: TokenSnapshot): SnapshotView {
  const { serial, kind, copyOf, profile } = identity;
  const { label, slot, state } = record;
  return Object.freeze({
    name,
    takenAt,
    token: tokenView({ label, serial, kind, slot, copyOf }, state, profile),
  });
}
