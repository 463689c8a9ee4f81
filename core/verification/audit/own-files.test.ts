/** Somebody's own files in the folder of a report: an audit stops before them, and goes on over what audits wrote. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  writeFileSync(join(folder, 'archive/a.pdf'), await all.signed({ agency: null }));
});
afterAll(() => all.remove());

function congvu(...parameters: readonly string[]) {
  const program = join(projectRoot, 'bin/congvu.js');
  const { status, stderr } = spawnSync(process.execPath, [program, 'audit', ...parameters], { cwd: folder });
  return { status, error: stderr.toString() };
}

describe('the folder of a report', () => {
  it.each([
    ['index.html', '<!doctype html><title>Our own page</title>'],
    ['documents.csv', 'my own list'],
    ['audit.json', '{"schema":"other-1"}'],
  ])('never writes over a %s that no audit wrote, and over its own', (name, own) => {
    const options = ['archive', '--trust', all.pki.trustDir, '--at', now, '--out', 'mine'];
    mkdirSync(join(folder, 'mine'));
    writeFileSync(join(folder, 'mine', name), own);
    const { status, error } = congvu(...options);
    expect([status, error]).toEqual([2, expect.stringContaining('AUDIT_WOULD_REPLACE')]);
    expect(readdirSync(join(folder, 'mine'))).toEqual([name]);
    expect(readFileSync(join(folder, 'mine', name), 'utf8')).toBe(own);
    rmSync(join(folder, 'mine', name));
    expect(congvu(...options).status).toBe(1);
    expect(congvu(...options, '--lang', 'en', '--resume').status).toBe(1);
    writeFileSync(join(folder, 'mine', name), own);
    expect(congvu(...options, '--resume').error).toContain('AUDIT_WOULD_REPLACE');
    rmSync(join(folder, 'mine'), { recursive: true });
  });

  it('does not wait for a pipe that bears a name of its own', () => {
    mkdirSync(join(folder, 'pipe'));
    execFileSync('mkfifo', [join(folder, 'pipe', 'audit.json')]);
    const { status, error } = congvu('archive', '--trust', all.pki.trustDir, '--at', now, '--out', 'pipe');
    expect([status, error]).toEqual([2, expect.stringContaining('AUDIT_WOULD_REPLACE')]);
  });
});
