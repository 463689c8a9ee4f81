/**
 * Content that stands outside the file: external streams (ISO 32000-1, 7.3.8.2), pages of other files (8.10.4), pictures of
 * which the file has a proxy (14.11.7). And content that only printers take: other pictures (8.9.5.4), PostScript (8.8.2).
 * And colours that only some programs change.
 */
import {
  dictionaryOf,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../../pdf/reading/index.ts';
import { type Notes, TooMuch } from './notes.ts';

const deepest = 16;

/** A content stream, a form or a picture, and what it draws. */
export function noteStream(
  view: View,
  notes: Notes,
  object: PdfObject | undefined,
  place: string,
  depth = 0,
): void {
  if (!notes.isNew('stream', object)) return;
  const stream = view.resolve(object);
  if (!isKind(stream, 'stream')) return;
  if (depth > deepest) throw new TooMuch();
  notes.look();
  const { entries } = stream.dictionary;
  if (view.resolve(entries.get('F')) !== null) notes.note('outside', place);
  const kind = view.resolve(entries.get('Subtype'));
  if (view.resolve(entries.get('Ref')) !== null && isName(kind, 'Form')) notes.note('imported', place);
  if (view.resolve(entries.get('OPI')) !== null) notes.note('proxy', place);
  if (isName(kind, 'PS') || isName(view.resolve(entries.get('Subtype2')), 'PS')) {
    notes.note('postscript', place);
  }
  for (const other of itemsOf(view.resolve(entries.get('Alternates')))) {
    const picture = dictionaryOf(view.resolve(other))?.entries;
    notes.look();
    notes.note('alternates', place);
    noteStream(view, notes, picture?.get('Image'), place, depth + 1);
  }
  noteStream(view, notes, entries.get('SMask'), place, depth + 1);
  noteResources(view, notes, entries.get('Resources'), place, depth + 1);
}

export function noteResources(
  view: View,
  notes: Notes,
  object: PdfObject | undefined,
  place: string,
  depth = 0,
): void {
  if (!notes.isNew('resources', object)) return;
  const resources = dictionaryOf(view.resolve(object));
  for (const kind of ['XObject', 'Pattern']) {
    for (const drawn of valuesOf(view, resources, kind)) noteStream(view, notes, drawn, place, depth);
  }
  for (const state of valuesOf(view, resources, 'ExtGState')) {
    if (!notes.isNew('state', state)) continue;
    notes.look();
    const entries = dictionaryOf(view.resolve(state))?.entries;
    noteStream(
      view,
      notes,
      dictionaryOf(view.resolve(entries?.get('SMask')))?.entries.get('G'),
      place,
      depth + 1,
    );
    const halftone = dictionaryOf(view.resolve(entries?.get('HT')))?.entries;
    const functions = [entries?.get('TR'), entries?.get('TR2'), halftone?.get('TransferFunction')];
    if (functions.some((one) => transfers(view, one))) notes.note('transfer', place);
  }
}

/** Transfer functions (10.5): some programs apply them, some do not. Names stand for none, or the device's own. */
function transfers(view: View, object: PdfObject | undefined): boolean {
  const given = view.resolve(object);
  const each = isKind(given, 'array') ? given.items.map((one) => view.resolve(one)) : [given];
  return each.some((one) => dictionaryOf(one) !== undefined);
}

function valuesOf(view: View, resources: PdfDictionary | undefined, kind: string): Iterable<PdfObject> {
  const list = resources?.entries.get(kind);
  return list === undefined ? [] : (dictionaryOf(view.resolve(list))?.entries.values() ?? []);
}
