/** Takes a snapshot of a token while applications work with it. */
import { join } from 'node:path';
import { flawedObjects } from '../../store/objects-list.ts';
import { damaged } from '../../store/sealed-file.ts';
import type { TokenSnapshot } from '../../store/snapshot-file.ts';
import { checkedName, type SnapshotStore } from '../../store/snapshot-store.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { objectsFolder } from '../../store/token-files.ts';
import type { TokenObjects } from '../../store/token-objects.ts';
import type { Shared } from '../application.ts';
import { quietObjects } from './quiet.ts';

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
  return token.exclusively(async () => {
    const objects = await quietObjects(shared, token);
    // From here on nothing is waited for: keys and record are of one moment.
    const { identity } = token;
    token.checkObjects();
    const next = kept.next(identity.serial);
    const snapshot: TokenSnapshot = Object.freeze({
      name: checkedName(wanted ?? next.name),
      takenAt: shared.clock.now().toISOString(),
      number: next.number,
      identity,
      record: token.record(),
      objects: wholeObjects(token, objects),
    });
    kept.keep(snapshot);
    shared.journal.event({ event: 'snapshot-taken', token: identity.serial, detail: snapshot.name });
    return snapshot;
  });
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
