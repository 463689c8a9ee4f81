/** What several locks close together, where names stand below each other. */
import { describe, expect, it } from 'vitest';
import { lockSaying, locksField, type NamedLock, strictestLock } from './named-lock.ts';

const include = (...fields: string[]): NamedLock => ({ action: 'Include', fields });
const exclude = (...fields: string[]): NamedLock => ({ action: 'Exclude', fields });

describe('one that includes fields beside one that leaves some open', () => {
  it.each<readonly [readonly string[], readonly string[], readonly string[]]>([
    [['a'], ['a', 'a.b', 'a.b.c', 'a-b', 'ab'], ['a-b', 'ab']],
    // "-" sorts before the point, so "a-b" stands between "a" and what is below it.
    [
      ['a.c', 'a-b', 'a', 'a-b-c'],
      ['a.z', 'a-b.x', 'a-bc', 'a-b-c', '', 'b'],
      ['a-bc', '', 'b'],
    ],
    [['b.c'], ['b', 'b.c', 'b.cd', 'b.c.d'], ['b', 'b.cd']],
    [[''], ['', '.a', 'a'], ['a']],
    [[], ['a'], ['a']],
  ])('%j keeps of %j only %j open', (included, open, left) => {
    expect(strictestLock([include(...included), exclude(...open)])).toEqual(exclude(...left));
    expect(strictestLock([exclude(...open), include(...included)])).toEqual(exclude(...left));
  });

  it('is one lock alone as it stands, and none for none', () => {
    expect(strictestLock([include('a', 'a')])).toEqual(include('a', 'a'));
    expect(strictestLock([])).toBeUndefined();
  });
});

describe('what one lock says', () => {
  const said = (action: string | undefined, names: readonly unknown[] | undefined) =>
    lockSaying(action, names, (item) => (typeof item === 'string' ? item : undefined));

  it('all, where it cannot be read', () => {
    for (const lock of [said(undefined, ['a']), said('Include', undefined), said('Exclude', ['a', 1])]) {
      expect(lock).toEqual({ action: 'All', fields: [] });
      expect(locksField(lock, 'a')).toBe(true);
    }
    expect(locksField(said('Some', ['a']), 'a')).toBe(true);
  });

  it('reads what is listed often once', () => {
    const item = { name: 'a' };
    let read = 0;
    const lock = lockSaying('Include', [item, item, item], ({ name }) => {
      read += 1;
      return name;
    });
    expect([lock, read]).toEqual([include('a'), 1]);
  });
});
