/** What is a moment, and what is not. */
import { describe, expect, it } from 'vitest';
import { isoMoment } from './iso-time.ts';

describe('a moment', () => {
  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T08:00+07:00', '2026-01-31T01:00:00.000Z'],
    ['2026-01-31T08:00:00.250Z', '2026-01-31T08:00:00.250Z'],
  ])('%s', (text, iso) => {
    expect(isoMoment(text)?.toISOString()).toBe(iso);
  });

  it.each([
    'tomorrow',
    '',
    '2026-01-31T08:00:00',
    '2026-13-01',
    '2026-02-30',
    '2026-02-30T08:00Z',
    '31/01/2026',
    '2026-01-31 08:00Z',
  ])('is not %j', (text) => {
    expect(isoMoment(text)).toBeUndefined();
  });
});
