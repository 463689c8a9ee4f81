/** What is kept is bounded in number and in bytes, and known by nothing but its contents. */
import { expect, it } from 'vitest';
import { boundedMemory, keptByBytes } from './kept.ts';

it('reads the same bytes once, until others have taken their room', () => {
  let reads = 0;
  const read = keptByBytes(
    3,
    (bytes: Uint8Array) => bytes,
    () => ++reads,
  );
  const small = (n: number) => Buffer.of(n);
  for (const n of [1, 1, 2, 2, 3, 3]) read(small(n));
  expect(reads).toBe(3);
  read(small(4));
  read(small(1));
  expect(reads).toBe(5);
  const large = Buffer.alloc(7 << 20);
  for (let n = 0; n < 3; n++) read(large);
  expect(reads).toBe(6);
  read(Buffer.alloc(7 << 20, 1));
  read(large);
  expect(reads).toBe(8);
});

it('lets go of everything when there are too many', () => {
  const memory = boundedMemory<number, string>(2);
  for (const key of [1, 2, 3]) memory.keep(key, `${key}`, 1);
  expect([memory.of(1), memory.of(2), memory.of(3)]).toEqual([undefined, undefined, '3']);
});

it('lets go of everything when their sources are too large together, and never keeps one that is too large alone', () => {
  const memory = boundedMemory<number, string>(100, 10);
  memory.keep(1, 'six', 6);
  memory.keep(2, 'five', 5);
  expect([memory.of(1), memory.of(2)]).toEqual([undefined, 'five']);
  memory.keep(3, 'eleven', 11);
  expect([memory.of(2), memory.of(3)]).toEqual(['five', undefined]);
});

it('reads again what differs in a single bit, and only that', () => {
  let read = 0;
  const length = keptByBytes(
    10,
    (bytes: Uint8Array) => bytes,
    (bytes) => {
      read++;
      return bytes.length;
    },
  );
  const bytes = Buffer.from('a certificate');
  expect([length(bytes), length(Buffer.from(bytes)), read]).toEqual([13, 13, 1]);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  expect([length(bytes), read]).toEqual([13, 2]);
});

it('tells bytes with the same fingerprint apart', () => {
  const lengths = keptByBytes(
    10,
    (bytes: Uint8Array) => bytes,
    (bytes) => bytes.indexOf(7),
  );
  // Of long ones not every byte is in the fingerprint.
  const at = (place: number) => Buffer.alloc(10_000).fill(7, place, place + 1);
  for (const place of [1, 2, 1, 5_000, 5_001, 2]) expect(lengths(at(place))).toBe(place);
});
