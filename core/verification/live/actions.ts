/** Actions (ISO 32000-1, 12.6): those that only lead somewhere are ordinary, all others are taken down. */
import { dictionaryOf, isKind, isName, type PdfObject, type View } from '../../pdf/reading/index.ts';
import { type Notes, TooMuch } from './notes.ts';

/** Inside the document. */
const leading: ReadonlySet<string> = new Set(['GoTo', 'GoToDp', 'Thread', 'Named']);
/** Out of it, which a reader asks about, if somebody clicks. */
const leadingOut: ReadonlySet<string> = new Set(['URI', 'GoToR']);
const deepest = 32;

/** `byItself`: what nobody clicks for. A destination is no action. */
export function noteAction(
  view: View,
  notes: Notes,
  object: PdfObject | undefined,
  place: string,
  byItself: boolean,
  depth = 0,
): void {
  if (object === undefined || !notes.isNew('action', object)) return;
  if (depth > deepest) throw new TooMuch();
  const action = view.resolve(object);
  if (isKind(action, 'array')) {
    // A list of actions stands behind another one; elsewhere it is a destination.
    if (depth > 0) for (const item of action.items) noteAction(view, notes, item, place, byItself, depth + 1);
    return;
  }
  const entries = isKind(action, 'dictionary') ? action.entries : undefined;
  const kind = view.resolve(entries?.get('S'));
  if (entries === undefined || !isName(kind)) return;
  notes.look();
  if (entries.has('JS')) notes.note('script', place);
  else if (!leading.has(kind.value) && (byItself || !leadingOut.has(kind.value))) {
    notes.note('action', place, kind.value);
  }
  noteAction(view, notes, entries.get('Next'), place, byItself, depth + 1);
}

/** Steps of a presentation (12.4.4.2), each with what is done before and after it. */
export function noteSteps(view: View, notes: Notes, object: PdfObject | undefined, place: string): void {
  const waiting: PdfObject[] = object === undefined ? [] : [object];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const entries = dictionaryOf(view.resolve(step))?.entries;
    if (entries === undefined || !notes.isNew('step', step)) continue;
    notes.look();
    for (const key of ['NA', 'PA']) noteAction(view, notes, entries.get(key), place, true);
    for (const key of ['Next', 'Prev']) waiting.push(entries.get(key) ?? null);
  }
}

/** /AA: actions by the events that start them. */
export function noteEvents(view: View, notes: Notes, object: PdfObject | undefined, place: string): void {
  const events = dictionaryOf(view.resolve(object))?.entries;
  for (const action of events?.values() ?? []) noteAction(view, notes, action, `${place} /AA`, true);
}
