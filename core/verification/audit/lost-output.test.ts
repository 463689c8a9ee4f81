/** An audit whose stdout meets a full disk: its report is written all the same. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { type Material, material, now } from '../testing/material.ts';

let all: Material;
let folder: string;

beforeAll(async () => {
  all = await material();
  folder = all.dir;
  mkdirSync(join(folder, 'archive'));
  writeFileSync(join(folder, 'archive/a.pdf'), await all.signed());
});
afterAll(() => all.remove());

describe('congvu audit', () => {
  it('writes its report also where its own words cannot be written, and ends with 3', () => {
    for (const [out, more] of [
      ['full', ''],
      ['full-json', '--json'],
    ] as const) {
      const program = join(projectRoot, 'bin/congvu.js');
      const words = ['archive', '--trust', all.pki.trustDir, '--at', now, '--out', out];
      const given = words.map((word) => `'${word}'`).join(' ');
      const { status, stderr } = spawnSync(
        'sh',
        ['-c', `'${process.execPath}' '${program}' audit ${given} ${more} >/dev/full`],
        { cwd: folder },
      );
      expect([status, stderr.toString()]).toEqual([3, expect.stringContaining('OUTPUT_FAILED')]);
      expect(readdirSync(join(folder, out)).sort()).toEqual([
        'audit.json',
        'documents.csv',
        'index.html',
        'results.ndjson',
      ]);
    }
  });
});
