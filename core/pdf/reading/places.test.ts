/** Where objects stand is what the cross-references say, revision by revision, whatever their numbers. */
import { expect, it } from 'vitest';
import type { Entry, Section } from './cross-reference.ts';
import { Places } from './places.ts';
import type { Revision } from './revisions.ts';

const at = (offset: number): Entry => ({ type: 'offset', offset, generation: 0 });

function revision(number: number, ...tables: readonly (readonly (readonly [number, Entry])[])[]): Revision {
  const sections = tables.map((entries) => ({ entries: new Map(entries) }) as unknown as Section);
  return { number, sections } as unknown as Revision;
}

function told(places: Places, number: number): unknown[] {
  const found: unknown[] = [];
  for (let place = places.newest(number); place !== undefined; place = place.older)
    found.push([place.revision, place.entry]);
  return found;
}

it('newest first, the first of two tables of one revision', () => {
  const numbers = [0, 7, 1023, 1024, 5_000_000];
  const places = new Places([
    revision(
      0,
      numbers.map((number) => [number, at(10)] as const),
      numbers.map((number) => [number, at(20)] as const),
    ),
    revision(1, [[1024, { type: 'free' }]]),
    revision(2, [
      [7, at(30)],
      [1024, at(40)],
    ]),
  ]);
  for (const _ of ['asked', 'asked again']) {
    expect(numbers.map((number) => told(places, number))).toEqual([
      [[0, at(10)]],
      [
        [2, at(30)],
        [0, at(10)],
      ],
      [[0, at(10)]],
      [
        [2, at(40)],
        [1, { type: 'free' }],
        [0, at(10)],
      ],
      [[0, at(10)]],
    ]);
    for (const number of [1, 1022, 1025, 999_999_999_999_999]) expect(told(places, number)).toEqual([]);
  }
});
