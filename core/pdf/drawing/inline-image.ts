/** An image that stands in the content itself (ISO 32000-1, 8.9.7), as the dictionary of any other image. */
import type { PdfDictionary, PdfObject } from '../reading/index.ts';
import { nameOf, type Operand } from './content.ts';

/** Keys and values that the content may shorten. */
const keys: Readonly<Record<string, string>> = {
  W: 'Width',
  H: 'Height',
  BPC: 'BitsPerComponent',
  CS: 'ColorSpace',
  IM: 'ImageMask',
};
const spaces: Readonly<Record<string, string>> = {
  G: 'DeviceGray',
  RGB: 'DeviceRGB',
  CMYK: 'DeviceCMYK',
  I: 'Indexed',
};
const wanted: ReadonlySet<string> = new Set(Object.values(keys));

/**
 * `operands`: of the instruction `EI`. `space`: the colour space that the resources have under a name. Only what is asked of
 * pictures is taken over. Undefined for one without a width: the end of an image may stand in its bytes, and again behind.
 */
export function inlineImage(
  operands: readonly Operand[],
  space: (name: string) => PdfObject | undefined,
): PdfDictionary | undefined {
  const entries = new Map<string, PdfObject>();
  // Not by twos: the parameters of a filter are a dictionary, whose brackets are not told.
  operands.forEach((operand, index) => {
    const short = nameOf(operand);
    const key = keys[short] ?? short;
    const value = operands[index + 1];
    if (value === undefined || !wanted.has(key) || entries.has(key)) return;
    const object = objectOf(value);
    const named = key === 'ColorSpace' && typeof value === 'string' ? space(nameOf(value)) : undefined;
    entries.set(key, named ?? object);
  });
  return entries.has('Width') ? { kind: 'dictionary', entries } : undefined;
}

function objectOf(operand: Operand): PdfObject {
  if (typeof operand === 'string') {
    if (!operand.startsWith('/')) {
      const bytes = Buffer.from(operand, 'latin1');
      return { kind: 'string', bytes, hex: false, plainHex: false, start: 0, end: 0 };
    }
    const name = nameOf(operand);
    return { kind: 'name', value: spaces[name] ?? name };
  }
  return typeof operand === 'object' ? { kind: 'array', items: operand.map(objectOf) } : operand;
}
