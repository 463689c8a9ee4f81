/**
 * Every way in which a PIN reaches a token, from three applications at once, over removals and restarts, against a
 * model of plain counters. CONGVU_PIN_RUNS=2000 makes it long; CONGVU_PIN_SEED and CONGVU_PIN_PATH repeat a run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type PinBench, pinBench } from './bench.ts';
import { profiles, steps } from './steps.ts';

const { CONGVU_PIN_RUNS, CONGVU_PIN_SEED, CONGVU_PIN_PATH } = process.env;
const runs = Number(CONGVU_PIN_RUNS ?? 30);

let folder: string;
let bench: PinBench;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  bench = await pinBench(join(folder, 'e'));
});
afterAll(async () => {
  await bench.end();
  rmSync(folder, { recursive: true, force: true });
});

describe('PINs', () => {
  it(
    'are counted, told and locked as the profile says, whichever way they come',
    async () => {
      await fc.assert(
        fc.asyncProperty(profiles, steps, (profile, list) => bench.run(profile, list)),
        {
          numRuns: runs,
          ...(CONGVU_PIN_SEED === undefined ? {} : { seed: Number(CONGVU_PIN_SEED) }),
          ...(CONGVU_PIN_PATH === undefined ? {} : { path: CONGVU_PIN_PATH }),
        },
      );
    },
    Math.max(120_000, runs * 5_000),
  );
});
