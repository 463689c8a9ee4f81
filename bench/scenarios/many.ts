/** Two hundred connections that sign at the same moment. */
import { generateKeyPairSync } from 'node:crypto';
import { type ApplicationProcess, startApplication } from '../application/application.ts';
import { fail } from '../errors.ts';
import type { Scenario, Series } from '../measure/scenario.ts';
import { type Peer, pin } from '../peers/peer.ts';
import { startServers } from './paths.ts';

const connections = 200;
const kind = 'p-256';

export const manyConnections: Scenario = Object.freeze({
  name: 'many-connections',
  summary: `${connections} connections, each logged in, sign once at the same moment (${kind})`,
  rounds: 5,
  prepare: async (folder: string) => {
    const { peers, missing, stop } = await startServers(folder);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const entries = Object.entries(privateKey.export({ format: 'jwk' }));
    const jwk = Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
    const applications: ApplicationProcess[] = [];
    const series: Series[] = [];
    for (const peer of peers) {
      const application = startApplication(peer.path, connections);
      applications.push(application);
      await application.obey({ order: 'store-key', kind, jwk, pin }, 'done');
      await application.obey({ order: 'connect', connections, kind, pin }, 'done');
      series.push(seriesOf(peer, application));
    }
    const stock = peers.some(({ id }) => id === 'stock');
    return Object.freeze({
      series,
      ratios: stock
        ? [{ id: 'emulator / stock server', of: 'emulator', to: 'stock', better: 'higher' as const }]
        : [],
      missing,
      close: async () => {
        for (const application of applications) await application.end();
        await stop();
      },
    });
  },
});

function seriesOf(peer: Peer, application: ApplicationProcess): Series {
  return Object.freeze({
    id: peer.id,
    title: `${peer.title}, ${connections} connections`,
    unit: 'signatures/s',
    better: 'higher',
    measure: async () => {
      const { signatures, milliseconds } = await application.obey({ order: 'sign-on-all' }, 'signed');
      if (signatures !== connections) {
        const detail = `${signatures} of ${connections} connections have signed`;
        throw fail('BENCH_APPLICATION_FAILED', { order: 'sign', module: peer.path.module, detail });
      }
      return (signatures / milliseconds) * 1000;
    },
  });
}
