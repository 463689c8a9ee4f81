import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeUnfinished, writeFileDurably } from './durable-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('removeUnfinished', () => {
  it('removes what a killed writer left, and nothing else', () => {
    for (const name of ['.state.json.1234.0.part', 'state.json', 'next.part', '.hidden'])
      writeFileSync(join(dir, name), 'x');
    removeUnfinished(dir);
    expect(readdirSync(dir).sort()).toEqual(['.hidden', 'next.part', 'state.json']);
  });
});

describe('writeFileDurably', () => {
  it('replaces a file whole, readable by its owner alone, and leaves nothing else behind', () => {
    const path = join(dir, 'state.json');
    writeFileDurably(path, 'first and longer');
    writeFileDurably(path, 'second');
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['state.json']);
  });

  it('throws the system error and leaves no partial file where the target is a folder', () => {
    expect(() => writeFileDurably(dir, 'x')).toThrow(expect.objectContaining({ code: expect.any(String) }));
    expect(readdirSync(dir)).toEqual([]);
  });

  it('throws ENOENT where the folder is missing', () => {
    expect(() => writeFileDurably(join(dir, 'no', 'file'), 'x')).toThrow(/ENOENT/);
  });
});
