/** One of the file's signatures written again as BER, as it was or changed: the strict reader gets none of these. */
import type { Dice } from '../../../foundation/dice.ts';
import { contentInfo } from '../cms/ber.ts';
import { anything } from '../der/from-ber.ts';
import { ifReadable } from '../der/reader.ts';
import { berOf, randomForm } from '../testing/ber.ts';
import { changedBytes } from './change-bytes.ts';
import { changed } from './change-der.ts';

/** The file keeps its size. */
export function changedBer(base: Buffer, chance: Dice): Buffer {
  const holes = [...base.toString('latin1').matchAll(/\/Contents <([0-9a-f]+)>/g)];
  const hole = holes[chance.below(holes.length)];
  if (hole === undefined) return base;
  const [, digits = ''] = hole;
  const der = Buffer.from(digits, 'hex');
  const before = chance.below(2) === 0 ? der : changed(der, chance);
  const shape = chance.below(5) === 0 ? anything : contentInfo;
  const [ber = before] = ifReadable(() => berOf(before, shape, randomForm(chance)));
  const after = chance.below(2) === 0 ? ber : changedBytes(ber, chance);
  const bytes = Buffer.from(base);
  const fresh = after.toString('hex').padEnd(digits.length, '0').slice(0, digits.length);
  bytes.write(fresh, hole.index + 11, 'latin1');
  return bytes;
}
