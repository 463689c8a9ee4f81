/** The process that is attacked: verifies one input after another. Started by `attack.ts` with little memory. */
import type { Order } from './attack.ts';
import { attackedOneByOne } from './attacked.ts';
import { mutant } from './mutants.ts';
import { seeds } from './signed.ts';
import { outcomeBy, wayAt, ways } from './ways.ts';

for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
  for (const seed of seeds) await outcomeBy(way, seed);
}
await attackedOneByOne(
  JSON.parse(process.argv[2] ?? '') as Order,
  (seed, index) => mutant(seed, index).bytes,
  (pdf, index) => outcomeBy(wayAt(index), pdf),
);
