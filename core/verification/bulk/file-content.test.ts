/** A file is read as long as it is when it is open, also when it was of another length a moment before. */
import { mkdtempSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { fileReader, fileReaders, smallRoom } from './file-content.ts';

let wrong: number | undefined;

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    statSync: (path: string): Stats => {
      const found = fs.statSync(path);
      return wrong === undefined ? found : Object.assign(found, { size: wrong });
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lengths = [0, 1, 1000, smallRoom - 1, smallRoom, smallRoom + 1];
const file = (length: number) => {
  const path = join(folder, `${length}`);
  writeFileSync(path, Buffer.alloc(length, `${length}`));
  return path;
};

it.each(lengths)('of %d bytes', (length) => {
  const path = file(length);
  for (const read of [fileReader(0), fileReader(smallRoom), fileReaders(2)[1]]) {
    const { content, size } = read?.(path) ?? {};
    expect([size, Buffer.from(content ?? [])]).toEqual([length, Buffer.alloc(length, `${length}`)]);
  }
});

it('side by side, each stays as it is', () => {
  const [first, second] = fileReaders(2);
  const one = first?.(file(smallRoom)).content;
  second?.(file(1000));
  second?.(file(smallRoom + 1));
  expect(Buffer.from(one ?? [])).toEqual(Buffer.alloc(smallRoom, `${smallRoom}`));
});

it.each(
  lengths.slice(2).flatMap(
    (length) =>
      [
        [length, 1],
        [length, length - 1],
      ] as const,
  ),
)('of %d bytes that was of %d', (length, before) => {
  const path = file(length);
  wrong = before;
  try {
    for (const read of [fileReader(0), fileReader(smallRoom)]) {
      const { content, size } = read(path);
      expect([size, Buffer.from(content)]).toEqual([length, Buffer.alloc(length, `${length}`)]);
    }
  } finally {
    wrong = undefined;
  }
});

it('that was longer: what is left of it', () => {
  const path = file(1000);
  wrong = 2000;
  try {
    expect(Buffer.from(fileReader(smallRoom)(path).content)).toEqual(Buffer.alloc(1000, '1000'));
  } finally {
    wrong = undefined;
  }
});
