/** Annotations that have a look (ISO 32000-1, 12.5.2, table 164; 12.5.6.10, table 179), and fields on a page (12.7.1). */
import { inherited, isKind, isName, type PdfObject, type PdfStream } from '../reading/index.ts';
import { type Is, integer, number, numbers, numbersIn, oddEntry, type Table } from './kinds.ts';
import { isLayer } from './layers.ts';
import { deepest, type Look, type Slot } from './look.ts';

/** Ten bits of 12.5.3. */
const flags = integer(0, 1023);
/** Where the marked text is, corner by corner. MuPDF and PDFium draw the look without it, Poppler and pdf.js not, or not so. */
const corners: Is = (slot, look) => {
  const { length } = numbersIn(look, slot);
  return length > 0 && length % 8 === 0;
};
const any: Table = { F: flags, Rect: numbers(4), OC: isLayer, CA: number(0, 1) };
const marked: Table = { ...any, QuadPoints: corners };
const marking: ReadonlySet<string> = new Set(['Highlight', 'Underline', 'StrikeOut', 'Squiggly']);
/** Told beside the page, or drawn as a frame at most. */
const beside: ReadonlySet<string> = new Set(['Link', 'Popup', 'Text', 'FileAttachment', 'Sound']);
const [hidden, noView] = [2, 32];

/** The looks that it draws with. `isField`: whether the form leads to an object. */
export function lookAtAnnotation(
  look: Look,
  slot: Slot,
  isField: (object: number) => boolean,
): readonly Slot[] {
  if (!look.isNew('annotation', slot)) return [];
  const looks = look.entry(slot, 'AP');
  const normal = looks === undefined ? undefined : look.entry(looks, 'N');
  const subtype = look.entry(slot, 'Subtype')?.value;
  const kind = isName(subtype) ? subtype.value : '';
  if (normal === undefined || beside.has(kind)) return [];
  const drawn = isKind(normal.value, 'stream') ? [normal] : look.entries(normal).map(([, one]) => one);
  const shown = drawn.filter(({ value }) => isKind(value, 'stream') && draws(value));
  if (shown.length === 0) return [];
  const isMarking = marking.has(kind);
  const odd =
    oddEntry(look, slot, isMarking ? marked : any, isMarking ? ['QuadPoints'] : []) ??
    (hides(look, slot) ? undefined : (oddState(look, slot, normal, kind) ?? oddField(slot, kind, isField)));
  if (odd !== undefined) look.tell(`/${kind || 'Annot'} /${odd}`, slot);
  return shown;
}

function draws({ raw, dictionary }: PdfStream): boolean {
  return raw.length > 0 || dictionary.entries.has('F');
}

function hides(look: Look, slot: Slot): boolean {
  const given = look.entry(slot, 'F')?.value;
  return typeof given === 'number' && (given & (hidden | noView)) !== 0;
}

/** 12.5.5: of several looks, a name says which; PDFium takes that of a value where there is none. */
function oddState(look: Look, slot: Slot, normal: Slot, kind: string): string | undefined {
  if (isKind(normal.value, 'stream')) return undefined;
  const state = look.entry(slot, 'AS');
  if (state !== undefined) return isName(state.value) ? undefined : 'AS';
  // A box that is not ticked may say so by nothing.
  const says = ['V', 'DV'].map((key) => look.view.resolve(inheritedOf(look, slot, key)));
  const names = look.entries(normal).map(([name]) => name);
  const isTicked = says.some((one) => isName(one) && one.value !== 'Off' && names.includes(one.value));
  return kind !== 'Widget' || isTicked ? 'AS' : undefined;
}

function inheritedOf(look: Look, { value }: Slot, key: string): PdfObject | undefined {
  return isKind(value, 'dictionary') ? inherited(look.view, value, key, deepest) : undefined;
}

function oddField(slot: Slot, kind: string, isField: (object: number) => boolean): string | undefined {
  return kind !== 'Widget' || slot.path !== '' || isField(slot.object) ? undefined : 'Fields';
}
