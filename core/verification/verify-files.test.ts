/** What the progress of a run over many files says is left to do, also when it goes on with an earlier one. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Material, material, now } from './testing/material.ts';
import { verifyFiles } from './verify-files.ts';

let all: Material;
let good: Uint8Array;
beforeAll(async () => {
  all = await material();
  good = await all.signed();
});
afterAll(() => all.remove());

/** An archive of five files, and a run over some of it with results in one file: how many were expected, and verified. */
function archive() {
  const folder = mkdtempSync(join(all.dir, 'left-'));
  for (const name of ['old', 'new']) mkdirSync(join(folder, name));
  for (const name of ['old/a', 'old/b', 'old/c', 'new/d', 'new/e'])
    writeFileSync(join(folder, `${name}.pdf`), good);
  cpSync(all.pki.trustDir, join(folder, 'trust'), { recursive: true });
  const out = join(folder, 'results.ndjson');
  async function run(paths: readonly string[]) {
    let expected: number | undefined;
    let verified = 0;
    const progress = {
      expect: (files: number) => {
        expected = files;
      },
      done: () => void verified++,
      finish: () => undefined,
    };
    const options = {
      trust: join(folder, 'trust'),
      at: now,
      regulation: 'none',
      as: 'original',
      lang: 'en',
      out,
      resume: true,
      jobs: '1',
    };
    const quiet = { print: () => {}, printJson: () => {}, note: () => {}, interactive: false };
    const given = paths.map((path) => join(folder, path));
    await verifyFiles(given, options, quiet, { now: () => new Date(now) } as never, () => progress);
    await vi.waitUntil(() => expected !== undefined);
    return { expected, verified };
  }
  return { folder, out, run };
}

it('is all files at first, and nothing once they are done', async () => {
  const { run } = archive();
  expect(await run(['old', 'new'])).toEqual({ expected: 5, verified: 5 });
  expect(await run(['old', 'new'])).toEqual({ expected: 0, verified: 0 });
});

it('is what a run that was cut short has left', async () => {
  const { out, run } = archive();
  await run(['old', 'new']);
  const lines = readFileSync(out, 'utf8').split('\n');
  writeFileSync(out, `${lines.slice(0, 2).join('\n')}\n`);
  expect(await run(['old', 'new'])).toEqual({ expected: 3, verified: 3 });
});

it('is what has changed since', async () => {
  const { folder, run } = archive();
  await run(['old', 'new']);
  appendFileSync(join(folder, 'old/b.pdf'), ' ');
  expect(await run(['old', 'new'])).toEqual({ expected: 1, verified: 1 });
});

it('is what lies in the folders named now, whatever else the results hold', async () => {
  const { folder, run } = archive();
  await run(['old']);
  expect(await run(['new'])).toEqual({ expected: 2, verified: 2 });
  writeFileSync(join(folder, 'new/f.pdf'), good);
  expect(await run(['new'])).toEqual({ expected: 1, verified: 1 });
});
