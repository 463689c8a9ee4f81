/** The addon is compiled wherever the clone stands: make and gyp take a space in a path for the end of it. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { foreign } from './foreign.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

it('fails where it cannot be compiled, though an older one is there', () => {
  const script = `set -eu; . '${root}ci/addon.sh'; npm() { return 1; }; build_addon`;
  const run = spawnSync('/bin/bash', ['-c', script], { cwd: root, encoding: 'utf8' });
  expect([run.status, run.stdout]).toEqual([1, '']);
});

it.skipIf(!foreign('make').present)(
  'is compiled in a folder with spaces and Vietnamese letters',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'congvu-addon-'));
    try {
      const clone = join(folder, 'thư mục công vụ');
      const addon = join(clone, 'node_modules/pkcs11js');
      mkdirSync(join(clone, 'node_modules'), { recursive: true });
      symlinkSync(join(root, 'node_modules/node'), join(clone, 'node_modules/node'));
      cpSync(join(root, 'node_modules/pkcs11js'), addon, { recursive: true });
      rmSync(join(addon, 'build'), { recursive: true, force: true });
      const script = `set -eu; install_pinned_node() { return 1; }; . '${root}ci/addon.sh'; build_addon`;
      const run = spawnSync('/bin/bash', ['-c', script], { cwd: clone, encoding: 'utf8' });
      expect(run.status, run.stderr).toBe(0);
      expect(existsSync(join(addon, 'build/Release/pkcs11.node'))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
