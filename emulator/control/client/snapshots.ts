/** Snapshots, asked for over the control socket. Files elsewhere are read and written by whoever asks. */
import type {
  DamagedSnapshot,
  RestoredToken,
  SnapshotText,
  SnapshotView,
} from '../../policy/life/snapshots.ts';
import type { TokenView } from '../../token/state.ts';
import { type Ask, withQuery } from './ask.ts';
import { tokenPath } from './tokens.ts';

interface Named {
  readonly name?: string | undefined;
}

export interface SnapshotsClient {
  take(label: string, options?: Named): Promise<SnapshotView>;
  takeAll(name: string): Promise<readonly SnapshotView[]>;
  list(label?: string): Promise<readonly (SnapshotView | DamagedSnapshot)[]>;
  restore(label: string, options?: Named): Promise<RestoredToken>;
  restoreAll(name: string): Promise<readonly TokenView[]>;
  /** The content of a snapshot file, by default of the latest whole one. It holds the keys. */
  text(label: string, options?: Named): Promise<SnapshotText>;
  adopt(
    text: string,
    options?: { readonly label?: string | undefined; readonly file?: string },
  ): Promise<TokenView>;
}

export function snapshotsClient(ask: Ask): SnapshotsClient {
  return Object.freeze({
    take: (label, options = {}) => ask<SnapshotView>('POST', `${tokenPath(label)}/snapshots`, options),
    takeAll: (name) => ask<readonly SnapshotView[]>('POST', '/snapshots', { name }),
    list: (label) =>
      ask<readonly (SnapshotView | DamagedSnapshot)[]>(
        'GET',
        label === undefined ? '/snapshots' : `${tokenPath(label)}/snapshots`,
      ),
    restore: (label, options = {}) => ask<RestoredToken>('POST', `${tokenPath(label)}/restore`, options),
    restoreAll: (name) => ask<readonly TokenView[]>('POST', '/snapshots/restore', { name }),
    text: (label, { name } = {}) =>
      ask<SnapshotText>('GET', withQuery(`${tokenPath(label)}/snapshot-file`, { name })),
    adopt: (text, options = {}) => ask<TokenView>('POST', '/snapshots/adopt', { text, ...options }),
  } satisfies SnapshotsClient);
}
