/** Object files that engines take away while they are read. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readObjects } from './token-objects.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-objects-'));
  mkdirSync(join(folder, 'token'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Makes and takes away files, as an engine does, from outside this thread. */
const coming = `
  const { workerData } = require('node:worker_threads');
  const fs = require('node:fs');
  for (;;) {
    for (let n = 0; n < 50; n++) fs.writeFileSync(workerData + '/' + n + '.lock', '');
    for (let n = 0; n < 50; n++) fs.rmSync(workerData + '/' + n + '.lock');
  }`;

it('files that go away meanwhile are none, and those that stay are whole', async () => {
  writeFileSync(join(folder, 'token', 'stays.object'), 'whole');
  const worker = new Worker(coming, { eval: true, workerData: join(folder, 'token') });
  try {
    await new Promise((done) => worker.once('online', done));
    let most = 0;
    for (let n = 0; n < 3000 || most < 2; n++) {
      const objects = readObjects(folder);
      expect(Buffer.from(objects['token/stays.object'] ?? []).toString()).toBe('whole');
      most = Math.max(most, Object.keys(objects).length);
    }
  } finally {
    await worker.terminate();
  }
});

it('what cannot be read for another reason is told', () => {
  symlinkSync('nowhere', join(folder, 'token', 'link'));
  mkdirSync(join(folder, 'token', 'more'));
  writeFileSync(join(folder, 'token', 'more', 'one.object'), '');
  expect(Object.keys(readObjects(folder))).toEqual(['token/more/one.object']);
  expect(() => readObjects(join(folder, 'none'))).toThrow('ENOENT');
});
