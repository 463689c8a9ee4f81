/** Taking and restoring snapshots of tokens while applications work with them. */
import { join } from 'node:path';
import { fail } from '../../errors.ts';
import { parsedSnapshot, snapshotText, type TokenSnapshot } from '../../store/snapshot-file.ts';
import { checkedName, openSnapshotStore, type SnapshotStore } from '../../store/snapshot-store.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { objectsFolder, writeIdentity, writeRecord } from '../../store/token-files.ts';
import { writeObjects } from '../../store/token-objects.ts';
import { type TokenView, tokenView } from '../../token/state.ts';
import type { Shared } from '../application.ts';
import { endLoadedSessions, expireSessions, tellSlot } from './effects.ts';
import { readerFor } from './move.ts';
import { quietObjects, silence } from './quiet.ts';

export interface SnapshotView {
  readonly name: string;
  /** ISO 8601, by the emulator's clock. */
  readonly takenAt: string;
  /** The token as it was then. */
  readonly token: TokenView;
}

export interface SnapshotControl {
  /**
   * Keeps keys, objects, PIN hashes, counters and state; a snapshot of the same name is replaced. The default name is
   * the next free of `snapshot-1`, `snapshot-2`, … Throws TOKEN_UNKNOWN, TOKEN_SNAPSHOT_NAME, TOKEN_BUSY.
   */
  take(label: string, options?: { readonly name?: string | undefined }): Promise<SnapshotView>;
  /** Of one token, or of all; the earliest first. */
  list(label?: string): readonly SnapshotView[];
  /**
   * Brings the token back as it was, tries included; applications lose their sessions on it. Default: the latest.
   * Throws TOKEN_UNKNOWN, TOKEN_SNAPSHOT_UNKNOWN, TOKEN_SNAPSHOT_DAMAGED, TOKEN_SLOT_TAKEN, TOKEN_EXISTS.
   */
  restore(label: string, options?: { readonly name?: string | undefined }): Promise<TokenView>;
  /** A snapshot as a file for elsewhere. It holds the keys: mode 0600. */
  text(label: string, options?: { readonly name?: string | undefined }): string;
  /**
   * The token of such a file: restored where it is here already, else made, under another label if wanted.
   * Throws TOKEN_SNAPSHOT_DAMAGED, TOKEN_SNAPSHOT_FOREIGN, TOKEN_EXISTS, TOKEN_SLOT_TAKEN.
   */
  adopt(
    text: string,
    options?: { readonly label?: string | undefined; readonly file?: string },
  ): Promise<TokenView>;
}

export function snapshotControl(shared: Shared, dir: string): SnapshotControl {
  const { store } = shared;
  const kept = openSnapshotStore(dir);
  const known = (label: string, name: string | undefined): TokenSnapshot => {
    const token = store.named(label);
    const { serial } = token.identity;
    const found = name === undefined ? kept.of(serial).at(-1) : kept.find(serial, name);
    if (found === undefined) {
      throw fail('TOKEN_SNAPSHOT_UNKNOWN', { label: token.label(), name: name ?? '' });
    }
    return found;
  };
  return Object.freeze({
    take: async (label, { name } = {}) => {
      const token = store.named(label);
      return shown(await taken(shared, kept, token, name));
    },
    list: (label) => {
      const tokens = label === undefined ? store.tokens() : [store.named(label)];
      return tokens.flatMap((token) => kept.of(token.identity.serial).map(shown));
    },
    restore: async (label, { name } = {}) => {
      const snapshot = known(label, name);
      return restored(shared, store.named(label), snapshot, snapshot.record.label);
    },
    text: (label, { name } = {}) => snapshotText(known(label, name)),
    adopt: async (text, { label, file = 'given' } = {}) => {
      const snapshot = parsedSnapshot(text, file);
      const { identity, record } = snapshot;
      const here = store.tokens().find((token) => token.identity.serial === identity.serial);
      if (here === undefined) return adopted(shared, snapshot, label ?? record.label);
      if (JSON.stringify(here.identity.internal) !== JSON.stringify(identity.internal)) {
        throw fail('TOKEN_SNAPSHOT_FOREIGN', { file, serial: identity.serial });
      }
      return restored(shared, here, snapshot, label ?? record.label);
    },
  } satisfies SnapshotControl);
}

async function taken(
  shared: Shared,
  kept: SnapshotStore,
  token: StoredToken,
  wanted: string | undefined,
): Promise<TokenSnapshot> {
  if (wanted !== undefined) checkedName(wanted);
  return token.exclusively(async () => {
    const objects = await quietObjects(shared, token);
    // From here on nothing is waited for: keys and record are of one moment.
    const { identity } = token;
    const earlier = kept.of(identity.serial);
    const snapshot: TokenSnapshot = Object.freeze({
      name: checkedName(wanted ?? freeName(earlier)),
      takenAt: shared.clock.now().toISOString(),
      number: (earlier.at(-1)?.number ?? 0) + 1,
      identity,
      record: token.record(),
      objects,
    });
    kept.keep(snapshot);
    shared.journal.event({ event: 'snapshot-taken', token: identity.serial, detail: snapshot.name });
    return snapshot;
  });
}

function freeName(earlier: readonly TokenSnapshot[]): string {
  const names = new Set(earlier.map(({ name }) => name));
  for (let number = 1; ; number++) {
    if (!names.has(`snapshot-${number}`)) return `snapshot-${number}`;
  }
}

/** In place: whoever works with the token meets CKR_SESSION_HANDLE_INVALID, as after a change of tokens. */
function restored(
  shared: Shared,
  token: StoredToken,
  snapshot: TokenSnapshot,
  label: string,
): Promise<TokenView> {
  const { store, wiping, journal } = shared;
  return token.exclusively(async () => {
    const { state, pins } = snapshot.record;
    const other = store.tokens().find((one) => one !== token && one.label() === label);
    if (other !== undefined) throw fail('TOKEN_EXISTS', { label });
    if (state.presence === 'inserted') readerFor(shared, token);
    const before = token.state();
    wiping.add(token);
    try {
      // First nobody can ask for more, then what was asked for is over: no late write meets the new files.
      for (const application of shared.applications) expireSessions(application, token);
      await silence(shared, token);
      endLoadedSessions(shared, token);
      await token.replace((objects) => writeObjects(objects, snapshot.objects), { state, pins, label });
    } finally {
      wiping.delete(token);
    }
    tellSlot(shared, token.slot());
    const tries = (['user', 'so', 'puk'] as const)
      .filter((role) => before[role].triesLeft !== state[role].triesLeft)
      .map((role) => `, ${role} tries ${before[role].triesLeft} -> ${state[role].triesLeft}`);
    const detail = `${snapshot.name} of ${snapshot.takenAt}${tries.join('')}`;
    journal.event({ event: 'restored', token: token.identity.serial, detail });
    return token.view();
  });
}

async function adopted(shared: Shared, snapshot: TokenSnapshot, label: string): Promise<TokenView> {
  const { identity, record, objects } = snapshot;
  const token = await shared.store.adopt(label, identity.serial, (folder, slot) => {
    writeObjects(join(folder, objectsFolder), objects);
    writeIdentity(folder, identity);
    writeRecord(folder, { ...record, label: label.normalize('NFC'), slot }, identity.serial);
  });
  tellSlot(shared, token.slot());
  const detail = `${snapshot.name} of ${snapshot.takenAt}, from a file`;
  shared.journal.event({ event: 'restored', token: identity.serial, detail });
  return token.view();
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
