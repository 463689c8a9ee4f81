/** Readers take turns, and leave room between two pieces; a long journal is read whole. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nextPiece, pieceLines } from './pieces.ts';
import { readJournal } from './query.ts';
import { presentName } from './segments.ts';

it('lets others have their turn between any two pieces, however many read', async () => {
  const seen: string[] = [];
  let over = false;
  const others = (): void => {
    seen.push('others');
    if (!over) setImmediate(others);
  };
  setImmediate(others);
  const reader = async (name: string): Promise<void> => {
    for (let piece = 0; piece < 4; piece++) {
      await nextPiece();
      seen.push(name);
    }
  };
  await Promise.all(['a', 'b', 'c'].map(reader));
  over = true;
  const pieces = seen.filter((name) => name !== 'others');
  expect(pieces.slice(0, 6)).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  expect(pieces).toHaveLength(12);
  for (const [at, name] of seen.entries())
    if (name !== 'others') expect(['others', undefined]).toContain(seen[at + 1]);
});

it('reads every line of a journal of several pieces, though all of it came in at once', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'congvu-'));
  try {
    const many = 3 * pieceLines + 7;
    const time = '2026-03-01T00:00:00.000Z';
    const lines = Array.from({ length: many }, (_, n) => JSON.stringify({ number: n + 1, time, event: 'x' }));
    writeFileSync(join(dir, presentName), `${lines.join('\n')}\n`);
    let turns = 0;
    let over = false;
    const count = (): void => {
      turns++;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    const numbers: number[] = [];
    for await (const { number } of readJournal(dir, {})) numbers.push(number);
    over = true;
    expect(numbers).toEqual(Array.from({ length: many }, (_, n) => n + 1));
    expect(turns).toBeGreaterThanOrEqual(3);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
