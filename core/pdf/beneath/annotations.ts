/** The annotations of a page as they are drawn on it (ISO 32000-1, 12.5.5). */

import { type Box, identity, type Matrix, matrixOfForm, moved, NotRead } from '../drawing/index.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  type Page,
  type PdfDictionary,
  type PdfStream,
  rectangleOf,
  type View,
} from '../reading/index.ts';

export interface DrawnAnnotation {
  readonly rect: Box;
  /** Undefined where a reader draws it by itself. */
  readonly look: { readonly form: PdfStream; readonly matrix: Matrix } | undefined;
}

const mostAnnotations = 5_000;
const hidden = 2;

/** `without`: numbers of objects that are passed over. Throws NotRead. */
export function annotationsOn(view: View, page: Page, without: ReadonlySet<number>): DrawnAnnotation[] {
  const list = view.resolve(page.dictionary.entries.get('Annots'));
  if (!isKind(list, 'array')) return [];
  if (list.items.length > mostAnnotations) throw new NotRead('too-much');
  return list.items.flatMap((item): DrawnAnnotation[] => {
    if (isKind(item, 'reference') && without.has(item.number)) return [];
    const entries = dictionaryOf(view.resolve(item))?.entries;
    const rect = rectangleOf(view, entries?.get('Rect'));
    const flags = view.resolve(entries?.get('F'));
    if (entries === undefined || rect === undefined) return [];
    if (typeof flags === 'number' && (flags & hidden) !== 0) return [];
    const form = appearanceOf(view, entries);
    if (form !== undefined) return [{ rect, look: { form, matrix: placing(view, form, rect) } }];
    return drawsItself(view, entries) ? [{ rect, look: undefined }] : [];
  });
}

function appearanceOf(view: View, entries: PdfDictionary['entries']): PdfStream | undefined {
  const normal = view.resolve(dictionaryOf(view.resolve(entries.get('AP')))?.entries.get('N'));
  if (isKind(normal, 'stream')) return normal;
  const state = view.resolve(entries.get('AS'));
  if (!isKind(normal, 'dictionary') || !isName(state)) return undefined;
  const chosen = view.resolve(normal.entries.get(state.value));
  return isKind(chosen, 'stream') ? chosen : undefined;
}

/** Links and notes have no look of their own, empty fields and fields with states show nothing. */
function drawsItself(view: View, entries: PdfDictionary['entries']): boolean {
  const kind = view.resolve(entries.get('Subtype'));
  if (isName(kind, 'Link') || isName(kind, 'Popup')) return false;
  return !isName(kind, 'Widget') || isKind(view.resolve(entries.get('V')), 'string');
}

/** From the space of the appearance, its own matrix applied, to the rectangle. */
function placing(view: View, form: PdfStream, [left, bottom, right, top]: Box): Matrix {
  const bounds = rectangleOf(view, form.dictionary.entries.get('BBox')) ?? ([0, 0, 0, 0] as const);
  const box = moved(bounds, matrixOfForm(view, form) ?? identity);
  const [across, up] = [box[2] - box[0], box[3] - box[1]];
  const x = across > 0 ? (right - left) / across : 1;
  const y = up > 0 ? (top - bottom) / up : 1;
  return [x, 0, 0, y, left - box[0] * x, bottom - box[1] * y];
}
