/** Whether the entries of a picture in a content (ISO 32000-1, 8.9.7, tables 93 and 94) are taken alike by all viewers. */
import { isKind, isName, type PdfObject } from '../reading/index.ts';
import { type ContentNames, devices } from './content-names.ts';
import { longKeys, longSpaces } from './inline-image.ts';
import { isMaskRange } from './mask-range.ts';

const known: ReadonlySet<string> = new Set([...longKeys.values(), 'Intent', 'L', 'Length']);
const depths: ReadonlySet<unknown> = new Set([1, 2, 4, 8, 16]);

/** `operands`: between `BI` and `ID`, keys and values by turns. */
export function isUsualPicture(operands: readonly PdfObject[], names: ContentNames): boolean {
  const entries = new Map<string, PdfObject>();
  for (let at = 0; at < operands.length; at += 2) {
    const [key, value] = [operands[at], operands[at + 1]];
    if (!isName(key) || value === undefined) return false;
    const name = longKeys.get(key.value) ?? key.value;
    // Of a short and a long one some viewers take the first, others the last.
    if (!known.has(name) || entries.has(name)) return false;
    entries.set(name, value);
  }
  return isSized(entries) && isColoured(entries, names);
}

function isSized(entries: ReadonlyMap<string, PdfObject>): boolean {
  return ['Width', 'Height'].every((key) => {
    const size = entries.get(key);
    return Number.isInteger(size) && Number(size) > 0;
  });
}

function isColoured(entries: ReadonlyMap<string, PdfObject>, names: ContentNames): boolean {
  const mask = entries.get('ImageMask');
  const decode = entries.get('Decode');
  const ranges = isKind(decode, 'array') ? decode.items : decode === undefined ? undefined : [];
  if (mask === true) {
    const depth = entries.get('BitsPerComponent') ?? 1;
    return depth === 1 && isMaskRange(ranges ?? [0, 1]);
  }
  if (mask !== undefined && mask !== false) return false;
  const components = componentsOf(entries.get('ColorSpace'), names);
  if (components === 'none') return false;
  if (components !== undefined && ranges !== undefined && ranges.length !== 2 * components) return false;
  const depth = entries.get('BitsPerComponent');
  return depth === undefined ? entries.has('Filter') : depths.has(depth);
}

/** `none`: a name that stands for nothing, or for two things. */
function componentsOf(space: PdfObject | undefined, names: ContentNames): number | 'none' | undefined {
  if (isName(space)) {
    const ofDevice = devices.get(inFull(space.value));
    const named = names.space(space.value);
    if (ofDevice !== undefined) return named === undefined ? ofDevice : 'none';
    return named === undefined ? 'none' : named.components;
  }
  if (!isKind(space, 'array')) return space === undefined ? undefined : 'none';
  const [family] = space.items;
  return isName(family) && inFull(family.value) === 'Indexed' ? 1 : 'none';
}

function inFull(space: string): string {
  return longSpaces.get(space) ?? space;
}
