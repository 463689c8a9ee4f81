/** Content that stands outside the file: external streams (ISO 32000-1, 7.3.8.2) and pages of other files (8.10.4). */
import {
  dictionaryOf,
  isKind,
  isName,
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
  if (view.resolve(entries.get('Ref')) !== null && isName(view.resolve(entries.get('Subtype')), 'Form')) {
    notes.note('imported', place);
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
}

function valuesOf(view: View, resources: PdfDictionary | undefined, kind: string): Iterable<PdfObject> {
  const list = resources?.entries.get(kind);
  return list === undefined ? [] : (dictionaryOf(view.resolve(list))?.entries.values() ?? []);
}
