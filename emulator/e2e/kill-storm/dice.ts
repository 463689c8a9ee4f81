/** Seeded dice: the same seed gives the same throws. */

export interface Dice {
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Dice of their own, so that what one user of them does never shifts the throws of another. */
  split(): Dice;
}

/** The generator known as mulberry32. */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (word ^ (word >>> 14)) >>> 0;
  }
  const below = (limit: number): number => next() % limit;
  return Object.freeze({
    below,
    chance: (probability: number) => next() < probability * 0x1_0000_0000,
    pick: <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0],
    split: () => seededDice(next()),
  });
}
