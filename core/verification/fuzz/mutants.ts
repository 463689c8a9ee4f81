/** Inputs by seed and number: real documents changed in every way, and documents and DER that chance has put together. */
import { type Dice, dice } from '../../../foundation/dice.ts';
import { basePdf } from '../testing/pdf.ts';
import { changedBer } from './change-ber.ts';
import { changedBytes, changedNumber, changedToken, spliced } from './change-bytes.ts';
import { changedDer, randomDer } from './change-der.ts';
import { changedBy, type Input } from './families.ts';
import { randomPdf, withRandomRevision } from './random-pdf.ts';
import { personSigns, seeds } from './signed.ts';

const changed = changedBy([
  ['bytes', 20, (base, _, chance) => changedBytes(base, chance)],
  ['numbers', 20, (base, _, chance) => changedNumber(base, chance)],
  ['tokens', 15, changedToken],
  ['splices', 10, spliced],
  ['signatures', 25, (base, _, chance) => changedDer(base, chance)],
  ['encodings', 10, (base, _, chance) => changedBer(base, chance)],
  ['revisions', 15, (base, _, chance) => withRandomRevision(base, chance)],
  ['random documents', 10, (_base, _other, chance) => randomPdf(chance)],
  ['random signatures', 5, (_base, _other, chance) => holding(randomDer(chance))],
  ['noise', 2, (_base, _other, chance) => noise(chance)],
]);

/** The same for the same seed and number, in every process. */
export function mutant(seed: number, index: number): Input {
  const chance = dice(seed, index);
  return changed(chance, () => seeds[chance.below(seeds.length)] as Buffer);
}

const holding = (contents: Buffer) =>
  personSigns(basePdf(), { room: contents.length * 2, sign: () => contents });

/** Half of it with the head that lets it in. */
function noise(chance: Dice): Buffer {
  const bytes = Buffer.from(Array.from({ length: chance.below(2_000) }, () => chance.below(256)));
  return chance.below(2) === 0 ? bytes : Buffer.concat([Buffer.from('%PDF-1.7\n'), bytes]);
}
