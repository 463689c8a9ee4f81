/** Times as reports write them. */
import { expect, it } from 'vitest';
import { isoTime, vietnameseTime } from './time.ts';

it('writes each moment, also when another one was asked for before', () => {
  const [day, other] = [new Date('2026-03-02T01:00:00Z'), new Date('2026-03-02T01:00:00.001Z')];
  const again = new Date(day);
  const said = [day, day, other, again].map(isoTime);
  expect(said).toEqual([day, day, other, again].map((date) => date.toISOString()));
  again.setTime(0);
  expect(isoTime(again)).toBe('1970-01-01T00:00:00.000Z');
});

it('writes the time of Vietnam', () => {
  expect(vietnameseTime('2026-03-01T18:30:05Z')).toBe('2026-03-02 01:30:05 +07:00');
});
