/** Hints name the command as the reader has just called it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asCalled, commandName } from './called-as.ts';
import { projectRoot } from './paths.ts';
import { shellWord } from './shell-word.ts';

describe('the name of the command', () => {
  it.each([
    ['npx congvu', '/x/node_modules/.bin/congvu', { npm_command: 'exec' }, '/x'],
    ['npx congvu', '/x/bin/congvu.js', {}, '/x'],
    ['npx congvu', '/x/bin/congvu.js', {}, '/x/docs'],
    ['npx congvu', '/y/vitest.mjs', {}, '/y'],
    ['node /x/bin/congvu.js', '/x/bin/congvu.js', {}, '/'],
    ['node /x/bin/congvu.js', '/x/bin/congvu.js', {}, '/xy'],
    ["node '/x y/bin/congvu.js'", '/x y/bin/congvu.js', {}, '/'],
    ['congvu', '/usr/local/bin/congvu', {}, '/'],
  ])('is %s for %s with %j in %s', (name, program, environment, directory) => {
    expect(commandName({ program, environment, directory, root: '/x' })).toBe(name);
  });

  it('stands in commands, not in prose or paths', () => {
    const text =
      'Run "congvu token list" or eval "$(npx congvu emulator env)"; congvu never makes bin/congvu token.';
    expect(asCalled(text, 'npx congvu')).toBe(
      'Run "npx congvu token list" or eval "$(npx congvu emulator env)"; congvu never makes bin/congvu token.',
    );
    expect(asCalled(text, 'congvu')).toBe(
      'Run "congvu token list" or eval "$(congvu emulator env)"; congvu never makes bin/congvu token.',
    );
  });

  it('is what the real command prints, however it was started', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
    const installed = join(folder, 'congvu');
    const { npm_command: _, ...environment } = process.env;
    const hint = (program: string, more: object, cwd = projectRoot): Promise<string> =>
      new Promise((resolve) => {
        const env = { ...environment, ...more };
        execFile(
          process.execPath,
          [program, 'token', 'list', '--dir', folder],
          { env, cwd },
          (_error, _out, err) => resolve(err),
        );
      });
    try {
      symlinkSync(join(projectRoot, 'bin', 'congvu.js'), installed);
      expect(await hint(installed, {})).toContain('"congvu emulator start ');
      expect(await hint(installed, { npm_command: 'exec' })).toContain('"npx congvu emulator start ');
      const program = join(projectRoot, 'bin', 'congvu.js');
      expect(await hint(program, {})).toContain('"npx congvu emulator start ');
      // There npx would ask the registry, and run what anybody has put there under this name.
      expect(await hint(program, {}, folder)).toContain(`"node ${shellWord(program)} emulator start `);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
