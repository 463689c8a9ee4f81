/** The process that is attacked: verifies one input after another. Started by `attack.ts` with little memory. */
import type { Order } from './attack.ts';
import { attackedOneByOne } from './attacked.ts';
import { mutant } from './mutants.ts';
import { outcomeOf } from './outcome.ts';
import { seeds } from './signed.ts';

for (const seed of seeds) outcomeOf(seed);
await attackedOneByOne(
  JSON.parse(process.argv[2] ?? '') as Order,
  (seed, index) => mutant(seed, index).bytes,
  outcomeOf,
);
