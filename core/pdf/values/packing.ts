/** What filters are told (ISO 32000-1, 7.4, tables 8, 11, 12 and 13): integers that are none, and words that are no truth. */
import { isKind } from '../reading/index.ts';
import { flag, integer, oddEntry, type Table } from './kinds.ts';
import type { Look, Slot } from './look.ts';

const most = 2 ** 31 - 1;
const size = integer(1, most);
const parameters: Table = {
  Predictor: integer(1, 15),
  Colors: integer(1, 32),
  BitsPerComponent: integer(1, 16),
  Columns: size,
  EarlyChange: integer(0, 1),
  K: integer(-most, most),
  Rows: integer(0, most),
  EndOfLine: flag,
  EncodedByteAlign: flag,
  EndOfBlock: flag,
  BlackIs1: flag,
  DamagedRowsBeforeError: integer(0, most),
  ColorTransform: integer(0, 1),
};

/** Of a stream: the first parameter that is not what it may be. */
export function oddPacking(look: Look, slot: Slot): string | undefined {
  const given = look.entry(slot, 'DecodeParms');
  if (given === undefined) return undefined;
  for (const one of isKind(given.value, 'array') ? look.items(given) : [given]) {
    const odd = oddEntry(look, one, parameters);
    if (odd !== undefined) return odd;
  }
  return undefined;
}
