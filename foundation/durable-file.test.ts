import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  removeUnfinished,
  unfinishedOf,
  writeFileBeside,
  writeFileDurably,
  writeFileDurablyAmongOthers,
} from './durable-file.ts';

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

  it('removes beside one file what is of that file alone', async () => {
    for (const name of ['a.pdf', 'a.pdf.old']) await writeFileBeside(join(dir, name), 'x');
    removeUnfinished(dir, 'a.pdf');
    expect(readdirSync(dir).map(unfinishedOf)).toEqual(['a.pdf.old']);
  });
});

describe('unfinishedOf', () => {
  it.each(['văn bản.pdf', '.a.0.part'])('knows what is written beside %s', async (name) => {
    await writeFileBeside(join(dir, name), 'x');
    expect(readdirSync(dir).map(unfinishedOf)).toEqual([name]);
  });

  it.each(['a.part', '.a.part', '.a.7.part', '.a.01234567-89ab-cdef-0123-456789abcdef.7.parts'])(
    'takes %s for the file of somebody else',
    (name) => {
      expect(unfinishedOf(name)).toBeUndefined();
    },
  );
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

describe('writeFileDurablyAmongOthers', () => {
  it('writes many files at once, each whole, and leaves nothing else behind', async () => {
    const names = Array.from({ length: 40 }, (_, number) => `${number}.pdf`);
    const content = (name: string) => Buffer.alloc(50_000, name);
    await Promise.all(
      names.map((name) => writeFileDurablyAmongOthers(join(dir, name), content(name), 0o644)),
    );
    expect(readdirSync(dir).sort()).toEqual([...names].sort());
    for (const name of names) expect(readFileSync(join(dir, name)).equals(content(name))).toBe(true);
    expect(statSync(join(dir, '0.pdf')).mode & 0o777).toBe(0o644);
  });

  it('throws the system error for one, and writes the others', async () => {
    mkdirSync(join(dir, 'taken'));
    const outcomes = await Promise.allSettled(
      ['a', 'taken', 'b', 'no/file'].map((name) =>
        writeFileDurablyAmongOthers(join(dir, name), Buffer.from(name)),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(readdirSync(dir).sort()).toEqual(['a', 'b', 'taken']);
  });

  it('is done after a later call on the same folder too', async () => {
    for (const name of ['first', 'second'])
      await writeFileDurablyAmongOthers(join(dir, name), Buffer.from(name));
    expect(readFileSync(join(dir, 'second'), 'utf8')).toBe('second');
  });
});

describe('writeFileBeside', () => {
  it('changes nothing until it is committed, and leaves nothing when it is dropped', async () => {
    const path = join(dir, 'list.json');
    writeFileDurably(path, 'old');
    const [one, other] = [await writeFileBeside(path, 'one'), await writeFileBeside(path, 'other')];
    expect(readFileSync(path, 'utf8')).toBe('old');
    other.drop();
    const synced = one.commit();
    expect(readFileSync(path, 'utf8')).toBe('one');
    await synced;
    expect([readdirSync(dir), statSync(path).mode & 0o777]).toEqual([['list.json'], 0o600]);
    await expect(writeFileBeside(join(dir, 'no', 'file'), 'x')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
