/** The movable clock: what holds inside the emulator, over HTTP, over a restart, and when its file is spoilt. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../foundation/clock.ts';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { startEmulator } from '../index.ts';
import { controlClient } from './control-client.ts';
import { movableClock } from './movable-clock.ts';

describe('a movable clock', () => {
  const machine = fixedClock('2026-03-01T00:00:00Z');

  it('goes with the machine until it is moved, and back', () => {
    const clock = movableClock(machine);
    expect(clock.view()).toEqual({ now: '2026-03-01T00:00:00.000Z', running: true, offsetMs: 0 });
    expect(clock.advance(86_400_000)).toMatchObject({
      now: '2026-03-02T00:00:00.000Z',
      offsetMs: 86_400_000,
    });
    expect(clock.set('2026-01-01T07:00:00+07:00').now).toBe('2026-01-01T00:00:00.000Z');
    expect(clock.reset()).toMatchObject({ now: '2026-03-01T00:00:00.000Z', offsetMs: 0 });
  });

  it('stands still, is moved while it stands, and goes on from there', () => {
    let real = Date.UTC(2026, 0, 1);
    const clock = movableClock({ now: () => new Date(real) });
    clock.freeze('2030-01-01T00:00:00Z');
    real += 5000;
    expect(clock.now().toISOString()).toBe('2030-01-01T00:00:00.000Z');
    clock.advance(1000);
    real += 5000;
    expect(clock.view()).toMatchObject({ now: '2030-01-01T00:00:01.000Z', running: false });
    clock.run();
    real += 5000;
    expect(clock.view()).toMatchObject({ now: '2030-01-01T00:00:06.000Z', running: true });
  });

  it('that goes on between two looks is moved by exactly what was said', () => {
    let real = Date.UTC(2026, 0, 1);
    const clock = movableClock({ now: () => new Date(real++) });
    expect(clock.advance(60_000).offsetMs).toBe(60_000);
    expect(clock.advance(60_000).offsetMs).toBe(120_000);
    expect(clock.set('2027-01-01T00:00:00Z').now).toBe('2027-01-01T00:00:00.000Z');
    expect(clock.freeze().now).toBe('2027-01-01T00:00:00.001Z');
    expect(clock.advance(-1).now).toBe('2027-01-01T00:00:00.000Z');
    expect(clock.run().now).toBe('2027-01-01T00:00:00.000Z');
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['a day that is none', '2026-02-30T00:00:00Z'],
    ['before 1970', '1969-12-31T23:59:59Z'],
    ['after 9999', new Date(Date.UTC(9999, 11, 31, 23, 59, 59, 999) + 1)],
  ])('is not put to %s', (_, to) => {
    const clock = movableClock(machine);
    expect(() => clock.set(to)).toThrow(expect.objectContaining({ code: 'EMULATOR_CLOCK_OUT_OF_RANGE' }));
    expect(clock.view().offsetMs).toBe(0);
  });
});

const running = freshEmulator();

describe("an emulator's clock", () => {
  it('moves over HTTP, is what the journal goes by, and is told in it', async () => {
    const client = controlClient(running.emulator.dir);
    await client.clock.freeze('2031-05-05T05:05:05Z');
    await running.makeToken();
    await running.emulator.flushJournal();
    const entries = await client.journal.entries({ event: ['clock-moved', 'created'] });
    expect(entries).toMatchObject([
      { event: 'clock-moved', detail: 'to 2031-05-05T05:05:05.000Z, standing still' },
      { event: 'created', time: '2031-05-05T05:05:05.000Z' },
    ]);
    expect(await client.clock.advance(-5000)).toMatchObject({
      now: '2031-05-05T05:05:00.000Z',
      running: false,
    });
    expect((await client.clock.run()).running).toBe(true);
    expect((await client.status()).clock.offsetMs).toBeGreaterThan(0);
  });

  it('stays moved over a restart, until it is set back', async () => {
    const { dir } = running.emulator;
    running.emulator.clock.freeze('2031-05-05T05:05:05Z');
    await running.emulator.stop();
    const again = await startEmulator({ dir });
    expect(again.clock.view()).toMatchObject({ now: '2031-05-05T05:05:05.000Z', running: false });
    again.clock.reset();
    await again.stop();
    expect(existsSync(join(dir, 'clock.json'))).toBe(false);
    await (await startEmulator({ dir })).stop();
  });

  it.each(['now', 'by an earlier version'])(
    'stops the start when its file is missing after it was moved %s',
    async (by) => {
      const { dir } = running.emulator;
      const file = join(dir, 'clock.json');
      if (by === 'now') running.emulator.clock.freeze('2031-05-05T05:05:05Z');
      await running.emulator.stop();
      if (by !== 'now') {
        writeFileSync(file, '{"kind":"frozen","at":"2031-05-05T05:05:05.000Z"}\n');
        await (await startEmulator({ dir })).stop();
      }
      rmSync(file);
      await expect(startEmulator({ dir })).rejects.toMatchObject({
        code: 'EMULATOR_STATE_DAMAGED',
        message: expect.stringMatching(
          /clock\.json is damaged: it is missing.*remove clock\.json and tokens\/\.clock-moved$/,
        ),
      });
      rmSync(join(dir, 'tokens', '.clock-moved'));
      const again = await startEmulator({ dir });
      expect(again.clock.view()).toMatchObject({ running: true, offsetMs: 0 });
      await again.stop();
    },
  );

  it('is read as earlier versions wrote it, and a digit changed in the present form stops the start', async () => {
    const { dir } = running.emulator;
    await running.emulator.stop();
    const file = join(dir, 'clock.json');
    writeFileSync(file, '{"kind":"frozen","at":"2031-05-05T05:05:05.000Z"}\n');
    const again = await startEmulator({ dir });
    again.clock.advance(1000);
    expect(again.clock.view().now).toBe('2031-05-05T05:05:06.000Z');
    await again.stop();
    writeFileSync(file, readFileSync(file, 'utf8').replace('2031', '2032'));
    await expect(startEmulator({ dir })).rejects.toMatchObject({
      code: 'EMULATOR_STATE_DAMAGED',
      message: expect.stringContaining(file),
    });
  });

  it.each(['', '{', '[]', '{"kind":"running"}', '{"kind":"frozen","at":"never"}'])(
    'of a spoilt file %j stops the start with its name',
    async (content) => {
      const { dir } = running.emulator;
      await running.emulator.stop();
      const file = join(dir, 'clock.json');
      writeFileSync(file, content);
      await expect(startEmulator({ dir })).rejects.toMatchObject({
        code: 'EMULATOR_STATE_DAMAGED',
        message: expect.stringContaining(file),
        // Neither tokens nor snapshots have to do with it.
        hint: 'Put a good copy of it back. congvu never makes such a file anew.',
      });
      expect(readFileSync(file, 'utf8')).toBe(content);
    },
  );
});
