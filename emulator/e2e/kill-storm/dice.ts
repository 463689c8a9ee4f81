/** The dice of a storm: what its personas ask of the seeded ones. */
import { dice, type Dice as SeededDice } from '../../../foundation/dice.ts';

export interface Dice extends Pick<SeededDice, 'below'> {
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Dice of their own, so that what one user of them does never shifts the throws of another. */
  split(): Dice;
}

export function seededDice(seed: number): Dice {
  const { below, unit, throw: thrown } = dice(seed);
  return Object.freeze({
    below,
    chance: (probability: number) => unit() < probability,
    pick: <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0],
    split: () => seededDice(thrown()),
  });
}
