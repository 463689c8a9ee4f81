/** A way to a token whose speed is compared with other ways to an equal one. */
import type { ModulePath } from '../application/application.ts';

export const pin = '123456';

export type PeerId = 'direct' | 'stock' | 'emulator';

export interface Peer {
  readonly id: PeerId;
  /** For reports. */
  readonly title: string;
  /** What an application loads. The token behind it has the PIN `pin`. */
  readonly path: ModulePath;
  /** The server process that all applications share; undefined when there is none. */
  readonly server?: number | undefined;
  stop(): Promise<void>;
}

/** A peer that is not on this machine, and why: reported, never passed over in silence. */
export interface MissingPeer {
  readonly id: PeerId;
  readonly missing: string;
}
