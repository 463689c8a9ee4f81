/** Ways of changing an input, each tried as often as it weighs. */
import type { Dice } from '../../../foundation/dice.ts';

export interface Input {
  readonly family: string;
  readonly bytes: Buffer;
}

export type Family = readonly [
  name: string,
  weight: number,
  make: (base: Buffer, other: Buffer, dice: Dice) => Buffer,
];

/** `pick` gives the input to be changed, and then another one that may lend parts. */
export function changedBy(families: readonly Family[]): (chance: Dice, pick: () => Buffer) => Input {
  const weights = families.flatMap((family) => Array.from({ length: family[1] }, () => family));
  return (chance, pick) => {
    const [family, , make] = weights[chance.below(weights.length)] as Family;
    return { family, bytes: make(pick(), pick(), chance) };
  };
}
