/**
 * kill -9 at random points while applications try PINs, change them, make keys, move and wipe tokens. Twenty-five kills
 * here; CONGVU_KILLS=500 makes it the long test, CONGVU_SEED=… repeats one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storm } from './storm.ts';

const kills = Number(process.env.CONGVU_KILLS ?? 25);
const seed = Number(process.env.CONGVU_SEED ?? 20261122);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('kill -9', () => {
  it(
    `${kills} times gives no try back, unlocks nothing, and loses nothing that was answered (CONGVU_SEED=${seed})`,
    async () => {
      const report = await storm({ dir: join(folder, 'e'), seed, kills });
      process.stderr.write(`CONGVU_KILLS=${kills} CONGVU_SEED=${seed}: ${JSON.stringify(report.counts)}\n`);
      expect(report.complaints).toEqual([]);
      expect(report.kills).toBe(kills);
    },
    60_000 + kills * 10_000,
  );
});
