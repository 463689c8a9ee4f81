/** What is still to install, judged from the lock file and from what npm recorded. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('./npm-state.js', import.meta.url));
const wanted = {
  '': { name: 'congvu' },
  'node_modules/node': { version: '24.1.0' },
  'node_modules/needed': { version: '1.0.0' },
  'node_modules/for-another-system': { version: '1.0.0', optional: true },
};

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'congvu-npm-state-'));
  write('package-lock.json', JSON.stringify({ packages: wanted }));
  record({ 'node_modules/node': { version: '24.1.0' }, 'node_modules/needed': { version: '1.0.0' } });
  write('node_modules/.bin/node', '#!/bin/sh\necho v24.1.0\n');
  chmodSync(join(root, 'node_modules/.bin/node'), 0o755);
  write('node_modules/pkcs11js/build/Release/pkcs11.node', '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function record(packages: object): void {
  write('node_modules/.package-lock.json', JSON.stringify({ packages }));
}

const toDo = () =>
  execFileSync(process.execPath, [script, root], { encoding: 'utf8' }).split('\n').slice(0, -1);

describe('npm-state', () => {
  it('finds nothing to do, though a package for another system is absent', () => {
    expect(toDo()).toEqual([]);
  });

  it('wants everything in a fresh clone', () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(toDo()).toEqual(['packages', 'node', 'pkcs11js']);
  });

  it('wants everything when a package is missing or of another version', () => {
    record({ 'node_modules/node': { version: '24.1.0' } });
    expect(toDo()).toContain('packages');
    record({ 'node_modules/node': { version: '24.1.0' }, 'node_modules/needed': { version: '1.0.1' } });
    expect(toDo()).toContain('packages');
  });

  it('wants the pinned Node alone when that is absent or another', () => {
    write('node_modules/.bin/node', '#!/bin/sh\necho v20.0.0\n');
    expect(toDo()).toEqual(['node']);
    rmSync(join(root, 'node_modules/.bin/node'));
    expect(toDo()).toEqual(['node']);
  });

  it('wants the addon alone when it was never built', () => {
    rmSync(join(root, 'node_modules/pkcs11js/build'), { recursive: true });
    expect(toDo()).toEqual(['pkcs11js']);
  });
});
