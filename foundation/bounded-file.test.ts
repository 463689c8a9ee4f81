import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBounded, readingFailure } from './bounded-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const failureOf = (path: string, limit: number): string => {
  try {
    readBounded(path, limit);
  } catch (error) {
    return readingFailure(error);
  }
  return 'none';
};

describe('readBounded', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
    'reads a file of %i bytes, which are all it may have',
    (size) => {
      const content = Buffer.alloc(size, 'congvu');
      writeFileSync(join(dir, 'file'), content);
      expect(readBounded(join(dir, 'file'), size).equals(content)).toBe(true);
    },
  );

  it('refuses one byte more', () => {
    writeFileSync(join(dir, 'file'), Buffer.alloc(100_001));
    expect(failureOf(join(dir, 'file'), 100_000)).toBe('EFBIG: more than 100000 bytes');
  });

  it('refuses a file that never ends, and a folder, and one that is not there', () => {
    expect(failureOf('/dev/zero', 4096)).toBe('EFBIG: more than 4096 bytes');
    expect(failureOf(dir, 4096)).toBe('EISDIR');
    expect(failureOf(join(dir, 'none'), 4096)).toBe('ENOENT');
  });

  it('reads a pipe to its end, in as many pieces as come', () => {
    const pipe = join(dir, 'pipe');
    execFileSync('mkfifo', [pipe]);
    spawn('sh', ['-c', `exec > ${pipe}; printf 12; sleep 0.1; printf 34`]);
    expect(readBounded(pipe, 4).toString()).toBe('1234');
  });
});
