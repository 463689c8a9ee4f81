/** What an engine is held to keep: what its largest message may need, then what it has needed, and nothing when it has ended. */

import { expect, it } from 'vitest';
import { deferred } from '../../../foundation/deferred.ts';
import type { EngineLink } from '../../store/engine-link.ts';
import type { Request } from '../line/line.ts';
import { growth, hasMuch } from './kept-memory.ts';
import { sharedMemory } from './memory.ts';

const mebibyte = 1024 * 1024;

function engine(): { readonly link: EngineLink; readonly end: () => void } {
  const { promise, resolve } = deferred();
  return { link: { ended: () => promise } as unknown as EngineLink, end: resolve };
}

/** A request of that many MiB with room for that many in its answer. */
function request(size: number, room: number): Request {
  const frame = Buffer.alloc(size * mebibyte);
  const shape = { values: 0, mechanismStart: 0, mechanismEnd: 0, room: room * mebibyte, vendorShape: false };
  return { frame, shape, weight: frame.length + shape.room } as Request;
}

it('is as much as the room of a request, until its answer shows what it has needed', () => {
  const memory = sharedMemory(64 * mebibyte);
  const { link } = engine();
  const kept = (): number => memory.view().kept / mebibyte;
  const answered = growth(link, request(2, 40), memory);
  expect([kept(), hasMuch(link)]).toEqual([40, true]);
  answered?.(Buffer.alloc(3 * mebibyte));
  expect(kept()).toBe(3);
  // A buffer that is there already is no more, and does not become less.
  growth(link, request(1, 1), memory)?.(Buffer.alloc(100));
  expect(kept()).toBe(3);
  growth(link, request(0, 0.5), memory)?.(Buffer.alloc(100));
  expect(kept()).toBe(3);
});

it('is bound for all engines together, and released when one ends, also by its last answer', async () => {
  const memory = sharedMemory(64 * mebibyte);
  const [one, other] = [engine(), engine()];
  const answered = growth(one.link, request(0, 40), memory);
  expect(growth(other.link, request(0, 40), memory)).toBeUndefined();
  expect(growth(other.link, request(0, 20), memory)).toBeDefined();
  one.end();
  await one.link.ended();
  expect(memory.view().kept).toBe(20 * mebibyte);
  answered?.(Buffer.alloc(30 * mebibyte));
  await one.link.ended();
  expect(memory.view().kept).toBe(20 * mebibyte);
  expect(growth(other.link, request(0, 60), memory)).toBeDefined();
});
