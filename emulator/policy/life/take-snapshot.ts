/** Takes a snapshot of a token while applications work with it. */
import { join } from 'node:path';
import { flawedObjects } from '../../store/objects-list.ts';
import { damaged } from '../../store/sealed-file.ts';
import type { TokenSnapshot } from '../../store/snapshot-file.ts';
import { checkedName, type SnapshotStore } from '../../store/snapshot-store.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { objectsFolder } from '../../store/token-files.ts';
import type { TokenObjects } from '../../store/token-objects.ts';
import type { Shared } from '../line/application.ts';
import { quietObjects, quietObjectsOf } from './quiet.ts';
import { stillAll } from './still.ts';
import { inTurnOn } from './turn.ts';

/**
 * Keys and record of one moment, on disk when it settles. The default name is the next free of `snapshot-1`, …
 * Throws TOKEN_SNAPSHOT_NAME, TOKEN_BUSY, EMULATOR_STATE_DAMAGED.
 */
export async function takeSnapshot(
  shared: Shared,
  kept: SnapshotStore,
  token: StoredToken,
  wanted: string | undefined,
): Promise<TokenSnapshot> {
  if (wanted !== undefined) checkedName(wanted);
  return inTurnOn(shared, token.identity.serial, async () => {
    const objects = await quietObjects(shared, token);
    // From here on nothing is waited for: keys and record are of one moment.
    const snapshot = pictured(shared, kept, token, objects, wanted);
    keep(shared, kept, snapshot);
    return snapshot;
  });
}

/**
 * Every token at one and the same moment: calls in flight are waited for, and those of all applications that come
 * meanwhile, but for signatures and the like, wait until the last token is copied. Throws as `takeSnapshot` does; then no
 * token has a new snapshot, unless a disk failed in the middle of writing them.
 */
export async function takeSnapshots(
  shared: Shared,
  kept: SnapshotStore,
  name: string,
): Promise<readonly TokenSnapshot[]> {
  checkedName(name);
  const snapshots = await stillAll(shared, async (tokens) => {
    const objects = await quietObjectsOf(shared, tokens);
    return tokens.map((token, index) => pictured(shared, kept, token, objects[index] ?? {}, name));
  });
  for (const snapshot of snapshots) keep(shared, kept, snapshot);
  return snapshots;
}

/** Nothing in here is waited for. */
function pictured(
  shared: Shared,
  kept: SnapshotStore,
  token: StoredToken,
  objects: TokenObjects,
  wanted: string | undefined,
): TokenSnapshot {
  const { identity } = token;
  token.checkObjects();
  const next = kept.next(identity.serial);
  return Object.freeze({
    name: checkedName(wanted ?? next.name),
    takenAt: shared.clock.now().toISOString(),
    number: next.number,
    identity,
    record: token.record(),
    objects: wholeObjects(token, objects),
  });
}

function keep({ journal }: Shared, kept: SnapshotStore, snapshot: TokenSnapshot): void {
  kept.keep(snapshot);
  journal.event({ event: 'snapshot-taken', token: snapshot.identity.serial, detail: snapshot.name });
}

/** Without what a killed call has left half-made, which SoftHSM never shows. Throws EMULATOR_STATE_DAMAGED. */
function wholeObjects(token: StoredToken, objects: TokenObjects): TokenObjects {
  const left = new Set<string>();
  for (const { path, flaw } of flawedObjects(objects)) {
    if (!token.leftover(path)) throw damaged(join(token.folder, objectsFolder, path), flaw);
    left.add(path);
  }
  return Object.fromEntries(Object.entries(objects).filter(([path]) => !left.has(path)));
}
