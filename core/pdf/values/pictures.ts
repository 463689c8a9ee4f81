/** Pictures (ISO 32000-1, 8.9.5, table 89), their masks (8.9.6) and soft masks (11.6.5.3, table 145). */
import { isMaskRange, type NamedSpace } from '../drawing/index.ts';
import { isKind, isName, oddStream } from '../reading/index.ts';
import { isSpace, spaceOf } from './colour-space.ts';
import {
  either,
  flag,
  type Is,
  integer,
  limits,
  list,
  number,
  numbers,
  numbersIn,
  oddEntry,
  stream,
  type Table,
} from './kinds.ts';
import { isLayer } from './layers.ts';
import type { Look, Slot } from './look.ts';
import { oddPacking } from './packing.ts';

const size = integer(1, 2 ** 31 - 1);
const pictures: Table = {
  Width: size,
  Height: size,
  BitsPerComponent: integer(1, 16),
  ImageMask: flag,
  Interpolate: flag,
  OC: isLayer,
  SMaskInData: integer(0, 2),
  SMask: (slot, look) => isSoftMask(look, slot),
  Mask: either(stream, list),
};
const masks: Table = { ...pictures, Decode: (slot, look) => isMaskRange(numbersIn(look, slot)) };

export function lookAtPicture(look: Look, slot: Slot): void {
  const { value } = slot;
  // What is odd by the shape of its stream is told as that.
  if (!look.isNew('picture', slot) || !isKind(value, 'stream') || oddStream(look.view, value) !== undefined)
    return;
  const odd = oddPicture(look, slot) ?? oddPacking(look, slot);
  if (odd !== undefined) look.tell(`/Image /${odd}`, slot);
  for (const key of ['SMask', 'Mask']) {
    const mask = look.entry(slot, key);
    if (mask !== undefined) lookAtPicture(look, mask);
  }
}

function oddPicture(look: Look, slot: Slot): string | undefined {
  if (look.entry(slot, 'ImageMask')?.value === true) return oddEntry(look, slot, masks);
  const given = look.entry(slot, 'ColorSpace');
  if (given !== undefined && !isSpace(look, given)) return 'ColorSpace';
  const depth = Number(look.entry(slot, 'BitsPerComponent')?.value ?? 8);
  const space = given === undefined ? undefined : spaceOf(look, given);
  return (
    oddEntry(look, slot, pictures) ??
    oddRanges(look, slot, space, depth) ??
    oddNumbers(look, slot, space, depth)
  );
}

/** What colours are decoded to, and which of them are left out. */
function oddRanges(look: Look, slot: Slot, space: NamedSpace | undefined, depth: number): string | undefined {
  const count = space?.components;
  const most = 2 ** depth - 1;
  const decode = look.entry(slot, 'Decode');
  const each = space?.highest === undefined ? number() : number(0, most);
  const isRange: Is = (one, inside) =>
    numbers(count === undefined ? undefined : 2 * count)(one, inside) &&
    look.items(one).every((item) => each(item, inside));
  if (decode !== undefined && !isRange(decode, look)) return 'Decode';
  const mask = look.entry(slot, 'Mask');
  if (mask === undefined || !isKind(mask.value, 'array')) return undefined;
  const isKey = limits(count)(mask, look) && look.items(mask).every((item) => integer(0, most)(item, look));
  return isKey ? undefined : 'Mask';
}

/** A grey picture, and no mask itself. */
function isSoftMask(look: Look, slot: Slot): boolean {
  const { value } = slot;
  if (!isKind(value, 'stream')) return false;
  const { entries } = value.dictionary;
  const mask = look.entry(slot, 'ImageMask')?.value ?? false;
  const isGrey = isName(look.entry(slot, 'ColorSpace')?.value, 'DeviceGray');
  const says = isName(look.view.resolve(entries.get('Filter')), 'JPXDecode');
  return mask === false && (isGrey || says) && !entries.has('Mask') && !entries.has('SMask');
}

/** 8.6.6.3: a number beyond the palette; programs take its last colour, its first, or none. */
function oddNumbers(
  look: Look,
  { value }: Slot,
  space: NamedSpace | undefined,
  depth: number,
): string | undefined {
  if (space?.highest === undefined || !isKind(value, 'stream') || space.highest >= 2 ** depth - 1)
    return undefined;
  const bytes = look.unpacked(value);
  if (bytes === undefined) return undefined;
  const width = Number(look.view.resolve(value.dictionary.entries.get('Width')));
  return hasBeyond(bytes, space.highest, depth, width) ? 'ColorSpace' : undefined;
}

/** Rows begin at whole bytes, and what fills the last one up is no number. */
function hasBeyond(bytes: Buffer, highest: number, depth: number, width: number): boolean {
  if (depth === 8) return bytes.some((byte) => byte > highest);
  if (depth > 8 || !(width > 0)) return false;
  const row = Math.ceil((width * depth) / 8);
  const last = 2 ** depth - 1;
  return bytes.some((byte, at) => {
    const column = ((at % row) * 8) / depth;
    for (let shift = 8 - depth, x = column; shift >= 0 && x < width; shift -= depth, x += 1) {
      if (((byte >> shift) & last) > highest) return true;
    }
    return false;
  });
}
