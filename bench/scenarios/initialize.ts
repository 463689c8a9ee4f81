/** How long an application waits for C_Initialize, and up to its first open session. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApplicationProcess, startApplication } from '../application/application.ts';
import type { Scenario, Series } from '../measure/scenario.ts';
import type { Peer } from '../peers/peer.ts';
import { startAll } from './paths.ts';

/** Milliseconds between one application and the next, as between programs that are started one after the other. */
const pause = 50;

export const initialize: Scenario = Object.freeze({
  name: 'initialize',
  summary:
    'C_Initialize alone, and C_Initialize up to the first session (which needs a token engine), every 50 ms',
  rounds: 25,
  prepare: async (folder: string) => {
    const { peers, missing, stop } = await startAll(folder);
    const applications = peers.map((peer) => startApplication(peer.path));
    const series = peers.flatMap((peer, index) => seriesOf(peer, applications[index]));
    const stock = peers.some(({ id }) => id === 'stock');
    return Object.freeze({
      series,
      ratios: stock
        ? [
            {
              id: 'emulator / stock server, first session',
              of: 'emulator-session',
              to: 'stock-session',
              better: 'lower' as const,
            },
          ]
        : [],
      missing,
      close: async () => {
        for (const application of applications) await application.end();
        await stop();
      },
    });
  },
});

function seriesOf(peer: Peer, application: ApplicationProcess | undefined): Series[] {
  const timed = async () => {
    await sleep(pause);
    return application?.obey({ order: 'initialize' }, 'initialized');
  };
  const common = { unit: 'ms', better: 'lower' } as const;
  return [
    {
      ...common,
      id: `${peer.id}-initialize`,
      title: `${peer.title}, C_Initialize`,
      measure: async () => (await timed())?.initialize ?? Number.NaN,
    },
    {
      ...common,
      id: `${peer.id}-session`,
      title: `${peer.title}, to the first session`,
      measure: async () => (await timed())?.firstSession ?? Number.NaN,
    },
  ];
}
