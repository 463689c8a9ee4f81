import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** What a program prints that does the steps and ends by `ending`. */
function printed(ending: string): Promise<string> {
  const program = `
    import { atExit } from '${join(import.meta.dirname, 'at-exit.ts')}';
    import { temporaryFolder } from '${join(import.meta.dirname, 'temporary-folder.ts')}';
    import { tmpdir } from 'node:os';
    atExit(() => process.stdout.write('first '));
    atExit(() => { throw new Error('of no matter'); });
    atExit(() => process.stdout.write('forgotten '))();
    atExit(() => process.stdout.write('last '));
    process.stdout.write(temporaryFolder(tmpdir() + '/congvu-exit-').path + ' ');
    ${ending}`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '--eval', program], (_, stdout) => resolve(stdout));
  });
}

it.each(['process.exit(3);', 'setTimeout(() => { throw new Error(); });', ''])(
  'what is left to do is done, the latest first, at the end by "%s"',
  async (ending) => {
    const [folder = '', ...steps] = (await printed(ending)).trim().split(' ');
    expect(steps).toEqual(['last', 'first']);
    expect(folder).toContain('congvu-exit-');
    expect(existsSync(folder)).toBe(false);
  },
);
