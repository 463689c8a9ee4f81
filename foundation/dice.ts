/** Seeded dice: the same seed gives the same throws on every machine. Not for keys: for faults, latencies and tests. */

export interface Dice {
  /** 0 to 2^32 - 1. */
  throw(): number;
  /** At least 0, below 1. */
  unit(): number;
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
}

/** Dice of their own for every number of `stream`, so that one rule's throws do not move another's. */
export function dice(seed: number, ...stream: readonly number[]): Dice {
  let state = [seed, ...stream].reduce((mixed, part) => scrambled(mixed ^ scrambled(part + 0x9e3779b9)), 0);
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return scrambled(state);
  };
  return Object.freeze({
    throw: next,
    unit: () => next() / 0x1_0000_0000,
    below: (limit: number) => Math.floor((next() / 0x1_0000_0000) * limit),
  });
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function scrambled(value: number): number {
  let mixed = value >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
