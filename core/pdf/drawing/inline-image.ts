/** An image that stands in the content itself (ISO 32000-1, 8.9.7), as the dictionary of any other image. */
import { isKind, isName, type PdfDictionary, type PdfObject } from '../reading/index.ts';

/** Keys that the content may shorten (table 93), in full. */
export const longKeys: ReadonlyMap<string, string> = new Map([
  ['BPC', 'BitsPerComponent'],
  ['CS', 'ColorSpace'],
  ['D', 'Decode'],
  ['DP', 'DecodeParms'],
  ['F', 'Filter'],
  ['H', 'Height'],
  ['IM', 'ImageMask'],
  ['I', 'Interpolate'],
  ['W', 'Width'],
]);
/** Colour spaces (table 94). */
export const longSpaces: ReadonlyMap<string, string> = new Map([
  ['G', 'DeviceGray'],
  ['RGB', 'DeviceRGB'],
  ['CMYK', 'DeviceCMYK'],
  ['I', 'Indexed'],
]);
const wanted: ReadonlySet<string> = new Set([
  ...['Width', 'Height', 'BitsPerComponent', 'ColorSpace', 'ImageMask'],
]);

/**
 * `operands`: of the instruction `EI`. `space`: the colour space that the resources have under a name. Only what is asked of
 * pictures is taken over. Undefined for one without a width: the end of an image may stand in its bytes, and again behind.
 */
export function inlineImage(
  operands: readonly PdfObject[],
  space: (name: string) => PdfObject | undefined,
): PdfDictionary | undefined {
  const entries = new Map<string, PdfObject>();
  // Not by twos: something may be missing.
  operands.forEach((operand, index) => {
    const short = isName(operand) ? operand.value : '';
    const key = longKeys.get(short) ?? short;
    const value = operands[index + 1];
    if (value === undefined || !wanted.has(key) || entries.has(key)) return;
    const named = key === 'ColorSpace' && isName(value) ? space(value.value) : undefined;
    entries.set(key, named ?? inFull(value));
  });
  return entries.has('Width') ? { kind: 'dictionary', entries } : undefined;
}

function inFull(value: PdfObject): PdfObject {
  if (isName(value)) return { kind: 'name', value: longSpaces.get(value.value) ?? value.value };
  return isKind(value, 'array') ? { ...value, items: value.items.map(inFull) } : value;
}
