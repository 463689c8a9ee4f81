/** Snapshots of all tokens: of one moment, whatever applications do meanwhile. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { keysOn, makeKey, makeLargeKey, userSession } from './test-keys.ts';

const running = freshEmulator();

describe('a snapshot of all tokens', () => {
  it('brings back what was deleted, in its reader, and leaves what came later', async () => {
    await running.makeToken('A');
    await running.makeToken('B');
    const { emulator } = running;
    expect(await emulator.snapshots.takeAll('đầu')).toHaveLength(2);
    await emulator.deleteToken('A');
    await emulator.deleteToken('B');
    const dir = join(emulator.dir, 'tokens');
    expect(readdirSync(dir)).toEqual([]);
    await emulator.snapshots.restoreAll('đầu');
    await running.makeToken('C');
    emulator.lose('A');
    await emulator.snapshots.restoreAll('đầu');
    expect(emulator.tokens().map(({ label, slot, state }) => [label, slot, state])).toEqual([
      ['A', 1, 'active'],
      ['B', 2, 'active'],
      ['C', 3, 'active'],
    ]);
    await expect(emulator.snapshots.restoreAll('none')).rejects.toMatchObject({
      code: 'EMULATOR_SNAPSHOT_UNKNOWN',
    });
  });
});

describe('a snapshot of all tokens, taken while an application works with them in turn', () => {
  it('is of one moment, also while it waits for a long call on one of them', async () => {
    for (const label of ['A', 'B', 'C']) await running.makeToken(label);
    const { snapshots } = running.emulator;
    const [slow, quick] = [await running.application(), await running.application()];
    const [onA, onC] = [await userSession(quick, 1), await userSession(quick, 3)];
    const long = makeLargeKey(slow, await userSession(slow, 3), 'large');
    expect(await makeKey(quick, onC, 'first')).toBe('CKR_OK');
    const taken = snapshots.takeAll('s');
    // One key after the other: whoever has the second has the first.
    for (const session of [onA, onC]) expect(await makeKey(quick, session, 'second')).toBe('CKR_OK');
    expect(await taken).toHaveLength(3);
    expect(await long).toBe('CKR_OK');
    await snapshots.restoreAll('s');
    const [afterA, afterC] = [await userSession(quick, 1), await userSession(quick, 3)];
    const found = async (session: number, id: string): Promise<number> =>
      (await keysOn(quick, session, 'privateKey', id)).length;
    expect([await found(afterA, 'second'), await found(afterC, 'second')]).toEqual([0, 0]);
    expect([await found(afterC, 'first'), await found(afterC, 'large')]).toEqual([1, 1]);
  });

  it('lets two who take one at the same time, and one that makes a token meanwhile, all come to an end', async () => {
    for (const label of ['A', 'B']) await running.makeToken(label);
    const { snapshots } = running.emulator;
    const taken = await Promise.all([
      snapshots.takeAll('one'),
      running.makeToken('C'),
      snapshots.takeAll('two'),
      snapshots.take('B'),
    ]);
    expect(taken[2].map(({ token }) => token.label).slice(0, 2)).toEqual(['A', 'B']);
    expect(snapshots.list('A').map(({ name }) => name)).toEqual(['one', 'two']);
  });
});
