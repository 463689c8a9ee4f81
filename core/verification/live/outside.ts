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
  oddStream,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../../pdf/reading/index.ts';
import { noteMembership } from './layers.ts';
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
  const isOutside = view.resolve(entries.get('F')) !== null;
  if (isOutside) notes.note('outside', place);
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
  const odd = isOutside ? undefined : oddStream(view, stream);
  if (odd !== undefined) notes.note('odd-stream', place, odd);
  noteMembership(view, notes, entries.get('OC'), place);
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
  if (resources !== undefined) noteColours(view, notes, resources, place);
  for (const layer of valuesOf(view, resources, 'Properties')) noteMembership(view, notes, layer, place);
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

/** What Poppler, MuPDF and PDFium show in different colours, one of which may be that of the paper. */
function noteColours(view: View, notes: Notes, resources: PdfDictionary, place: string): void {
  const given = resources.entries.get('ColorSpace');
  if (given === undefined) return;
  for (const [name, object] of dictionaryOf(view.resolve(given))?.entries ?? []) {
    if (!notes.isNew('colours', object)) continue;
    notes.look();
    const space = view.resolve(object);
    const [family, inks] = itemsOf(space).map((one) => view.resolve(one));
    const kind = isName(family) ? family.value : '';
    if (defaults.has(name) && !isName(space) && !measured.has(kind)) notes.note('colours', place, `/${name}`);
    const each = kind === 'Separation' ? [inks ?? null] : kind === 'DeviceN' ? itemsOf(inks) : [];
    const isNone = each.length > 0 && each.every((one) => isName(view.resolve(one), 'None'));
    if (isNone) notes.note('colours', place, '/None');
  }
}

/** For the colours of a device (8.6.5.6): programs that know them take others that measure the same. */
const defaults: ReadonlySet<string> = new Set(['DefaultGray', 'DefaultRGB', 'DefaultCMYK']);
const measured: ReadonlySet<string> = new Set([
  'ICCBased',
  'CalGray',
  'CalRGB',
  'DeviceGray',
  'DeviceRGB',
  'DeviceCMYK',
]);

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
