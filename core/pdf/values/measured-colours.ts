/** Colours by measure (ISO 32000-1, 8.6.5): one that turns a light colour dark, where programs go by the measure, is none that anybody measured. */
import { constants, inflateSync } from 'node:zlib';
import { devices } from '../drawing/index.ts';
import { isKind, isName, type PdfStream } from '../reading/index.ts';
import {
  dictionary,
  either,
  integer,
  limits,
  name,
  number,
  numbers,
  numbersIn,
  oddEntry,
  type Table,
} from './kinds.ts';
import type { Look, Slot } from './look.ts';

/** What half a tone becomes still is one: Poppler and pdf.js pass over the exponent. */
const [leastGamma, mostGamma] = [0.2, 5];
const gamma = number(leastGamma, mostGamma);
const whitePoint: Table = { WhitePoint: numbers(3, Number.MIN_VALUE), BlackPoint: numbers(3, 0) };
/** By which white may miss the white point: what programs round. */
const tolerance = 0.1;

export function isCalGray(look: Look, slot: Slot): boolean {
  return (
    dictionary(slot, look) &&
    oddEntry(look, slot, { ...whitePoint, Gamma: gamma }, ['WhitePoint']) === undefined
  );
}

export function isCalRgb(look: Look, slot: Slot): boolean {
  const table: Table = { ...whitePoint, Gamma: numbers(3, leastGamma, mostGamma), Matrix: numbers(9) };
  if (!dictionary(slot, look) || oddEntry(look, slot, table, ['WhitePoint']) !== undefined) return false;
  const matrix = numbersIn(look, look.entry(slot, 'Matrix'));
  const white = numbersIn(look, look.entry(slot, 'WhitePoint'));
  // 8.6.5.3: the most of all three is white.
  return (
    matrix.length === 0 ||
    white.every((wanted, axis) => {
      const sum = [0, 3, 6].reduce((all, at) => all + (matrix[at + axis] ?? 0), 0);
      return Math.abs(sum - wanted) <= tolerance;
    })
  );
}

export function isLab(look: Look, slot: Slot): boolean {
  const table: Table = { ...whitePoint, Range: limits(2) };
  return dictionary(slot, look) && oddEntry(look, slot, table, ['WhitePoint']) === undefined;
}

const signatures: Readonly<Record<number, readonly string[]>> = {
  1: ['GRAY'],
  3: ['RGB ', 'Lab '],
  4: ['CMYK'],
};

/** 8.6.5.5: a profile of as many components as it says; programs that do not take it take what stands in for it. */
export function isProfile(look: Look, slot: Slot): boolean {
  const { value } = slot;
  const count = look.entry(slot, 'N')?.value;
  if (!isKind(value, 'stream') || typeof count !== 'number') return false;
  const wanted = signatures[count];
  const table: Table = {
    N: integer(1, 4),
    Alternate: either(name(...devices.keys()), ({ value: one }) => isKind(one, 'array')),
    Range: limits(count),
  };
  if (wanted === undefined || oddEntry(look, slot, table) !== undefined) return false;
  const head = headOf(look, value);
  return (
    head === undefined || (head.includes('acsp', 36) && wanted.includes(head.toString('latin1', 16, 20)))
  );
}

const headLength = 128;
const packedHead = 1024;

/** The first bytes of a profile (ICC.1, 7.2), which is often long. */
function headOf(look: Look, stream: PdfStream): Buffer | undefined {
  const filter = look.view.resolve(stream.dictionary.entries.get('Filter'));
  const [only, ...more] = isKind(filter, 'array')
    ? filter.items.map((one) => look.view.resolve(one))
    : [filter];
  if (only === undefined || only === null) return Buffer.from(stream.raw.subarray(0, headLength));
  if (more.length > 0 || !isName(only, 'FlateDecode')) return look.unpacked(stream);
  try {
    const finishFlush = constants.Z_SYNC_FLUSH;
    return inflateSync(stream.raw.subarray(0, packedHead), { finishFlush }).subarray(0, headLength);
  } catch {
    return Buffer.alloc(0);
  }
}
