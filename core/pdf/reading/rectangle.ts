/** Rectangles (ISO 32000-1, 7.9.5): any two corners that lie across from each other. */
import { isKind, type PdfObject } from './objects.ts';
import type { View } from './view.ts';

/** In points. */
export type Rectangle = readonly [left: number, bottom: number, right: number, top: number];

/** Four numbers put into the order left, bottom, right, top; undefined for anything else. */
export function rectangleOf(view: View, object: PdfObject | undefined): Rectangle | undefined {
  const array = view.resolve(object);
  if (!isKind(array, 'array') || array.items.length !== 4) return undefined;
  const { items } = array;
  const a = view.resolve(items[0]);
  const b = view.resolve(items[1]);
  const c = view.resolve(items[2]);
  const d = view.resolve(items[3]);
  if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number' || typeof d !== 'number')
    return undefined;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

export function hasArea([left, bottom, right, top]: Rectangle): boolean {
  return right > left && top > bottom;
}
