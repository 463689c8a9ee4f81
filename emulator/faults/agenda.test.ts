/** What is due at the same time: one that fails keeps no other from its turn. */
import { expect, it } from 'vitest';
import { fixedClock } from '../../foundation/clock.ts';
import { agenda } from './agenda.ts';

it('tells of work, and of a watcher, that throws, and does the rest', async () => {
  const [told, done]: [string[], string[]] = [[], []];
  const later = agenda(fixedClock('2026-01-01'), (error) => told.push(String(error)));
  const throws = (text: string) => (): never => {
    throw new RangeError(text);
  };
  later.add(0, throws('work'));
  later.add(0, () => done.push('work'));
  later.watch(throws('watcher'));
  later.watch(() => {
    done.push('watcher');
    return false;
  });
  await expect.poll(() => done).toEqual(['work', 'watcher']);
  expect(told).toEqual(['RangeError: work', 'RangeError: watcher']);
  later.stop();
});
