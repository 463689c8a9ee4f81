import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolders } from './folder.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('makeFolders', () => {
  it('makes what is missing with the mode and names the topmost new one', () => {
    expect(makeFolders(join(dir, 'a', 'b', 'c'), 0o700)).toBe(join(dir, 'a'));
    expect(statSync(join(dir, 'a', 'b', 'c')).mode & 0o777).toBe(0o700);
    expect(makeFolders(join(dir, 'a', 'b', 'c'))).toBeUndefined();
  });

  it('throws and leaves nothing where a file stands in the way', () => {
    writeFileSync(join(dir, 'file'), '');
    expect(() => makeFolders(join(dir, 'file', 'below'))).toThrow(/ENOTDIR|EEXIST/);
    expect(() => makeFolders(join(dir, 'file'))).toThrow(/EEXIST/);
  });

  it.skipIf(!existsSync('/proc'))('ends where the system makes no folders', () => {
    expect(() => makeFolders('/proc/congvu/below')).toThrow(/ENOENT/);
  });
});
