/** How annotations are shown (ISO 32000-1, 12.5.3, 12.5.5): on paper and on the screen alike, and drawn in the file. */

import { plainText } from '../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  hasArea,
  inherited,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  rectangleOf,
  textOf,
  type View,
} from '../../pdf/reading/index.ts';
import { deepestField, type Notes } from './notes.ts';

type Entries = PdfDictionary['entries'];

/** Of annotations (12.5.3). */
export const flag = { invisible: 1, hidden: 2, print: 4, noView: 32, toggles: 256 } as const;
/** Notes are told beside the page; a link shows at most a frame. */
const beside: ReadonlySet<string> = new Set([
  'Link',
  'Popup',
  'Text',
  'FileAttachment',
  'Sound',
  'PrinterMark',
  'TrapNet',
]);
/** Those of them that some programs draw as the file says, and some not. */
const drawnBySome: ReadonlySet<string> = new Set(['Link', 'Popup', 'FileAttachment', 'Sound']);
/** Points: an icon is no larger. */
const largestIcon = 40;
/** What is played takes the place of the look. */
const playing: ReadonlySet<string> = new Set(['Movie', 'Screen', '3D', 'RichMedia']);

/** `place`: of the page. Signatures are left out: what they show is judged elsewhere. */
export function noteShowing(view: View, notes: Notes, entries: Entries, place: string): void {
  const kind = view.resolve(entries.get('Subtype'));
  const looks = entries.has('AP') ? dictionaryOf(view.resolve(entries.get('AP'))) : undefined;
  if (isName(kind) && (beside.has(kind.value) || isSignature(view, entries))) {
    if (looks !== undefined && isShownBySome(view, entries, kind.value, looks))
      notes.note('undrawn', place, kind.value);
    return;
  }
  const flags = view.resolve(entries.get('F'));
  const has = (bit: number): boolean => typeof flags === 'number' && (flags & bit) !== 0;
  if (has(flag.hidden) || !isSomewhere(view, entries)) return;
  // Poppler draws nothing of an annotation without a kind, MuPDF nothing of a field without one, and of unknown kinds some what others hide.
  const ofNoKind =
    !isName(kind) || (kind.value === 'Widget' && isOfNoKind(view, entries)) || has(flag.invisible);
  if (looks !== undefined && (ofNoKind || changesItsLook(view, entries, looks))) {
    notes.note('undrawn', place, isName(kind) ? kind.value : '/Annot');
    return;
  }
  if (!isName(kind)) return;
  if (playing.has(kind.value)) notes.note('action', place, kind.value);
  const look = lookOf(view, entries);
  if (look === 'not-fixed') {
    if (kind.value !== 'Widget' || drawsValue(view, entries)) notes.note('undrawn', place, kind.value);
    return;
  }
  if (
    look === 'nothing' ||
    (kind.value === 'Widget' && (isButton(view, entries) || isEmpty(view, entries)))
  ) {
    return;
  }
  const onScreen = !has(flag.noView);
  if (has(flag.toggles) || (onScreen && !has(flag.print))) notes.note('screen-only', place, kind.value);
  else if (!onScreen && has(flag.print)) notes.note('print-only', place, kind.value);
}

function isShownBySome(view: View, entries: Entries, kind: string, looks: PdfDictionary): boolean {
  if (kind === 'Widget') return changesItsLook(view, entries, looks);
  const rect = rectangleOf(view, entries.get('Rect'));
  const isIcon = rect !== undefined && rect[2] - rect[0] <= largestIcon && rect[3] - rect[1] <= largestIcon;
  return drawnBySome.has(kind) && !isIcon && drawsIn(view.resolve(looks.entries.get('N')));
}

/** Another look under the pointer, or pressed (12.5.5): for buttons. */
function changesItsLook(view: View, entries: Entries, { entries: looks }: PdfDictionary): boolean {
  if (!looks.has('R') && !looks.has('D')) return false;
  if (isName(view.resolve(ofField(view, entries, 'FT')), 'Btn')) return false;
  const normal = view.resolve(looks.get('N'));
  return ['R', 'D'].some((key) => looks.has(key) && view.resolve(looks.get(key)) !== normal);
}

function isOfNoKind(view: View, entries: Entries): boolean {
  return !isName(view.resolve(ofField(view, entries, 'FT')));
}

/** `not-fixed`: each program draws it, or chooses one of its looks, in its own way. */
function lookOf(view: View, entries: Entries): 'drawn' | 'nothing' | 'not-fixed' {
  const normal = view.resolve(dictionaryOf(view.resolve(entries.get('AP')))?.entries.get('N'));
  if (isKind(normal, 'stream')) return drawsIn(normal) ? 'drawn' : 'nothing';
  if (!isKind(normal, 'dictionary')) return 'not-fixed';
  const state = view.resolve(entries.get('AS'));
  const looks = [...normal.entries].filter(([, look]) => drawsIn(view.resolve(look)));
  const isBox = isName(view.resolve(entries.get('Subtype')), 'Widget');
  if (isName(state) && looks.some(([name]) => name === state.value)) return 'drawn';
  // What is no box gets a look that programs make up, or the only one there is.
  if (!isBox && looks.length > 0) return 'not-fixed';
  if (isName(state)) return 'nothing';
  // A box that is not ticked says so by this state, or by none.
  return looks.some(([name]) => name !== 'Off') && looks.length > 1 ? 'not-fixed' : 'nothing';
}

function drawsIn(look: PdfObject): boolean {
  return isKind(look, 'stream') && (look.raw.length > 0 || look.dictionary.entries.has('F'));
}

function isSomewhere(view: View, entries: Entries): boolean {
  const rect = rectangleOf(view, entries.get('Rect'));
  return rect !== undefined && hasArea(rect);
}

/** A value that is text or several, a list's options, or a caption; ticks and empty fields are none. */
function drawsValue(view: View, entries: Entries): boolean {
  const value = view.resolve(ofField(view, entries, 'V'));
  if (isText(value) || itemsOf(value).some((one) => isText(view.resolve(one)))) return true;
  if (isList(view, entries) && optionsOf(view, entries).length > 0) return true;
  const caption = view.resolve(dictionaryOf(view.resolve(entries.get('MK')))?.entries.get('CA'));
  return isPushed(view, entries) && isKind(caption, 'string') && caption.bytes.length > 0;
}

/** Long ones stand in streams (12.7.4.3). */
function isText(value: PdfObject): boolean {
  return (isKind(value, 'string') && value.bytes.length > 0) || isKind(value, 'stream');
}

/** Of a choice field (12.7.4.4): it drops down, and shows its value alone. */
const combo = 131_072;

/** A field that shows its options, whether or not one is chosen. */
export function isList(view: View, entries: Entries): boolean {
  const flags = view.resolve(ofField(view, entries, 'Ff'));
  const isChoice = isName(view.resolve(ofField(view, entries, 'FT')), 'Ch');
  return isChoice && !(typeof flags === 'number' && (flags & combo) !== 0);
}

/** As a list shows them. */
export function optionsOf(view: View, entries: Entries): readonly string[] {
  return itemsOf(view.resolve(ofField(view, entries, 'Opt'))).flatMap((item) => {
    const option = view.resolve(item);
    const shown = isKind(option, 'array') ? view.resolve(option.items[1]) : option;
    return isKind(shown, 'string') ? [textOf(shown)] : [];
  });
}

function isSignature(view: View, entries: Entries): boolean {
  return isName(view.resolve(ofField(view, entries, 'FT')), 'Sig');
}

/** A push button: to click on, seldom printed, and no part of the document if it draws no more than a frame. */
function isButton(view: View, entries: Entries): boolean {
  return isPushed(view, entries) && !drawsValue(view, entries) && isFrame(view, entries);
}

/** A field without a value, of which only the frame is drawn. */
function isEmpty(view: View, entries: Entries): boolean {
  const value = view.resolve(ofField(view, entries, 'V'));
  const has = (isKind(value, 'string') && value.bytes.length > 0) || (isName(value) && value.value !== 'Off');
  return !has && isFrame(view, entries);
}

const longestFrame = 500;

function isFrame(view: View, entries: Entries): boolean {
  const normal = view.resolve(dictionaryOf(view.resolve(entries.get('AP')))?.entries.get('N'));
  if (!isKind(normal, 'stream')) return false;
  const content = plainText(view, normal);
  return (
    content !== undefined && content.length <= longestFrame && !/\b(?:Tj|TJ|Do|BI|sh)\b|['"]/.test(content)
  );
}

const pushed = 65_536;

function isPushed(view: View, entries: Entries): boolean {
  const flags = view.resolve(ofField(view, entries, 'Ff'));
  const isOne = isName(view.resolve(ofField(view, entries, 'FT')), 'Btn');
  return isOne && typeof flags === 'number' && (flags & pushed) !== 0;
}

/** Of the field, or of the nearest one above it that says so (12.7.3.1). */
export function ofField(view: View, entries: Entries, key: string): PdfObject | undefined {
  return inherited(view, { entries }, key, deepestField);
}
