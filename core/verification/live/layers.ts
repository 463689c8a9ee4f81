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
  else if (isName(base) && base.value !== 'ON' && all.length > 0)
    notes.note('layer-off', 'layers', nameOf(view, all[0]));
  for (const layer of all) {
    notes.look();
    if (variesByUse(view, layer)) notes.note('layer-by-use', 'layers', nameOf(view, layer));
  }
  for (const item of itemsOf(view.resolve(usual?.get('AS')))) {
    const entries = dictionaryOf(view.resolve(item))?.entries;
    const [layer] = itemsOf(view.resolve(entries?.get('OCGs')));
    const chosen = itemsOf(view.resolve(entries?.get('Category'))).map((one) => view.resolve(one));
    const byReader = chosen.some((one) => !isName(one) || !(one.value in states));
    if (layer !== undefined && byReader) notes.note('layer-by-use', 'layers', nameOf(view, layer));
  }
}

const states: Readonly<Record<string, string>> = {
  View: 'ViewState',
  Print: 'PrintState',
  Export: 'ExportState',
};

/** Some readers go by this whether or not the document says when to. */
function variesByUse(view: View, layer: PdfObject): boolean {
  const usage = dictionaryOf(view.resolve(dictionaryOf(view.resolve(layer))?.entries.get('Usage')))?.entries;
  return Object.entries(states).some(([use, key]) => {
    const state = view.resolve(dictionaryOf(view.resolve(usage?.get(use)))?.entries.get(key));
    return isName(state, 'OFF');
  });
}

function nameOf(view: View, layer: PdfObject | undefined): string {
  const name = view.resolve(dictionaryOf(view.resolve(layer))?.entries.get('Name'));
  return isKind(name, 'string') ? textOf(name).slice(0, 100) : '';
}
