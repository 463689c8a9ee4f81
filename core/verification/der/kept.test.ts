/** What is kept of what was read stays little, in number and in bytes. */
import { expect, it } from 'vitest';
import { keptByHash } from './kept.ts';

it('reads the same bytes once, until others have taken their room', () => {
  let reads = 0;
  const read = keptByHash(
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
