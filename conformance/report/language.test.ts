import { describe, expect, it } from 'vitest';
import { inLanguage } from './language.ts';

const pair = { en: 'refused', vi: 'bị từ chối' };

describe('inLanguage', () => {
  it('takes the wanted sentence wherever a pair stands', () => {
    const value = { oldPin: pair, steps: [pair, 3], more: { deep: pair }, none: null };
    expect(inLanguage(value, 'vi')).toEqual({
      oldPin: pair.vi,
      steps: [pair.vi, 3],
      more: { deep: pair.vi },
      none: null,
    });
    expect(inLanguage(pair, 'en')).toBe('refused');
  });

  it('leaves what only looks alike as it is', () => {
    for (const value of [{ en: 'x' }, { ...pair, de: 'z' }, { en: 1, vi: 'x' }, 'en', undefined]) {
      expect(inLanguage(value, 'vi')).toEqual(value);
    }
  });
});
