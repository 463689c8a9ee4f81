/** A large request that is on its way: when it is read on, and when it is thrown away. */
import { describe, expect, it } from 'vitest';
import { light } from './gate.ts';
import { ownShare, type Patience, sharedMemory } from './memory.ts';
import { roomForReading } from './reading.ts';

const size = ownShare + 400;

/** Others have that many bytes of 1000, of which 500 are for requests that are on their way. */
function readingBeside(others: number, patience?: Patience) {
  const memory = sharedMemory(1000, patience);
  const other = memory.account({ stalledFor: () => undefined, abandon: () => undefined });
  other.add(ownShare + others);
  const thrown: string[] = [];
  let stops = 0;
  const reading = roomForReading(memory, {
    stop: () => stops++,
    go: () => stops--,
    abandon: (reason) => thrown.push(reason),
  });
  return { memory, other, reading, thrown, stopped: () => stops > 0 };
}

describe('a request that is on its way', () => {
  it('takes its room before it comes, and hands it on when it is whole; a small one takes none', () => {
    const { memory, reading, stopped } = readingBeside(100);
    reading.begins(light);
    expect(reading.whole()).toBe(0);
    reading.begins(size);
    expect([memory.view().taken, stopped()]).toEqual([500, false]);
    expect(reading.whole()).toBe(size);
    expect(reading.whole()).toBe(0);
  });

  it('waits unread until there is room', () => {
    const { other, reading, thrown, stopped } = readingBeside(200);
    reading.begins(size);
    expect(stopped()).toBe(true);
    other.give(100);
    expect([stopped(), reading.whole(), thrown]).toEqual([false, size, []]);
  });

  it('needs none any more when all of it was here already', () => {
    const { memory, reading, stopped } = readingBeside(200);
    reading.begins(size);
    expect([reading.whole(), stopped(), memory.view().waiting]).toEqual([0, false, 0]);
  });

  it('is thrown away when it has waited in vain, and what comes behind it is read', async () => {
    const { reading, thrown, stopped } = readingBeside(1000, { stalled: 10, waiting: 10 });
    reading.begins(size);
    await expect.poll(() => thrown).toEqual(['too much is in memory for other requests']);
    expect([stopped(), reading.whole()]).toEqual([false, 0]);
  });

  it('is thrown away when it comes too slowly for others who wait, and not when it comes fast', async () => {
    for (const fast of [false, true]) {
      const { memory, other, reading, thrown } = readingBeside(0, { stalled: 10, waiting: 100 });
      reading.begins(size);
      if (fast) reading.more(1024 * 1024 * 1024);
      const heard = new Promise<boolean>((hear) => other.wait(1000, 'serving', hear));
      expect(await heard).toBe(!fast);
      expect(thrown).toEqual(fast ? [] : ['it came too slowly while others waited for its room']);
      expect(memory.view().taken).toBe(fast ? 400 : 1000);
    }
  });

  it('takes no room while its connection is paused, and then in its turn, before anything more is read', () => {
    for (const by of ['application', 'emulator'] as const) {
      const { memory, other, reading, thrown, stopped } = readingBeside(100);
      reading.paused(by);
      reading.begins(size);
      expect([memory.view().taken, stopped()]).toEqual([100, false]);
      other.add(100);
      reading.paused(undefined);
      expect([memory.view(), stopped()]).toEqual([{ taken: 200, kept: 0, waiting: 1 }, true]);
      other.give(100);
      expect([memory.view().taken, stopped(), reading.whole(), thrown]).toEqual([500, false, size, []]);
    }
  });

  it('that is whole when its connection is read on again needs no room any more', () => {
    const { memory, reading } = readingBeside(100);
    reading.paused('emulator');
    reading.begins(size);
    expect(reading.whole()).toBe(0);
    reading.paused(undefined);
    expect(memory.view()).toEqual({ taken: 100, kept: 0, waiting: 0 });
  });

  it('is not thrown away for the time in which the emulator reads no further: who came later waits', async () => {
    for (const by of ['emulator', 'application'] as const) {
      const { other, reading, thrown } = readingBeside(0, { stalled: 10, waiting: 100 });
      reading.begins(size);
      reading.paused(by);
      const heard = new Promise<boolean>((hear) => other.wait(1000, 'serving', hear));
      expect([by, await heard]).toEqual([by, by === 'application']);
      expect(thrown).toHaveLength(by === 'application' ? 1 : 0);
    }
  });

  it('is thrown away for what it wasted before and after such a time, but not for that time', async () => {
    const { other, reading, thrown } = readingBeside(0, { stalled: 40, waiting: 1000 });
    reading.begins(size);
    reading.paused('emulator');
    const waiting = { refused: false };
    void other.wait(1000, 'serving', (got) => {
      waiting.refused = !got;
    });
    await new Promise((later) => setTimeout(later, 100));
    expect(thrown).toEqual([]);
    reading.paused(undefined);
    await expect.poll(() => thrown).toEqual(['it came too slowly while others waited for its room']);
    expect(waiting.refused).toBe(false);
  });
});
