/** What the engine made of our files is kept, where nobody else can write. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../foundation/paths.ts';

const compiledFolder = join(projectRoot, '.congvu', 'compiled');

it('is kept by every verb, in a folder of its owner alone', () => {
  execFileSync(process.execPath, [join(projectRoot, 'bin', 'congvu.js'), '--version']);
  expect(statSync(compiledFolder).mode & 0o777).toBe(0o700);
  expect(readdirSync(compiledFolder)).not.toEqual([]);
});
