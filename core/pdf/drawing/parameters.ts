/** What a graphics state parameter dictionary sets (ISO 32000-1, 8.4.5). */
import { isName, type PdfDictionary, type View } from '../reading/index.ts';
import type { Font } from './font.ts';
import type { GraphicsState } from './graphics-state.ts';

const numbers = [
  ['LC', 'lineCap'],
  ['LJ', 'lineJoin'],
  ['ML', 'miterLimit'],
  ['ca', 'opacity'],
] as const;

export function parametersIn(view: View, entries: PdfDictionary['entries']): Partial<GraphicsState<Font>> {
  const set: { -readonly [Key in keyof GraphicsState<Font>]?: GraphicsState<Font>[Key] } = {};
  const mask = view.resolve(entries.get('SMask'));
  if (mask !== null) set.masked = !isName(mask, 'None');
  const width = view.resolve(entries.get('LW'));
  if (typeof width === 'number') set.lineWidth = Math.abs(width);
  for (const [key, name] of numbers) {
    const value = view.resolve(entries.get(key));
    if (typeof value === 'number') set[name] = value;
  }
  return set;
}
