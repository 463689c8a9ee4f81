/** The process that is attacked: signs one input after another, or numbers it. Started by `attack.ts` with little memory. */
import type { Order } from '../../verification/fuzz/attack.ts';
import { attackedOneByOne } from '../../verification/fuzz/attacked.ts';
import { draftMutant, drafts } from './drafts.ts';
import { outcomeOf, verbAt, verbs } from './outcome.ts';

for (const verb of verbs) for (const draft of drafts) await outcomeOf(draft, verb);
await attackedOneByOne(
  JSON.parse(process.argv[2] ?? '') as Order,
  (seed, index) => draftMutant(seed, index).bytes,
  (input, index) => outcomeOf(input, verbAt(index)),
);
