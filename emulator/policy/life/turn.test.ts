/** Commands on the same tokens at once, beside a deletion, and beside an engine that has been stopped. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import { childrenOf } from '../../e2e/children.ts';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { pins } from '../../e2e/running.ts';
import { readTokenFiles } from '../../store/token-files.ts';
import type { TokenView } from '../../token/state.ts';
import { makeKey, userSession } from './test-keys.ts';

const running = freshEmulator();

async function codeOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'done',
    (error: unknown) => (error instanceof CongvuError ? error.code : String(error)),
  );
}

describe('commands that come while a token is being deleted', () => {
  it('are all told that there is no such token', async () => {
    await running.makeToken();
    const { emulator } = running;
    await emulator.snapshots.take('T', { name: 's' });
    const gone = emulator.deleteToken('T');
    const late = [
      emulator.deleteToken('T'),
      emulator.wipe('T'),
      emulator.snapshots.take('T'),
      emulator.snapshots.restore('T', { name: 's' }),
      emulator.compromise('T', { copyAs: 'C' }),
      emulator.unlock('T', { soPin: pins.soPin, newPin: '654321' }),
    ];
    expect(await Promise.all(late.map(codeOf))).toEqual(late.map(() => 'TOKEN_UNKNOWN'));
    await gone;
    expect(emulator.tokens()).toEqual([]);
  });

  it('bring a token of a snapshot back once', async () => {
    await running.makeToken();
    const { snapshots, deleteToken, tokens } = running.emulator;
    await snapshots.takeAll('s');
    await deleteToken('T');
    const codes = await Promise.all([snapshots.restoreAll('s'), snapshots.restoreAll('s')].map(codeOf));
    expect(codes.sort()).toEqual(['TOKEN_EXISTS', 'done']);
    expect(tokens()).toHaveLength(1);
  });
});

describe('a token that is moved while a snapshot of it is being restored', () => {
  const moves = ['insert', 'remove', 'lose', 'damage', 'recall', 'slot'] as const;

  it.each(moves)(
    '(%s) is as the later of the two has it, on disk too, and the journal says which',
    async (move) => {
      const { serial } = await running.makeToken();
      const { emulator } = running;
      await emulator.snapshots.take('T', { name: 's' });
      await emulator.createToken({ label: 'R', profile: 'strict', ...pins, removed: true });
      const application = await running.application();
      const act = (): TokenView => {
        if (move === 'slot') return emulator.insert('T', { slot: emulator.token('T').slot === 1 ? 2 : 1 });
        return emulator[move]('T');
      };
      // At each turn of the event loop at which a restore can be.
      for (let turns = 0; turns < 10; turns++) {
        await application.open(emulator.token('T').slot);
        const restored = emulator.snapshots.restore('T', { name: 's' });
        for (let turn = 0; turn < turns; turn++) await new Promise((next) => setImmediate(next));
        const moved = act();
        await restored;
        const events: string[] = [];
        for await (const entry of emulator.journal.entries({ token: 'T' }))
          if ('event' in entry) events.push(entry.event);
        const view = emulator.token('T');
        if (events.at(-1) === 'restored')
          expect(view).toMatchObject({ state: 'active', presence: 'inserted', slot: moved.slot });
        else expect(view).toEqual(moved);
        const { record, stamp } = readTokenFiles(join(emulator.dir, 'tokens', serial));
        expect([record.state.presence, record.slot]).toEqual([view.presence, view.slot]);
        expect(stamp.number).toBeGreaterThan(turns);
        await emulator.snapshots.restore('T', { name: 's' });
      }
    },
  );
});

describe('a token that is put into another reader while it is being wiped', () => {
  it('is in that one behind it, on disk too', async () => {
    const { serial } = await running.makeToken();
    const { emulator } = running;
    await emulator.createToken({ label: 'R', profile: 'strict', ...pins, removed: true });
    const wiped = emulator.wipe('T');
    // SoftHSM's part of it takes a process of its own.
    await new Promise((next) => setImmediate(next));
    emulator.insert('T', { slot: 2 });
    await wiped;
    expect(emulator.token('T').slot).toBe(2);
    expect(readTokenFiles(join(emulator.dir, 'tokens', serial)).record.slot).toBe(2);
  });
});

describe('commands on two tokens from everywhere at once', () => {
  it('end with a code each, and none is a fault of the emulator', async () => {
    const { emulator } = running;
    const labels = ['A', 'B'];
    const commands: readonly ((label: string, other: string) => Promise<unknown>)[] = [
      (label) => running.makeToken(label),
      (label) => emulator.snapshots.take(label, { name: 's' }),
      (label) => emulator.deleteToken(label),
      (label) => emulator.snapshots.restore(label, { name: 's' }),
      (label) => emulator.wipe(label),
      () => emulator.snapshots.takeAll('all'),
      (label, other) => Promise.resolve(emulator.compromise(label, { copyAs: other })),
      () => emulator.snapshots.restoreAll('all'),
    ];
    const seen = new Set<string>();
    const worker = async (first: number): Promise<void> => {
      for (let step = 0; step < 24; step++) {
        const [label = '', other = ''] = (first + step) % 3 === 0 ? labels : [...labels].reverse();
        // Different strides, so that each meets each.
        const command = commands[(first * 3 + step * (1 + 2 * (first % 3))) % commands.length];
        seen.add(await codeOf((async () => command?.(label, other))()));
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(worker));
    const allowed = ['done', 'TOKEN_EXISTS', 'TOKEN_UNKNOWN', 'TOKEN_SLOT_TAKEN', 'TOKEN_SNAPSHOT_UNKNOWN'];
    const more = ['EMULATOR_SNAPSHOT_UNKNOWN', 'TOKEN_SNAPSHOT_FOREIGN', 'TOKEN_NOT_INITIALISED'];
    expect([...seen].filter((code) => ![...allowed, ...more].includes(code))).toEqual([]);
    expect(seen).toContain('done');
  }, 60_000);
});

describe('an engine that has been stopped', () => {
  it('holds up no command for ever: its process is named', async () => {
    await running.makeToken();
    const app = await running.application();
    await makeKey(app, await userSession(app), 'a');
    const { snapshots } = running.emulator;
    const [engine = 0] = childrenOf(process.pid, 'p11-kit-remote');
    process.kill(engine, 'SIGSTOP');
    try {
      const code = 'TOKEN_ENGINE_HANGS';
      await expect(snapshots.take('T')).rejects.toMatchObject({
        code,
        message: expect.stringContaining(`process ${engine}`),
        hint: expect.stringContaining(`kill -CONT ${engine}`),
      });
      expect(await codeOf(snapshots.takeAll('all'))).toBe(code);
    } finally {
      process.kill(engine, 'SIGCONT');
    }
    expect(await codeOf(snapshots.take('T'))).toBe('done');
    expect(await codeOf(snapshots.takeAll('all'))).toBe('done');
  });
});
