import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemCode, systemReason } from './system-words.ts';

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('what the system says', () => {
  const missing = thrownBy(() => readFileSync('/no/such/file'));

  it('has its own words in English, and ours in Vietnamese, with the code', () => {
    expect(systemReason(missing)).toEqual({
      en: "ENOENT: no such file or directory, open '/no/such/file'",
      vi: 'không có tệp hoặc thư mục này (ENOENT)',
    });
  });

  it('names no path where only the code is wanted', () => {
    expect(systemCode(missing)).toEqual({ en: 'ENOENT', vi: 'không có tệp hoặc thư mục này (ENOENT)' });
  });

  it('of a connection is found in the cause', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const failed = new TypeError('fetch failed', { cause: refused });
    expect(systemReason(failed)).toEqual({
      en: 'fetch failed',
      vi: 'máy chủ từ chối kết nối (ECONNREFUSED)',
    });
  });

  it.each([[new Error('odd')], [Object.assign(new Error('odd'), { code: 'EODD' })]])(
    'stays as it is where it is not known: %s',
    (error) => expect(systemReason(error)).toEqual({ en: 'odd', vi: 'odd' }),
  );

  it('is said of what is no error, too', () => {
    expect([systemReason('x').vi, systemCode('x').en]).toEqual(['x', 'unknown']);
  });
});
