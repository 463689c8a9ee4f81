/** What an idle connection costs the server: its own growth and that of the processes behind it. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApplication } from '../application/application.ts';
import { descendantsMemory, proportionalMemory } from '../measure/memory.ts';
import type { Scenario, Series } from '../measure/scenario.ts';
import type { Peer } from '../peers/peer.ts';
import { startServers } from './paths.ts';

const connections = 20;

export const connectionMemory: Scenario = Object.freeze({
  name: 'connection-memory',
  summary: `proportional memory of the server and its engines for one of ${connections} idle connections, each with a session, and of the engine of a first one`,
  rounds: 3,
  prepare: async (folder: string) => {
    const { peers, missing, stop } = await startServers(folder);
    const stock = peers.some(({ id }) => id === 'stock');
    return Object.freeze({
      series: peers.flatMap((peer) => [seriesOf(peer), firstOf(peer, folder)]),
      ratios: stock
        ? [{ id: 'emulator / stock server', of: 'emulator', to: 'stock', better: 'lower' as const }]
        : [],
      missing,
      close: stop,
    });
  },
});

function seriesOf(peer: Peer): Series {
  return Object.freeze({
    id: peer.id,
    title: `${peer.title}, one connection`,
    unit: 'MB',
    better: 'lower',
    measure: async () => growth(peer),
  });
}

/** The first engine of a server: its pages are shared with no other yet. */
function firstOf({ id, title }: Peer, folder: string): Series {
  return Object.freeze({
    id: `${id}-first`,
    title: `${title}, the engine of the first connection`,
    unit: 'MB',
    better: 'lower',
    measure: async () => {
      const { peers, stop } = await startServers(mkdtempSync(join(folder, 'first-')));
      try {
        const server = peers.find((peer) => peer.id === id);
        return server === undefined ? Number.NaN : await firstEngine(server);
      } finally {
        await stop();
      }
    },
  });
}

async function firstEngine({ path, server = -1 }: Peer): Promise<number> {
  const application = startApplication(path);
  await application.obey({ order: 'connect', connections: 1 }, 'done');
  await sleep(500);
  const memory = descendantsMemory(server);
  await application.end();
  return memory;
}

/** In MB, for one of all those connections. */
async function growth(peer: Peer): Promise<number> {
  const server = peer.server ?? -1;
  await sleep(500);
  const before = proportionalMemory(server);
  const application = startApplication(peer.path);
  await application.obey({ order: 'connect', connections }, 'done');
  await sleep(500);
  const after = proportionalMemory(server);
  await application.end();
  return (after - before) / connections;
}
