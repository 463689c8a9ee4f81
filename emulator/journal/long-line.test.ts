/** Journals of earlier versions, with lines of any length; and why there are no such lines any more. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { maxName } from '../policy/journal/kept-text.ts';
import { attributeArray } from '../wire/attributes.ts';
import { valueWriter } from '../wire/values.ts';
import type { JournalEntry } from './entry.ts';
import { type JournalQuery, readJournal } from './query.ts';
import { repairTail } from './repair.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const time = '2026-03-01T00:00:00.000Z';
const call = (number: number, key?: string) => ({
  number,
  time,
  connection: 1,
  function: 'C_CreateObject',
  result: 'CKR_OK',
  ...(key === undefined ? {} : { key }),
  objectClass: 'CKO_DATA',
  milliseconds: 1,
});

function written(...lines: readonly (object | string)[]): string {
  const path = join(dir, 'journal.ndjson');
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  writeFileSync(path, text.join(''));
  return path;
}

async function read(query: JournalQuery = {}): Promise<readonly JournalEntry[]> {
  const found: JournalEntry[] = [];
  for await (const entry of readJournal(dir, query)) found.push(entry);
  return found;
}

describe('a line that is too long', () => {
  it.each([
    ['letters', 'x'],
    ['Vietnamese letters', 'Chữ ký số '],
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['both, as if the text were over', '","milliseconds":7}\\'],
  ])('keeps all but its text, which is cut: %s', async (_, piece) => {
    // Whatever piece of an escape the last part of the line begins with.
    for (let shift = 0; shift < 4; shift++) {
      const key = `${'y'.repeat(shift)}${piece.repeat(Math.ceil((2 * 1024 * 1024) / piece.length))}`;
      written(call(1), call(2, key), call(3, `${key}z`), call(4));
      const entries = await read();
      expect(entries).toMatchObject([call(1), { number: 2 }, { number: 3 }, call(4)]);
      for (const { number, key: left, ...entry } of entries.slice(1, 3) as ReturnType<typeof call>[]) {
        const { key: _none, ...whole } = call(number);
        expect({ number, ...entry }).toEqual(whole);
        expect(left?.endsWith('…')).toBe(true);
        expect(key.startsWith(left?.slice(0, -1) ?? '?')).toBe(true);
        expect(left?.length).toBeGreaterThan(50);
      }
      expect(await read({ function: 'C_CreateObject', limit: 2 })).toHaveLength(2);
    }
  });

  it('is named as a gap when nothing else can be read, and is nothing when it was no entry', async () => {
    const numbers = Array.from({ length: 600_000 }, () => 1);
    written(call(1), { number: 2, time, odd: numbers }, { odd: numbers }, 'x'.repeat(3_000_000), call(3));
    expect(await read()).toEqual([
      call(1),
      {
        number: 2,
        time,
        event: 'entry-passed-over',
        detail: `an entry of ${JSON.stringify({ number: 2, time, odd: numbers }).length} bytes, which is more than any can have`,
      },
      call(3),
    ]);
  });

  it('at the end: its number is the last one; without its end it is cut off', () => {
    const key = 'k'.repeat(1024 * 1024);
    const path = written(call(7), call(8, key));
    const found = (): ReturnType<typeof repairTail> => {
      const file = openSync(path, 'r+');
      try {
        return repairTail(file);
      } finally {
        closeSync(file);
      }
    };
    const { length } = readFileSync(path);
    expect(found()).toEqual({ size: length, lastNumber: 8, repair: undefined });
    writeFileSync(path, readFileSync(path).subarray(0, -10));
    const { length: left } = Buffer.from(`${JSON.stringify(call(7))}\n`);
    expect(found()).toEqual({
      size: left,
      lastNumber: 7,
      repair: `the last line was torn: its ${length - 10 - left} bytes were cut off`,
    });
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(call(7))}\n`);
  });
});

describe('a name that an application gives', () => {
  const running = freshEmulator();

  it.each([
    ['label', 0x3, 'ế'.repeat(200_000), `${'ế'.repeat(85)}…`],
    ['label without composed letters', 0x3, 'ế'.normalize('NFD').repeat(1000), `${'ế'.repeat(85)}…`],
    ['label of just that length', 0x3, 'x'.repeat(maxName), 'x'.repeat(maxName)],
    ['label with what ends a line for many', 0x3, 'x\u2028y', 'x\u2028y'],
    ['id', 0x102, 'x'.repeat(100_000), `id:${'78'.repeat(126)}7…`],
  ])(
    '%s is cut in the journal where it is too long, and found by the whole name',
    async (_, type, given, shown) => {
      await running.makeToken();
      const app = await running.application();
      const session = await app.open(1);
      const template = [
        { type: 0x0, value: 0 },
        { type: 0x1, value: true },
        { type, value: Buffer.from(given) },
      ];
      const values = Buffer.concat([valueWriter().ulong(session).end(), attributeArray(template)]);
      expect((await app.call('C_CreateObject', values)).result).toMatch(/^CKR_/);
      await running.emulator.flushJournal();
      const lines = readFileSync(running.emulator.journalFile, 'utf8').split('\n');
      expect(lines.join('')).not.toContain('\u2028');
      expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThan(1000);
      const id = `id:${Buffer.from(given).toString('hex')}`;
      const seen: (string | undefined)[] = [];
      const whole = running.emulator.journal.entries({ key: type === 0x3 ? given : id });
      for await (const entry of whole) seen.push('key' in entry ? entry.key : undefined);
      for await (const entry of running.emulator.journal.entries({ key: shown }))
        seen.push('key' in entry ? entry.key : undefined);
      expect(seen).toEqual([shown, shown]);
    },
  );
});
