/** Answers to queries: what fits is sent, what does not is only counted. */
import { describe, expect, it } from 'vitest';
import { valueWriter } from './values.ts';

describe('a list of numbers', () => {
  it.each([
    ['one that fits', [5], 1, '01 00000001 0000000000000005'],
    ['one too many', [5], 0, '00 00000001'],
    ['none, where there is no room either', [], 0, '01 00000000'],
  ])('%s', (_, numbers, room, sent) => {
    expect(valueWriter().ulongs(numbers, room).end().toString('hex')).toBe(sent.replaceAll(' ', ''));
  });
});
