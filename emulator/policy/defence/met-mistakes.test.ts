/** Counting the emulator's own mistakes must not depend on what is broken: neither on the journal nor on the clock. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isMistake, type Mistakes, metMistakes } from './met-mistakes.ts';

const { written } = vi.hoisted(() => ({ written: [] as string[] }));
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  writeSync: (to: number, text: string) => written.push(`${to} ${text}`),
}));

afterEach(() => void written.splice(0));

const noon = { now: () => new Date('2026-11-30T12:00:00Z') };

function meeting(told: object[], clock = noon): Mistakes {
  return metMistakes({ event: (entry) => void told.push(entry) }, clock, () => '/e/emulator.log');
}

describe('mistakes of the emulator', () => {
  it('are counted, with the moment of the last one, and told in the journal and in full on standard error', () => {
    const told: object[] = [];
    const mistakes = meeting(told);
    expect(mistakes.view()).toEqual({ count: 0, last: null, log: '/e/emulator.log' });
    mistakes.met(new RangeError('one'), { connection: 7, closed: true });
    mistakes.met(new TypeError('two'), { connection: 8, closed: false });
    mistakes.met('three');
    expect(mistakes.view()).toEqual({ count: 3, last: '2026-11-30T12:00:00.000Z', log: '/e/emulator.log' });
    const detail = 'a mistake of the emulator: RangeError: one; the connection is closed';
    expect(told).toEqual([
      { event: 'failure', connection: 7, detail },
      { event: 'failure', connection: 8, detail: 'a mistake of the emulator: TypeError: two' },
      { event: 'failure', connection: undefined, detail: 'a mistake of the emulator: three' },
    ]);
    const first = '2 A mistake of the emulator (connection 7, which is closed): RangeError: one\n    at ';
    expect(written[0]).toContain(first);
    expect(written[2]).toBe('2 A mistake of the emulator: three\n');
  });

  it('are counted when the clock or the journal is what breaks', () => {
    const told: object[] = [];
    const now = (): Date => {
      throw new Error('no time');
    };
    const mistakes = meeting(told, { now });
    mistakes.met(new Error('one'));
    expect(mistakes.view()).toMatchObject({ count: 1, last: null });
    expect(written[1]).toBe('2 It is not in the journal: Error: no time\n');
  });

  it('do not fill the disk: a hundred are written in full, the journal has them all', () => {
    const told: object[] = [];
    const mistakes = meeting(told);
    for (let at = 0; at < 150; at++) mistakes.met(new Error('again'));
    expect([mistakes.view().count, told.length, written.length]).toEqual([150, 150, 100]);
    expect(written.at(-1)).toContain('More of these are only in the journal.');
  });

  it('are what code does wrong, not what disks and engines say', () => {
    expect([new TypeError(), new RangeError(), new ReferenceError()].map(isMistake)).toEqual([
      true,
      true,
      true,
    ]);
    expect([new Error('EIO'), 'text', undefined].map(isMistake)).toEqual([false, false, false]);
  });
});
