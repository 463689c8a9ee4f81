/** How long a test waits for an emulator of its own, as `congvu/testing` makes one: folder, emulator, tokens. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator } from '../../emulator/index.ts';
import type { Scenario, Series } from '../measure/scenario.ts';
import { pin } from '../peers/peer.ts';

const soPin = '87654321';

export const fixture: Scenario = Object.freeze({
  name: 'fixture',
  summary:
    'an emulator in this process, in a folder of its own, up to its last token; stopping it does not count',
  rounds: 15,
  prepare: async (folder: string) =>
    Object.freeze({
      series: [0, 1, 3].map((tokens) => seriesOf(folder, tokens)),
      ratios: [],
      missing: [],
      close: async () => undefined,
    }),
});

function seriesOf(folder: string, tokens: number): Series {
  return Object.freeze({
    id: `tokens-${tokens}`,
    title: `an emulator with ${tokens === 0 ? 'no token' : tokens === 1 ? 'one token' : `${tokens} tokens`}`,
    unit: 'ms',
    better: 'lower',
    measure: async () => {
      const begun = performance.now();
      const own = mkdtempSync(join(folder, 'fixture-'));
      const emulator = await startEmulator({ dir: join(own, 'e') });
      try {
        for (let token = 1; token <= tokens; token++)
          await emulator.createToken({ label: `T${token}`, profile: 'strict', pin, soPin });
        return performance.now() - begun;
      } finally {
        await emulator.stop();
        rmSync(own, { recursive: true, force: true });
      }
    },
  });
}
