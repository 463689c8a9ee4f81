/** Folders, files and outputs as they should not be: each is said in plain words, with an exit code that tells of it. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { type Material, material, now } from '../testing/material.ts';

let all: Material;
let good: Uint8Array;
let folder: string;
let trusted: readonly string[];
const program = join(projectRoot, 'bin/congvu.js');

beforeAll(async () => {
  all = await material();
  good = await all.signed();
  folder = mkdtempSync(join(all.dir, 'unusual-'));
  trusted = ['--trust', all.pki.trustDir, '--at', now];
});
afterAll(() => all.remove());

function congvu(...parameters: readonly string[]) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
    cwd: folder,
    timeout: 60_000,
  });
  return { status, signal, out: stdout.toString(), error: stderr.toString() };
}

/** A folder with the good document as `a.pdf`. */
function archive(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'a.pdf'), good);
  return path;
}

describe.each(['verify', 'audit'])('congvu %s', (verb) => {
  it('names a subfolder that it cannot read and ends with 2', () => {
    const name = `deep-${verb}`;
    mkdirSync(join(archive(name), Array(66).fill('x').join('/')), { recursive: true });
    const { status, error } = congvu(verb, name, ...trusted, '--jobs', '1');
    expect(status).toBe(2);
    expect(error).toMatch(/^congvu: VERIFY_FOLDER_UNREADABLE: the folder .+ cannot be read \(too many levels\)\n/m);
    expect(error).not.toContain('    at ');
  });
});
