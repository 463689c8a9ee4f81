/** A journal that was damaged on disk: every hole is told in its place, no number comes twice, junk is refused by name. */
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlClient } from '../control/control-client.ts';
import { startEmulator } from '../index.ts';
import type { JournalEntry } from './entry.ts';
import schema from './journal-entry.schema.json' with { type: 'json' };
import { type JournalQuery, readJournal } from './query.ts';

let folder = '';
const dir = (): string => join(folder, 'e');
const file = (): string => join(dir(), 'journal.ndjson');

/** Entries 1 to 6 and the newline behind them: two events of each of three runs. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  for (let run = 0; run < 6; run++) await (await startEmulator({ dir: dir() })).stop();
  expect(lines()).toHaveLength(6);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (): string[] => readFileSync(file(), 'utf8').trimEnd().split('\n');
const write = (changed: readonly string[]): void => writeFileSync(file(), `${changed.join('\n')}\n`);
const read = (query: JournalQuery = {}): Promise<JournalEntry[]> =>
  Array.fromAsync(readJournal(dir(), query));

/** Names and numbers, in order. */
async function told(query: JournalQuery = {}): Promise<readonly string[]> {
  return (await read(query)).map((entry) => `${entry.number} ${'event' in entry ? entry.event : 'call'}`);
}

const spoil: Readonly<Record<string, (line: string) => string>> = {
  'cut short': (line) => line.slice(0, 20),
  zeros: (line) => '\0'.repeat(line.length),
  'another letter in a name': (line) => line.replace('"event"', '"evant"'),
  'a field more': (line) => line.replace('{', '{"pin":"x",'),
  'a time that is none': (line) => line.replace(/"time":"[^"]+"/, '"time":"today"'),
  'a number that is none': (line) => line.replace(/"number":\d+/, '"number":"3"'),
  'no object': () => '[]',
};

describe('a line in the middle', () => {
  it.each(Object.entries(spoil))(
    '%s: is told as passed over, in its place, and not handed out',
    async (_, how) => {
      write(lines().map((line, at) => (at === 2 ? how(line) : line)));
      expect(await told()).toEqual([
        '1 started',
        '2 started',
        '3 entry-passed-over',
        '4 started',
        '5 started',
        '6 started',
      ]);
      const [hole, ...more] = await read({ event: 'entry-passed-over' });
      expect(more).toEqual([]);
      expect(hole).toMatchObject({
        file: 'journal.ndjson',
        detail: expect.stringMatching(/^line 3 cannot be read: no (JSON|entry)/),
      });
      expect(JSON.stringify(hole)).not.toContain('"x"');
      const valid = new Ajv().compile(schema);
      for (const entry of await read()) expect([entry, valid(entry)]).toEqual([entry, true]);
      // What is asked by name is found all the same, and what was spoilt is nobody's.
      expect(await read({ event: 'started' })).toHaveLength(5);
      expect(await read({ kind: 'event', limit: 4 })).toHaveLength(4);
      // Nothing changes with a start, over HTTP, or after it.
      const emulator = await startEmulator({ dir: dir() });
      try {
        const [first] = await controlClient(dir()).journal.entries({ event: 'entry-passed-over' });
        expect(first).toEqual(hole);
      } finally {
        await emulator.stop();
      }
      expect((await told()).slice(5)).toEqual(['6 started', '7 started']);
    },
  );

  it('several at once are one hole; a line more that has taken no number is none', async () => {
    write(
      lines().flatMap((line, at) => (at === 2 || at === 3 ? 'x' : [line, at === 4 ? 'more' : []].flat())),
    );
    expect(await read({ event: 'entry-passed-over' })).toMatchObject([
      { number: 3, detail: 'lines 3 to 4 cannot be read: no JSON' },
    ]);
    expect(await read()).toHaveLength(5);
  });

  it('the first one too, also of a file that was put aside', async () => {
    const all = lines();
    write(['x', ...all.slice(1)]);
    expect((await told())[0]).toBe('1 entry-passed-over');
    renameSync(file(), join(dir(), 'journal-000000000001.ndjson'));
    writeFileSync(file(), '');
    expect((await told())[0]).toBe('1 entry-passed-over');
  });
});

describe('a line at the end', () => {
  it.each(Object.entries(spoil).filter(([name]) => !/letter|field|time/.test(name)))(
    '%s: its number is not given to another entry',
    async (_, how) => {
      write(lines().map((line, at) => (at >= 4 ? how(line) : line)));
      const emulator = await startEmulator({ dir: dir() });
      const { journalRepaired } = await controlClient(dir()).status();
      await emulator.stop();
      const found = await told();
      expect(new Set(found.map((text) => text.split(' ')[0])).size).toBe(found.length);
      expect(found.slice(4)).toEqual(['5 entry-passed-over', '7 journal-repaired', '8 started']);
      expect(journalRepaired).toBe('2 lines at its end cannot be read: numbers go on behind');
    },
  );

  it('is found behind more junk than is looked at first', async () => {
    appendFileSync(file(), 'junk\n'.repeat(200_000));
    await (await startEmulator({ dir: dir() })).stop();
    expect((await told()).slice(5)).toEqual([
      '6 started',
      '7 entry-passed-over',
      '200007 journal-repaired',
      '200008 started',
    ]);
  });
});

describe('a file that is no journal', () => {
  it.each([
    ['junk', 'not a journal'],
    ['junk of several lines', 'not\na\njournal\n'],
    ['junk of many bytes', 'not a journal '.repeat(100_000)],
    ['zeros', '\0'.repeat(4096)],
    ['JSON of somebody else', '{"name":"x"}\n'],
  ])('%s: is refused by its name, with a way back, and left as it is', async (_, junk) => {
    writeFileSync(file(), junk);
    const refused = startEmulator({ dir: dir() });
    await expect(refused).rejects.toMatchObject({
      code: 'EMULATOR_JOURNAL_DAMAGED',
      message: expect.stringContaining(file()),
      hint: expect.stringContaining(`mv ${file()} ${file()}.damaged`),
    });
    expect(readFileSync(file(), 'utf8')).toBe(junk);
    // Without its end the last line may be one that is just being written.
    const hole = { event: 'entry-passed-over', file: 'journal.ndjson' };
    expect(await read()).toMatchObject(junk.endsWith('\n') ? [hole] : []);
    renameSync(file(), `${file()}.damaged`);
    await (await startEmulator({ dir: dir() })).stop();
    expect(await told()).toEqual(['1 started']);
  });

  it('that was put aside is refused too, when numbers would go on from it', async () => {
    const aside = join(dir(), 'journal-000000000001.ndjson');
    writeFileSync(aside, 'junk\n');
    writeFileSync(file(), '');
    await expect(startEmulator({ dir: dir() })).rejects.toMatchObject({
      code: 'EMULATOR_JOURNAL_DAMAGED',
      message: expect.stringContaining(aside),
    });
  });

  it.each(['', '{', '{"number":1,"time":"2026-'])(
    'is none that a writer was killed in: %j is cut, and told',
    async (begun) => {
      writeFileSync(file(), begun);
      await (await startEmulator({ dir: dir() })).stop();
      expect((await told()).at(-1)).toBe(begun === '' ? '1 started' : '2 started');
    },
  );
});
