/** The ways to a token that the scenarios of the emulator compare, each with a fresh token. */
import { startDirect } from '../peers/direct.ts';
import { startEmulatorPeer } from '../peers/emulator.ts';
import type { MissingPeer, Peer } from '../peers/peer.ts';
import { startStock } from '../peers/stock.ts';

export interface Paths {
  readonly peers: readonly Peer[];
  readonly missing: readonly string[];
  stop(): Promise<void>;
}

/** Servers only: for what has no meaning without one. */
export async function startServers(folder: string): Promise<Paths> {
  return paths([await startStock(folder), await startEmulatorPeer(folder)]);
}

export async function startAll(folder: string): Promise<Paths> {
  return paths([await startDirect(folder), await startStock(folder), await startEmulatorPeer(folder)]);
}

function paths(all: readonly (Peer | MissingPeer)[]): Paths {
  const peers = all.filter((one) => 'path' in one);
  const missing = all.flatMap((one) => ('missing' in one ? [one.missing] : []));
  return Object.freeze({
    peers,
    missing,
    stop: async () => {
      for (const peer of peers) await peer.stop();
    },
  });
}
