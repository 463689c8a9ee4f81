/** What an idle connection costs the server: its own growth and that of the processes behind it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startApplication } from '../application/application.ts';
import { proportionalMemory } from '../measure/memory.ts';
import type { Scenario, Series } from '../measure/scenario.ts';
import type { Peer } from '../peers/peer.ts';
import { startServers } from './paths.ts';

const connections = 20;

export const connectionMemory: Scenario = Object.freeze({
  name: 'connection-memory',
  summary: `proportional memory of the server and its engines for one of ${connections} idle connections, each with a session`,
  rounds: 3,
  prepare: async (folder: string) => {
    const { peers, missing, stop } = await startServers(folder);
    const stock = peers.some(({ id }) => id === 'stock');
    return Object.freeze({
      series: peers.map(seriesOf),
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
    measure: async () => {
      const server = peer.server ?? -1;
      await sleep(500);
      const before = proportionalMemory(server);
      const application = startApplication(peer.path);
      await application.obey({ order: 'connect', connections }, 'done');
      await sleep(500);
      const after = proportionalMemory(server);
      await application.end();
      return (after - before) / connections;
    },
  });
}
