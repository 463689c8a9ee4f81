/** A missing judge is a skip with a reason at a desk, and a failure on a build machine. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign, foreignFile } from './foreign.ts';

const heard: string[] = [];
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-foreign-'));
  mkdirSync(join(folder, 'path'));
  mkdirSync(join(folder, 'unpacked'));
  mkdirSync(join(folder, 'path', 'a-folder'));
  writeFileSync(join(folder, 'path', 'installed'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(folder, 'path', 'not-executable'), 'text\n', { mode: 0o644 });
  writeFileSync(join(folder, 'unpacked', 'unpacked-only'), '#!/bin/sh\n', { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const search = (required: boolean) => ({
  path: `:${join(folder, 'path')}`,
  unpacked: join(folder, 'unpacked'),
  required,
  announce: (line: string) => void heard.push(line),
});

describe('foreign', () => {
  it('finds an installed program and an unpacked one', () => {
    expect(foreign('installed', search(true)).path).toBe(join(folder, 'path', 'installed'));
    expect(foreign('unpacked-only', search(true)).path).toBe(join(folder, 'unpacked', 'unpacked-only'));
  });

  it.each(['absent', 'not-executable', 'a-folder'])('says why %s is missing at a desk', (program) => {
    const found = foreign(program, search(false));
    expect(found).toMatchObject({ present: false, path: '' });
    expect(found.reason).toContain(program);
    expect(found.reason).toContain('ci/setup.sh --test');
  });

  it('says so once for all the tests that want it', () => {
    foreign('wanted-twice', search(false));
    foreign('wanted-twice', search(false));
    expect(heard.filter((line) => line.includes('wanted-twice'))).toHaveLength(1);
  });

  it('finds a file of the system, or says why it is missing', () => {
    expect(foreignFile(join(folder, 'path', 'not-executable'), search(true)).present).toBe(true);
    expect(foreignFile('/unpacked/unpacked-only', search(true)).path).toBe(
      join(folder, 'unpacked', 'unpacked-only'),
    );
    expect(foreignFile('/usr/lib/TRIPLET/absent.so', search(false)).reason).toContain('absent.so');
    expect(() => foreignFile('/usr/lib/TRIPLET/absent.so', search(true))).toThrow(/CI=true.*absent/);
  });

  it('throws on a build machine instead of skipping', () => {
    expect(() => foreign('absent', search(true))).toThrow(/CI=true.*absent/);
  });
});
