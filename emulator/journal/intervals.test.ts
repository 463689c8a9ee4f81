/** When the journal writes: soon, and what lanes tell of a little later, on a clock that the test moves. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../foundation/clock.ts';
import { type JournalFile, openJournal } from './journal-file.ts';

let folder: string;
let journal: JournalFile;
/** How often it has begun to write. */
let begun = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  begun = 0;
  journal = openJournal(folder, {
    clock: systemClock,
    peers: { watch: () => undefined, of: () => undefined, forget: () => undefined },
    labelOf: () => undefined,
    helpers: { drain: () => void begun++, busy: () => true },
  });
});

afterEach(() => {
  journal.close();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const call = { connection: 1, function: 'C_Sign', result: 0, milliseconds: 1 };
const own = (): void => journal.call(call);
const told = (): void => journal.call({ ...call, connection: 2, ended: performance.now() });

/** Until all that was begun is on disk, and the next turn arranged where one is needed. */
async function written(lines: number): Promise<void> {
  const turn = (): Promise<void> => new Promise((done) => setImmediate(done));
  for (let turns = 0; turns < 100_000 && linesOnDisk() < lines; turns++) await turn();
  expect(linesOnDisk()).toBe(lines);
  for (let turns = 0; turns < 5; turns++) await turn();
}

function linesOnDisk(): number {
  return readFileSync(journal.path, 'utf8').split('\n').length - 1;
}

/** How often it has begun to write after so many milliseconds more. */
function after(milliseconds: number): number {
  vi.advanceTimersByTime(milliseconds);
  return begun;
}

it('a call of its own is written after 15 ms', () => {
  own();
  expect([after(14), after(1)]).toEqual([0, 1]);
});

it('a call that a lane has answered, after 50 ms', () => {
  told();
  expect([after(49), after(1)]).toEqual([0, 1]);
});

it('a call of its own waits no longer because a lane has told of one before', async () => {
  told();
  expect(after(10)).toBe(0);
  own();
  expect([after(14), after(1)]).toEqual([0, 1]);
  await written(2);
  expect(vi.getTimerCount()).toBe(0);
});

it('nor because a lane tells of one behind it', () => {
  own();
  expect(after(10)).toBe(0);
  told();
  expect(after(5)).toBe(1);
});

it('what ended a moment ago waits for the next time, which is as near as the first', async () => {
  told();
  after(48);
  told();
  expect(after(2)).toBe(1);
  await written(1);
  expect([after(49), after(1)]).toEqual([1, 2]);
  await written(2);
  own();
  after(13);
  own();
  expect(after(2)).toBe(3);
  await written(3);
  expect([after(14), after(1)]).toEqual([3, 4]);
  await written(4);
});

it('of very much that lanes have told the rest follows at once', async () => {
  for (let count = 0; count < 3500; count++) told();
  expect(after(50)).toBe(1);
  await written(2000);
  expect([after(14), after(1)]).toEqual([1, 2]);
  await written(3500);
});
