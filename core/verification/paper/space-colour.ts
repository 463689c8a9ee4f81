/** Whether pictures of a colour space (ISO 32000-1, 8.6) can be in colour. */
import { CongvuError } from '../../../foundation/error.ts';
import { unpackedBytes } from '../../pdf/drawing/streams.ts';
import { dictionaryOf, isKind, isName, itemsOf, type PdfObject, type View } from '../../pdf/reading/index.ts';
import type { PictureFacts } from '../facts/paper-facts.ts';

type Colour = PictureFacts['colour'];

const deepestSpace = 4;
/** Of one byte for each of three or four components. */
const mostPalette = 256 * 4;

/**
 * Three components or more; behind a palette, one that holds more than greys. What has no colour space of its own (JPEG 2000) may
 * have any. `bits`: of a pixel, which limits what of a palette is used; 0 when the picture does not say.
 */
export function colourOf(view: View, object: PdfObject | undefined, bits: number, depth = 0): Colour {
  const space = view.resolve(object);
  if (space === null || depth > deepestSpace) return 'unknown';
  if (isName(space)) return ['DeviceRGB', 'DeviceCMYK'].includes(space.value) ? 'colour' : 'grey';
  if (!isKind(space, 'array')) return 'unknown';
  const family = view.resolve(space.items[0]);
  const name = isName(family) ? family.value : '';
  if (['CalRGB', 'Lab', 'DeviceRGB', 'DeviceCMYK'].includes(name)) return 'colour';
  const second = view.resolve(space.items[1]);
  if (name === 'Indexed') {
    const base = colourOf(view, second, bits, depth + 1);
    return base === 'colour' && holdsGreysOnly(view, space.items, second, bits) ? 'grey' : base;
  }
  const components = componentsOf(view, name, second);
  return components !== undefined && components >= 3 ? 'colour' : 'grey';
}

function componentsOf(view: View, family: string, second: PdfObject): number | undefined {
  if (family === 'DeviceN') return itemsOf(second).length;
  const given = family === 'ICCBased' ? view.resolve(dictionaryOf(second)?.entries.get('N')) : undefined;
  return typeof given === 'number' ? given : undefined;
}

/** Equal red, green and blue; in inks nothing but black. Of other spaces nobody says which colours are greys. */
function holdsGreysOnly(view: View, items: readonly PdfObject[], base: PdfObject, bits: number): boolean {
  const components = partsOf(view, base);
  const highest = view.resolve(items[2]);
  const table = components === undefined ? undefined : tableOf(view, items[3]);
  if (components === undefined || table === undefined || typeof highest !== 'number') return false;
  const most = bits >= 1 && bits <= 8 ? 2 ** bits : 256;
  const used = table.subarray(0, Math.min(highest + 1, most) * components);
  for (let at = 0; at < used.length; at += components) {
    const [first, second, third] = used.subarray(at, at + 3);
    if (first !== second || second !== third || (components === 4 && first !== 0)) return false;
  }
  return used.length > 0;
}

/** Of a space whose greys are known. */
function partsOf(view: View, base: PdfObject): 3 | 4 | undefined {
  const family = isKind(base, 'array') ? view.resolve(base.items[0]) : base;
  if (!isName(family)) return undefined;
  if (family.value === 'DeviceRGB' || family.value === 'CalRGB') return 3;
  if (family.value === 'DeviceCMYK') return 4;
  const components = componentsOf(
    view,
    family.value,
    isKind(base, 'array') ? view.resolve(base.items[1]) : null,
  );
  return family.value === 'ICCBased' && components === 3 ? 3 : undefined;
}

function tableOf(view: View, object: PdfObject | undefined): Uint8Array | undefined {
  const given = view.resolve(object);
  if (isKind(given, 'string')) return given.bytes;
  if (!isKind(given, 'stream')) return undefined;
  const limit = 16 * mostPalette;
  try {
    return unpackedBytes(view, given, { limit, left: limit });
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}
