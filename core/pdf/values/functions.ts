/** Functions (ISO 32000-1, 7.10, tables 38 to 41): tints of inks, shadings, transfer curves. */
import { dictionaryOf, isKind } from '../reading/index.ts';
import { programOf } from './calculator.ts';
import {
  integer,
  kindOf,
  limits,
  list,
  number,
  numbers,
  numbersIn,
  oddEntry,
  several,
  type Table,
} from './kinds.ts';
import { deepest, type Look, type Slot } from './look.ts';

const depths = new Set([1, 2, 4, 8, 12, 16, 24, 32]);

/** Undefined as a count: any. `depth`: functions made of functions. */
export function isFunction(
  look: Look,
  slot: Slot,
  inputs: number | undefined,
  outputs: number | undefined,
  depth = 0,
): boolean {
  const kind = kindOf(look, slot, 'FunctionType');
  if (depth > deepest || dictionaryOf(slot.value) === undefined) return false;
  const domain = look.entry(slot, 'Domain');
  if (domain === undefined || !limits(inputs)(domain, look)) return false;
  const range = look.entry(slot, 'Range');
  if (range !== undefined && !limits(outputs)(range, look)) return false;
  if (kind === 0) return range !== undefined && isSampled(look, slot, numbersIn(look, range).length);
  if (kind === 2) return isExponential(look, slot, outputs);
  if (kind === 3) return isStitched(look, slot, numbersIn(look, domain), outputs, depth);
  return kind === 4 && range !== undefined && isKind(slot.value, 'stream') && isCalculated(look, slot);
}

function isSampled(look: Look, slot: Slot, ranges: number): boolean {
  const inputs = numbersIn(look, look.entry(slot, 'Domain')).length;
  const sampled: Table = {
    Size: several(inputs / 2, integer(1, 1 << 20)),
    BitsPerSample: (depth) => depths.has(Number(depth.value)) && !look.isReal(depth),
    Encode: numbers(inputs),
    Decode: numbers(ranges),
  };
  return (
    isKind(slot.value, 'stream') && oddEntry(look, slot, sampled, ['Size', 'BitsPerSample']) === undefined
  );
}

/** N of 0 has no value where x is 0, and a negative one neither. */
function isExponential(look: Look, slot: Slot, outputs: number | undefined): boolean {
  const ends = ['C0', 'C1'].flatMap((key) => look.entry(slot, key) ?? []);
  const counts = ends.map((end) => numbersIn(look, end).length);
  const count = outputs ?? counts[0] ?? 1;
  const table: Table = { N: number(Number.MIN_VALUE), C0: numbers(count), C1: numbers(count) };
  return oddEntry(look, slot, table, ['N', ...(count === 1 ? [] : ['C0', 'C1'])]) === undefined;
}

function isStitched(
  look: Look,
  slot: Slot,
  [from = 0, to = 1]: readonly number[],
  outputs: number | undefined,
  depth: number,
): boolean {
  const given = look.entry(slot, 'Functions');
  const parts = given === undefined ? [] : look.items(given);
  const table: Table = {
    Functions: list,
    Bounds: numbers(parts.length - 1, from, to),
    Encode: numbers(2 * parts.length),
  };
  if (parts.length === 0 || oddEntry(look, slot, table, ['Bounds', 'Encode']) !== undefined) return false;
  const bounds = numbersIn(look, look.entry(slot, 'Bounds'));
  const isRising = bounds.every((one, at) => at === 0 || one >= (bounds[at - 1] ?? one));
  return isRising && parts.every((part) => isFunction(look, part, 1, outputs, depth + 1));
}

/** Poppler, MuPDF, PDFium and pdf.js round halves below 0 each in their own way. */
function isCalculated(look: Look, { value }: Slot): boolean {
  if (!isKind(value, 'stream')) return false;
  const bytes = look.unpacked(value);
  if (bytes === undefined) return true;
  const program = programOf(bytes);
  return program !== undefined && !/\bround\b/u.test(bytes.toString('latin1'));
}
