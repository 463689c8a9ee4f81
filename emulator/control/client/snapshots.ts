/** Snapshots, asked for over the control socket. Files elsewhere are read and written by whoever asks. */
import type { DamagedSnapshot, RestoredToken, SnapshotView } from '../../policy/life/snapshots.ts';
import type { TokenView } from '../../token/state.ts';
import type { Ask } from './ask.ts';
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
  /** The content of a snapshot file. It holds the keys. */
  text(label: string, options?: Named): Promise<string>;
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
    text: async (label, { name } = {}) => {
      const query = name === undefined ? '' : `?name=${encodeURIComponent(name)}`;
      return (await ask<{ text: string }>('GET', `${tokenPath(label)}/snapshot-file${query}`)).text;
    },
    adopt: (text, options = {}) => ask<TokenView>('POST', '/snapshots/adopt', { text, ...options }),
  } satisfies SnapshotsClient);
}
