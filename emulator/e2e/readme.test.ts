/** The examples in the READMEs are run as they stand. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { present } from './programs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  const command = `#!/bin/sh\nexec "${process.execPath}" "${join(projectRoot, 'bin', 'congvu.js')}" "$@"\n`;
  writeFileSync(join(folder, 'congvu'), command);
  chmodSync(join(folder, 'congvu'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The first `sh` block of a README, run by a shell that stops at the first error. */
function runExample(readme: string, cwd: string): Promise<{ exit: number; output: string }> {
  const example = /```sh\n(.*?)```/s.exec(readFileSync(join(projectRoot, readme), 'utf8'))?.[1] ?? 'exit 99';
  const found = ['pkcs11-tool', 'softhsm2-util'].map((name) => dirname(foreign(name).path));
  const env = {
    ...process.env,
    PATH: [folder, ...found, process.env.PATH].join(':'),
    TMPDIR: folder,
    CONGVU_EMULATOR_DIR: join(folder, 'e'),
  };
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-ec', example], { cwd, env, encoding: 'utf8' }, (error, out, err) => {
      resolve({ exit: error === null ? 0 : Number(error.code), output: out + err });
    });
  });
}

describe.skipIf(!present('pkcs11-tool', 'softhsm2-util'))('the example in', () => {
  it('emulator/README.md shows a lock, an unlock and a removal', async () => {
    const { exit, output } = await runExample('emulator/README.md', folder);
    expect([exit, output]).toEqual([
      0,
      expect.stringContaining('State     locked: too many wrong user PINs'),
    ]);
    expect(output).toContain('State     removed: not in its reader');
    expect(output.trimEnd()).toMatch(/has stopped\. Its tokens are kept\.$/);
  });

  it('softhsm-config/README.md makes each token and key once', async () => {
    const { exit, output } = await runExample('softhsm-config/README.md', projectRoot);
    expect(exit, output).toBe(0);
    expect(output.match(/made .*/g)).toEqual([
      'made token ca-nhan',
      'made key ky-ca-nhan in ca-nhan',
      'made key ky-ca-nhan-ec in ca-nhan',
      'made token co-quan',
      'made key ky-co-quan in co-quan',
    ]);
  });
});
