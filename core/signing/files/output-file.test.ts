/** Where signed files may be put: over nothing, over a file when asked, and never over anything else. */
import { lstatSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeSigned } from './output-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-output-'));
  writeFileSync(join(folder, 'file.pdf'), 'old');
  symlinkSync('file.pdf', join(folder, 'link.pdf'));
  symlinkSync('nowhere', join(folder, 'dangling.pdf'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = Buffer.from('new');

it('a file is replaced with force only', () => {
  const path = join(folder, 'file.pdf');
  expect(() => writeSigned(path, bytes, false)).toThrow(
    expect.objectContaining({ code: 'SIGN_OUTPUT_EXISTS' }),
  );
  expect(() => writeSigned(path, bytes, true)).not.toThrow();
});

it.each(['link.pdf', 'dangling.pdf'])('a link stays, even with force: %s', (name) => {
  const path = join(folder, name);
  expect(() => writeSigned(path, bytes, true)).toThrow(
    expect.objectContaining({ code: 'SIGN_OUTPUT_UNWRITABLE' }),
  );
  expect(lstatSync(path).isSymbolicLink()).toBe(true);
});
