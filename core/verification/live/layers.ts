/** Layers (optional content, ISO 32000-1, 8.11) that are off, or whose state hangs on what the page is shown for. */
import {
  dictionaryOf,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  textOf,
  type View,
} from '../../pdf/reading/index.ts';
import type { Notes } from './notes.ts';

/** Layers that are on, and stay on unless the reader switches them off, are ordinary: plans and letterheads have them. */
export function noteLayers(view: View, notes: Notes, catalog: PdfDictionary): void {
  const layers = dictionaryOf(view.resolve(catalog.entries.get('OCProperties')))?.entries;
  if (layers === undefined) return;
  const usual = dictionaryOf(view.resolve(layers.get('D')))?.entries;
  const [off] = itemsOf(view.resolve(usual?.get('OFF')));
  const base = view.resolve(usual?.get('BaseState'));
  const all = itemsOf(view.resolve(layers.get('OCGs')));
  if (off !== undefined) notes.note('layer-off', 'layers', nameOf(view, off));
  else if (all.length > 0 && (switchesOff(base) || hasOther(view, layers.get('Configs')))) {
    notes.note('layer-off', 'layers', nameOf(view, all[0]));
  }
  if (all.length > 0 && isForOthers(view, usual?.get('Intent'))) {
    notes.note('layer-by-use', 'layers', nameOf(view, all[0]));
  }
  for (const layer of all) {
    notes.look();
    if (variesByUse(view, layer)) notes.note('layer-by-use', 'layers', nameOf(view, layer));
  }
  for (const item of itemsOf(view.resolve(usual?.get('AS')))) {
    const entries = dictionaryOf(view.resolve(item))?.entries;
    const [layer] = itemsOf(view.resolve(entries?.get('OCGs')));
    const chosen = itemsOf(view.resolve(entries?.get('Category'))).map((one) => view.resolve(one));
    const byReader = chosen.some((one) => !isName(one) || !states.has(one.value));
    if (layer !== undefined && byReader) notes.note('layer-by-use', 'layers', nameOf(view, layer));
  }
}

/**
 * Whether some of it is shown only while a layer is off, or by a formula: it is hidden at first, and MuPDF knows no formulas. `object`: what a
 * content, a form or an annotation belongs to (8.11.2.2).
 */
export function noteMembership(view: View, notes: Notes, object: PdfObject | undefined, place: string): void {
  if (object === undefined) return;
  const entries = dictionaryOf(view.resolve(object))?.entries;
  if (entries === undefined || !isName(view.resolve(entries.get('Type')), 'OCMD')) return;
  notes.look();
  const rule = view.resolve(entries.get('P'));
  const hides = isName(rule) && (rule.value === 'AllOff' || rule.value === 'AnyOff');
  if (hides || view.resolve(entries.get('VE')) !== null) notes.note('layer-by-rule', place);
}

function switchesOff(base: PdfObject): boolean {
  return isName(base) && base.value !== 'ON';
}

/** MuPDF begins with the first other configuration where there is one. */
function hasOther(view: View, configurations: PdfObject | undefined): boolean {
  return itemsOf(view.resolve(configurations)).some((one) => {
    const entries = dictionaryOf(view.resolve(one))?.entries;
    return (
      itemsOf(view.resolve(entries?.get('OFF'))).length > 0 ||
      switchesOff(view.resolve(entries?.get('BaseState')))
    );
  });
}

/** Whether a layer, or a configuration, is meant for anything but looking at it (8.11.2.3): some readers hide it then. */
function isForOthers(view: View, object: PdfObject | undefined): boolean {
  const intent = view.resolve(object);
  const each = isKind(intent, 'array') ? intent.items.map((one) => view.resolve(one)) : [intent];
  return intent !== null && !each.some((one) => isName(one, 'View') || isName(one, 'All'));
}

const states: ReadonlyMap<string, string> = new Map([
  ['View', 'ViewState'],
  ['Print', 'PrintState'],
  ['Export', 'ExportState'],
]);

/** Some readers go by this whether or not the document says when to. */
function variesByUse(view: View, layer: PdfObject): boolean {
  const entries = dictionaryOf(view.resolve(layer))?.entries;
  if (isForOthers(view, entries?.get('Intent'))) return true;
  const usage = dictionaryOf(view.resolve(entries?.get('Usage')))?.entries;
  return [...states].some(([use, key]) => {
    const state = view.resolve(dictionaryOf(view.resolve(usage?.get(use)))?.entries.get(key));
    return isName(state, 'OFF');
  });
}

function nameOf(view: View, layer: PdfObject | undefined): string {
  const name = view.resolve(dictionaryOf(view.resolve(layer))?.entries.get('Name'));
  return isKind(name, 'string') ? textOf(name).slice(0, 100) : '';
}
