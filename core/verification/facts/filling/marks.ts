/** What the look of a filled field draws beside its letters: what it drew when the document was certified, or what the certifier asked for (/MK). */
import type { Box } from '../../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  isKind,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  sameObject,
  type View,
} from '../../../pdf/reading/index.ts';
import { black, type Ink, inkOf, isLight, unknown } from './inks.ts';
import type { LookMark } from './look.ts';

/** Points of what programs round. */
const near = 0.1;

/** `asked`: by /MK, drawn or not; `certified`: in the look that was signed, undefined where it cannot be told. A text says what speaks against it. */
export function marksProblem(
  now: readonly LookMark[],
  asked: readonly LookMark[],
  certified: readonly LookMark[] | undefined,
): string | undefined {
  if (now.some(({ kind, ink }) => kind === 'area' && !isLight(ink)))
    return 'its ground is too dark to be written on';
  const isAsked = now.every((mark) => asked.some((one) => isSame(one, mark)));
  const isWhole = kinds.every((kind) => countOf(now, kind) === Math.min(1, countOf(asked, kind)));
  if (isAsked && isWhole) return undefined;
  if (certified === undefined) return 'what stood there when the document was certified cannot be told';
  if (now.length === certified.length && now.every((mark, at) => isSame(certified[at], mark)))
    return undefined;
  return now.length < certified.length
    ? 'its appearance lacks what stood there when the document was certified'
    : 'its appearance draws other ground or frame than the certified field has';
}

const kinds = ['area', 'frame'] as const;

function countOf(marks: readonly LookMark[], kind: LookMark['kind']): number {
  return marks.filter((mark) => mark.kind === kind).length;
}

function isSame(a: LookMark | undefined, b: LookMark): boolean {
  return (
    a?.kind === b.kind &&
    isNearInk(a.ink, b.ink) &&
    Math.abs(a.width - b.width) < near &&
    a.box.every((side, index) => Math.abs(side - (b.box[index] ?? Number.NaN)) < near)
  );
}

/** Programs that keep colours as bytes write them again with that much difference (pdf.js). */
const step = 1 / 255 + 0.001;

function isNearInk(a: Ink | undefined, b: Ink | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a === b) return true;
  const [one, other] = [partsOf(a), partsOf(b)];
  return (
    one.length === other.length &&
    one.every((part, index) => Math.abs(part - (other[index] ?? Number.NaN)) <= step)
  );
}

/** Grey as red, green and blue. */
function partsOf(ink: Ink): readonly number[] {
  const parts = ink === black ? [0] : ink.split(' ').map(Number);
  const [grey = Number.NaN] = parts;
  return parts.length === 1 ? [grey, grey, grey] : parts;
}

/** Ground (/BG) and frame (/BC, as wide as /BS says) of a widget (ISO 32000-1, 12.5.6.19), as programs draw them. */
export function askedMarks(
  view: View,
  widget: PdfDictionary | undefined,
  rect: Box,
  boxes = 0,
): readonly LookMark[] {
  const look = dictionaryOf(view.resolve(widget?.entries.get('MK')))?.entries;
  const [ground, border] = ['BG', 'BC'].map((key) => inkIn(view, look?.get(key)));
  const width = borderWidth(view, widget);
  const [left, bottom, right, top] = rect;
  const frameAt = (inset: number): LookMark[] =>
    border === undefined || width <= 0
      ? []
      : [
          {
            kind: 'frame',
            box: [left + inset, bottom + inset, right - inset, top - inset],
            width,
            ink: border,
          },
        ];
  return [
    ...(ground === undefined ? [] : [{ kind: 'area', box: rect, width: 0, ink: ground } as const]),
    // Inside the edge, or (pdf.js) half outside it.
    ...frameAt(width / 2),
    ...frameAt(0),
    ...(border === undefined ? [] : dividers(rect, width, boxes, border)),
  ];
}

/** Between the boxes of a comb, inside its frame (MuPDF). */
function dividers([left, bottom, right, top]: Box, width: number, boxes: number, ink: Ink): LookMark[] {
  const across = (right - left - 2 * width) / boxes;
  return Array.from({ length: Math.max(0, boxes - 1) }, (_, index): LookMark => {
    const x = left + width + (index + 1) * across;
    return { kind: 'line', box: [x, bottom + width, x, top - width], width, ink };
  });
}

/** Points; as wide where nothing is said. */
export function borderWidth(view: View, widget: PdfDictionary | undefined): number {
  const width = view.resolve(dictionaryOf(view.resolve(widget?.entries.get('BS')))?.entries.get('W'));
  return typeof width === 'number' ? width : 1;
}

function inkIn(view: View, object: PdfObject | undefined): Ink | undefined {
  const items = itemsOf(view.resolve(object)).map((item) => view.resolve(item));
  const ink = items.length === 0 ? unknown : inkOf(items);
  return ink === unknown ? undefined : ink;
}

/** Programs write /MK again: colours in another space, and without the sign of a box that has its looks. */
export function isSameMk(
  [before, was]: readonly [View, PdfObject | undefined],
  [after, now]: readonly [View, PdfObject | undefined],
): boolean {
  const [old, given] = [dictionaryOf(before.resolve(was)), dictionaryOf(after.resolve(now))];
  const keys = new Set([...(old?.entries.keys() ?? []), ...(given?.entries.keys() ?? [])]);
  if (now !== undefined && !isKind(now, 'dictionary')) return false;
  return [...keys].every((key) => {
    const [a, b] = [old?.entries.get(key), given?.entries.get(key)];
    if (key === 'CA' && b === undefined) return true;
    if (key === 'BG' || key === 'BC') return isNearInk(inkIn(before, a), inkIn(after, b));
    return key === 'R' && (a === undefined || b === undefined)
      ? before.resolve(a ?? 0) === 0 && after.resolve(b ?? 0) === 0
      : a !== undefined && b !== undefined && sameObject(a, b) && !isKind(a, 'reference');
  });
}
