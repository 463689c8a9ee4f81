/** Snapshot files with a right digest over values that no emulator writes. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { sealed, unsealed } from '../../store/sealed-file.ts';

const running = freshEmulator();

describe('a snapshot file', () => {
  it.each([
    ['a name that leads elsewhere', { name: '../../x' }],
    ['a moment that is none', { takenAt: 'nope' }],
    ['a day that there is not', { takenAt: '2026-02-30T00:00:00.000Z' }],
    ['a number beyond counting', { number: 2 ** 60 }],
    ['a reader beyond counting', { record: { slot: 2 ** 40 } }],
    ['a token made at no moment', { identity: { createdAt: 'nope' } }],
    ['a PIN set at no moment', { record: { state: { user: { setAt: 'nope' } } } }],
    ['a try earned since no moment', { record: { state: { so: { recoveringSince: '' } } } }],
    ['an engine name without end', { identity: { internal: { name: 'x'.repeat(33) } } }],
  ])('with %s is refused, where its token is and where it is not, and nothing changes', async (_, change) => {
    await running.makeToken();
    const { snapshots } = running.emulator;
    await snapshots.take('T');
    const { text } = snapshots.text('T');
    const forged = sealed(merged(unsealed(text, 'x') as Json, change));
    const refusal = { code: 'TOKEN_SNAPSHOT_DAMAGED' };
    await expect(snapshots.adopt(forged)).rejects.toMatchObject(refusal);
    await running.emulator.deleteToken('T');
    await expect(snapshots.adopt(forged)).rejects.toMatchObject(refusal);
    expect(running.emulator.tokens()).toEqual([]);
    expect(await snapshots.adopt(text)).toMatchObject({ label: 'T', slot: 1 });
  });
});

interface Json {
  readonly [name: string]: unknown;
}

/** With some values put in the place of others. */
function merged(value: Json, change: Json): Json {
  const changed = Object.entries(change).map(([name, to]) => [
    name,
    typeof to === 'object' ? merged(value[name] as Json, to as Json) : to,
  ]);
  return { ...value, ...Object.fromEntries(changed) };
}
