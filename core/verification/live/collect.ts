/**
 * What a document shows or does beside the pages that its signatures fix: layers, scripts, actions, attached files, content
 * outside the file. Only dictionaries are looked at, most of which the reader has read anyway; nothing is unpacked for it but attachments and
 * the appearances of fields that have a value.
 */
import { CongvuError } from '../../../foundation/error.ts';
import {
  catalogOf,
  dictionaryOf,
  formOf,
  inherited,
  isKind,
  itemsOf,
  type Page,
  type PdfDictionary,
  type PdfObject,
  textOf,
  type View,
} from '../../pdf/reading/index.ts';
import type { LiveFacts } from '../facts/facts.ts';
import { usualContentBudget } from '../paper/content.ts';
import { noteAction, noteEvents, noteSteps } from './actions.ts';
import { noteShowing } from './annotations.ts';
import { namedValues, noteFile } from './attachments.ts';
import { noteLayers, noteMembership } from './layers.ts';
import { deepestField, mostLooked, Notes, TooMuch } from './notes.ts';
import { noteResources, noteStream } from './outside.ts';
import { type FormReading, noteValue } from './values.ts';

/** As the view has it. Not looked at: bookmarks, and what fonts and colour spaces draw on. Never throws for what is wrong with the file. */
export function liveFacts(view: View, pages: readonly Page[]): readonly LiveFacts[] {
  const notes = new Notes();
  try {
    const catalog = catalogOf(view);
    if (catalog !== undefined) noteCatalog(view, notes, catalog);
    const form = formReading(view);
    for (const page of pages) notePage(view, notes, page, form);
  } catch (error) {
    if (!(error instanceof TooMuch) && !(error instanceof CongvuError)) throw error;
    return [...notes.all, { kind: 'unexamined', place: '', name: '', count: mostLooked }];
  }
  return notes.all;
}

function noteCatalog(view: View, notes: Notes, catalog: PdfDictionary): void {
  const { entries } = catalog;
  noteAction(view, notes, entries.get('OpenAction'), 'document /OpenAction', true);
  noteEvents(view, notes, entries.get('AA'), 'document');
  noteLayers(view, notes, catalog);
  const names = dictionaryOf(view.resolve(entries.get('Names')))?.entries;
  const tree = (key: string) => dictionaryOf(view.resolve(names?.get(key)));
  namedValues(view, notes, tree('JavaScript'), (action) =>
    noteAction(view, notes, action, 'document /Names', true),
  );
  namedValues(view, notes, tree('EmbeddedFiles'), (file) => noteFile(view, notes, file, 'document'));
  for (const file of itemsOf(view.resolve(entries.get('AF')))) noteFile(view, notes, file, 'document');
  if (dictionaryOf(view.resolve(entries.get('Collection'))) !== undefined)
    notes.note('portfolio', 'document');
  const form = formOf(view)?.entries;
  if (view.resolve(form?.get('XFA')) !== null) notes.note('xfa', 'document');
  for (const field of itemsOf(view.resolve(form?.get('Fields')))) noteField(view, notes, field, '', 0);
}

function formReading(view: View): FormReading {
  const form = formOf(view)?.entries;
  return {
    drawnAnew: view.resolve(form?.get('NeedAppearances')) === true,
    entries: form,
    budget: usualContentBudget(),
  };
}

function noteField(view: View, notes: Notes, object: PdfObject, above: string, depth: number): void {
  if (!notes.isNew('part', object)) return;
  if (depth > deepestField) throw new TooMuch();
  const entries = dictionaryOf(view.resolve(object))?.entries;
  if (entries === undefined) return;
  notes.look();
  const part = view.resolve(entries.get('T'));
  const name = isKind(part, 'string') ? [above, textOf(part)].filter(Boolean).join('.').slice(0, 100) : above;
  noteParts(view, notes, entries, `form "${name}"`);
  for (const kid of itemsOf(view.resolve(entries.get('Kids')))) noteField(view, notes, kid, name, depth + 1);
}

function notePage(view: View, notes: Notes, page: Page, form: FormReading): void {
  notes.look();
  const { entries } = page.dictionary;
  const place = `page ${page.number}`;
  if (entries.has('AA')) noteEvents(view, notes, entries.get('AA'), place);
  if (entries.has('PresSteps')) noteSteps(view, notes, entries.get('PresSteps'), `${place} /PresSteps`);
  const contents = entries.get('Contents');
  const whole = view.resolve(contents);
  const parts = isKind(whole, 'array') ? whole.items : [contents];
  for (const part of parts) noteStream(view, notes, part, place);
  const resources = inherited(view, page.dictionary, 'Resources');
  noteResources(view, notes, resources, place);
  // Poppler shows no letters there.
  if (!isKind(view.resolve(resources), 'dictionary') && draws(view, parts)) {
    notes.note('odd-stream', place, '/Resources');
  }
  for (const file of itemsOf(view.resolve(entries.get('AF')))) noteFile(view, notes, file, place);
  for (const annotation of itemsOf(view.resolve(entries.get('Annots')))) {
    const drawn = dictionaryOf(view.resolve(annotation))?.entries;
    if (drawn === undefined) {
      notes.look();
      continue;
    }
    if (notes.isNew('shown', annotation)) {
      notes.look();
      noteShowing(view, notes, drawn, place);
      noteValue(view, notes, drawn, form, place);
    }
    // What fields lead to has been looked at with the form.
    if (notes.isNew('part', annotation)) noteParts(view, notes, drawn, place);
  }
}

/** In bytes, packed or not: programs save and restore the state on empty pages too. */
const mostOfNothing = 32;

function draws(view: View, contents: readonly (PdfObject | undefined)[]): boolean {
  return contents.some((one) => {
    const part = view.resolve(one);
    return isKind(part, 'stream') && part.raw.length > mostOfNothing;
  });
}

/** Of an annotation, a field, or both in one. */
function noteParts(view: View, notes: Notes, entries: PdfDictionary['entries'], place: string): void {
  noteAction(view, notes, entries.get('A'), place, false);
  if (entries.has('AA')) noteEvents(view, notes, entries.get('AA'), place);
  if (entries.has('FS')) noteFile(view, notes, entries.get('FS'), place);
  noteMembership(view, notes, entries.get('OC'), place);
  const looks = dictionaryOf(view.resolve(entries.get('AP')))?.entries;
  for (const look of looks?.values() ?? []) {
    const states = view.resolve(look);
    if (isKind(states, 'dictionary')) {
      for (const state of states.entries.values()) noteStream(view, notes, state, place);
    } else noteStream(view, notes, look, place);
  }
}
