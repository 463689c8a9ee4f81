/** A dictionary's entries behave as a map, whether they are few or many. */
import { expect, it } from 'vitest';
import { Entries } from './entries.ts';

it.each([0, 1, 16, 17, 18, 1_000])('are what a map of %d entries is', (count) => {
  const [entries, map] = [new Entries(), new Map<string, number>()];
  for (let index = 0; index < count; index++) {
    const key = `key ${index}`;
    map.set(key, index);
    expect([entries.add(key, index), entries.add(key, -1)]).toEqual([true, false]);
  }
  const visited: unknown[] = [];
  entries.forEach((value, key) => {
    visited.push([key, value]);
  });
  expect(entries.size).toBe(count);
  expect([...entries]).toEqual([...map]);
  expect([...entries.entries()]).toEqual([...map]);
  expect(visited).toEqual([...map]);
  expect([...entries.keys()]).toEqual([...map.keys()]);
  expect([...entries.values()]).toEqual([...map.values()]);
  for (const key of [...map.keys(), 'none', '__proto__']) {
    expect([entries.has(key), entries.get(key)]).toEqual([map.has(key), map.get(key)]);
  }
});
