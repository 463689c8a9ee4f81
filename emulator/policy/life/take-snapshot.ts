/** Takes a snapshot of a token while applications work with it. */
import type { TokenSnapshot } from '../../store/snapshot-file.ts';
import { checkedName, type SnapshotStore } from '../../store/snapshot-store.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import type { Shared } from '../application.ts';
import { quietObjects } from './quiet.ts';

/**
 * Keys and record of one moment, on disk when it settles. The default name is the next free of `snapshot-1`, …
 * Throws TOKEN_SNAPSHOT_NAME, TOKEN_BUSY.
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
    const next = kept.next(identity.serial);
    const snapshot: TokenSnapshot = Object.freeze({
      name: checkedName(wanted ?? next.name),
      takenAt: shared.clock.now().toISOString(),
      number: next.number,
      identity,
      record: token.record(),
      objects,
    });
    kept.keep(snapshot);
    shared.journal.event({ event: 'snapshot-taken', token: identity.serial, detail: snapshot.name });
    return snapshot;
  });
}
