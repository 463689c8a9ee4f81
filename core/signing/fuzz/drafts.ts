/** What the attacks on signing start from, and changes of it by seed and number: the same in every process. */
import { dice } from '../../../foundation/dice.ts';
import { changedBytes, changedNumber, changedToken, spliced } from '../../verification/fuzz/change-bytes.ts';
import { changedBy, type Input } from '../../verification/fuzz/families.ts';
import { randomPdf, withRandomRevision } from '../../verification/fuzz/random-pdf.ts';
import { seeds } from '../../verification/fuzz/signed.ts';
import { basePdf, packedPdf } from '../../verification/testing/pdf.ts';
import { fixture } from '../test-material.ts';
import { madeBy, verbAt } from './outcome.ts';

const document = (name: string) => Buffer.from(fixture('documents', name));

/** Between its title and name, with fields that wait for number and date. */
const waiting = await madeBy(document('cong-van-cho-so.pdf'), 'prepare');

export const drafts: readonly Buffer[] = [
  Buffer.from(waiting.pdf),
  document('cong-van-classic.pdf'),
  document('cong-van-xref-stream.pdf'),
  document('cong-van-cho-so.pdf'),
  basePdf(),
  packedPdf(),
  ...seeds.slice(0, 2),
];

const changed = changedBy([
  ['bytes', 30, (base, _, chance) => changedBytes(base, chance)],
  ['numbers', 25, (base, _, chance) => changedNumber(base, chance)],
  ['tokens', 25, changedToken],
  ['splices', 15, spliced],
  ['revisions', 10, (base, _, chance) => withRandomRevision(base, chance)],
  ['random documents', 10, (_base, _other, chance) => randomPdf(chance)],
  ['lost tables', 10, (base, _, chance) => withoutTable(changedToken(base, base, chance))],
]);

/** For the verb whose turn it is. */
export function draftMutant(seed: number, index: number): Input {
  const chance = dice(seed, index);
  // Without the fields, there is nothing to put a number in.
  const most = verbAt(index) === 'number' && chance.below(4) > 0 ? 1 : drafts.length;
  return changed(chance, () => drafts[chance.below(most)] as Buffer);
}

/** Only rewriting it brings its objects back. */
function withoutTable(pdf: Buffer): Buffer {
  const at = pdf.lastIndexOf('startxref');
  return at < 0 ? pdf : Buffer.concat([pdf.subarray(0, at), Buffer.from('startxref\n5\n%%EOF\n')]);
}
