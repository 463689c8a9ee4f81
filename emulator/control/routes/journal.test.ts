/** A long answer about the journal is written in pieces; it is the same JSON as of one piece. */
import { expect, it } from 'vitest';
import { controlClient } from '../../control/control-client.ts';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import type { JournalEntry } from '../../journal/entry.ts';
import { pieceLines } from '../../journal/pieces.ts';
import { inPieces } from './journal.ts';

const running = freshEmulator();

async function* entries(count: number): AsyncGenerator<JournalEntry> {
  for (let number = 1; number <= count; number++)
    yield { number, time: '2026-03-01T01:00:00.000Z', event: 'started', detail: 'Văn thư\u2028' };
}

it.each([0, 1, pieceLines, pieceLines + 1, 3 * pieceLines])(
  'of %i entries: others have their turn between two pieces',
  async (count) => {
    let turns = 0;
    let over = false;
    const others = (): void => {
      turns++;
      if (!over) setImmediate(others);
    };
    setImmediate(others);
    const pieces = await Array.fromAsync(inPieces(entries(count)));
    over = true;
    expect(JSON.parse(pieces.join(''))).toEqual({ entries: await Array.fromAsync(entries(count)) });
    expect(pieces).toHaveLength(Math.floor(count / pieceLines) + 1);
    expect(turns).toBeGreaterThanOrEqual(pieces.length - 1);
  },
);

it('is what the client gets, and a wrong question is still refused with its code', async () => {
  await running.makeToken();
  const { journal } = controlClient(running.emulator.dir);
  expect(await journal.entries()).toEqual(await Array.fromAsync(running.emulator.journal.entries()));
  await expect(journal.entries({ token: 'nosuch' })).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
});
