/** How far the letters of a font reach up and down: from the embedded font itself where it has tables, else as described. */

import { unpackedBytes } from '../drawing/streams.ts';
import type { InflateBudget } from '../reading/filters.ts';
import { isKind, type PdfDictionary, type View } from '../reading/index.ts';

/** Shares of the size; NaN or 0 where a font says nothing. */
export interface FontHeight {
  readonly ascent: number;
  /** Below 0. */
  readonly descent: number;
}

/** The font itself, where it is embedded; 'damaged' for what is no stream. Throws PDF_… when it cannot be unpacked. */
export function fontFile(
  view: View,
  { entries }: PdfDictionary,
  budget: InflateBudget,
): Buffer | 'damaged' | undefined {
  const file = ['FontFile', 'FontFile2', 'FontFile3']
    .map((key) => view.resolve(entries.get(key)))
    .find((object) => object !== null);
  if (file === undefined) return undefined;
  return isKind(file, 'stream') ? Buffer.from(unpackedBytes(view, file, budget)) : 'damaged';
}

/** Undefined for an embedded font of a kind that is not known here. */
export function fontHeight(
  view: View,
  { entries }: PdfDictionary,
  font: Buffer | 'damaged' | undefined,
): FontHeight | undefined {
  const described = (key: string) => {
    const value = view.resolve(entries.get(key));
    return typeof value === 'number' ? value / 1000 : Number.NaN;
  };
  const asDescribed = { ascent: described('Ascent'), descent: described('Descent') };
  // Another program has metrics of its own for some fonts that are not embedded.
  if (font === undefined)
    return Number.isNaN(asDescribed.ascent + asDescribed.descent) ? undefined : asDescribed;
  if (font === 'damaged' || font.length < 12) return undefined;
  const [kind, start] = [font.readUInt32BE(0), font.readUInt16BE(0)];
  if (kind === trueType || kind === appleTrueType) return ofTables(font);
  return start === type1Text || start === type1Packed || start === compactFont ? asDescribed : undefined;
}

const trueType = 0x00010000;
const appleTrueType = 0x74727565;
/** `%!`, the head of a segment, and version 1.0 of CFF. */
const type1Text = 0x2521;
const type1Packed = 0x8001;
const compactFont = 0x0100;

/** OpenType, tables `head` and `hhea`. */
function ofTables(font: Buffer): FontHeight | undefined {
  const [head, hhea] = [tableAt(font, 'head'), tableAt(font, 'hhea')];
  if (head === undefined || hhea === undefined || head + 20 > font.length || hhea + 8 > font.length) {
    return undefined;
  }
  const unitsPerEm = font.readUInt16BE(head + 18);
  if (unitsPerEm === 0) return undefined;
  return {
    ascent: font.readInt16BE(hhea + 4) / unitsPerEm,
    descent: font.readInt16BE(hhea + 6) / unitsPerEm,
  };
}

function tableAt(font: Buffer, tag: string): number | undefined {
  const count = font.readUInt16BE(4);
  for (let row = 12; row + 16 <= font.length && row < 12 + 16 * count; row += 16) {
    if (font.toString('latin1', row, row + 4) === tag) return font.readUInt32BE(row + 8);
  }
  return undefined;
}
