/** Where the widgets of a filled field stand: on one page each, wholly to be seen, over nothing but what is printed to be written on. */
import type { Box } from '../../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  inherited,
  itemsOf,
  type Page,
  type PdfDictionary,
  rectangleOf,
  type View,
} from '../../../pdf/reading/index.ts';
import { no, type Problem } from '../numbering/look.ts';
import { hiding } from '../numbering/vouch.ts';
import { numberOf } from '../step.ts';
import { strayingBy, strayingRoom } from '../vouch/upright.ts';
import { holdsWhole, overlaps, reach } from './boxes.ts';
import type { LookLetter } from './look.ts';
import type { Ground } from './printed.ts';

export interface Place {
  readonly page: Page;
  /** Of the widget. */
  readonly box: Box;
}

interface Annotation {
  readonly number: number | undefined;
  /** What it may be drawn in. */
  readonly rect: Box | undefined;
}

export interface Annotations {
  /** By the number of the page. */
  readonly shown: ReadonlyMap<number, readonly Annotation[]>;
  /** Pages that list an object: one, or two where there are more. */
  readonly pagesWith: ReadonlyMap<number, readonly Page[]>;
}

export function annotationsOn(view: View, pages: readonly Page[]): Annotations {
  const shown = new Map<number, Annotation[]>();
  const pagesWith = new Map<number, Page[]>();
  for (const page of pages) {
    const list = dictionaryOf(view.object(page.object))?.entries.get('Annots');
    const there: Annotation[] = [];
    for (const item of itemsOf(view.resolve(list))) {
      const number = numberOf(item);
      if (number !== undefined) pagesWith.set(number, [...(pagesWith.get(number) ?? []), page].slice(0, 2));
      there.push({ number, rect: roomOf(view, dictionaryOf(view.resolve(item)), page) });
    }
    shown.set(page.number, there);
  }
  return { shown, pagesWith };
}

/** Of an annotation that strays from its place more than that. */
function roomOf(view: View, annotation: PdfDictionary | undefined, { rotation }: Page): Box | undefined {
  const rect = rectangleOf(view, annotation?.entries.get('Rect'));
  const strays = strayingBy(view.resolve(annotation?.entries.get('F')), rotation) !== undefined;
  return rect !== undefined && strays ? strayingRoom(rect) : rect;
}

/** The place of a widget that is to be seen, with nothing that another annotation shows in it. */
export function placeOf(
  view: View,
  number: number,
  widget: PdfDictionary | undefined,
  { shown, pagesWith }: Annotations,
): Problem | Place {
  const [page, another] = pagesWith.get(number) ?? [];
  if (widget === undefined || page === undefined || another !== undefined)
    return no('form-place', 'does not stand on one page');
  const flags = view.resolve(widget.entries.get('F'));
  if (typeof flags === 'number' && (flags & hiding) !== 0) return no('form-place', 'is hidden');
  const straying = strayingBy(flags, page.rotation);
  if (straying !== undefined) return no('form-place', straying);
  if (widget.entries.has('OC')) return no('form-place', 'is shown or not as a layer says');
  if (typeof flags === 'number' && (flags & lockedContents) !== 0)
    return no('form-locked', 'its contents are locked');
  const given = itemsOf(widget.entries.get('Rect'));
  const box = rectangleOf(view, widget.entries.get('Rect'));
  if (box === undefined || given.length !== 4 || !given.every((side) => typeof side === 'number'))
    return no('form-place', 'has no place');
  const frames = ['MediaBox', 'CropBox'].map((key) =>
    rectangleOf(view, inherited(view, page.dictionary, key)),
  );
  if (![page.box, ...frames].every((frame) => frame === undefined || holdsWhole(frame, box)))
    return no('form-place', 'stands beyond the edge of the page');
  const over = shown
    .get(page.number)
    ?.find((one) => one.number !== number && one.rect !== undefined && overlaps(one.rect, box));
  return over === undefined
    ? { page, box }
    : no('form-place', `lies over the annotation of object ${over.number ?? '?'}`);
}

/** Flag of annotations (12.5.3). */
const lockedContents = 512;

/** Signs of which nothing stands below their line, nor is lost in a line close under it. */
const standing = /^[A-PR-Za-fhik-or-xz0-9]*$/;
const closest = -0.05;

/** What speaks against writing `letters` there. */
export function groundProblem(
  ground: Ground,
  { box }: Place,
  letters: readonly LookLetter[],
): string | undefined {
  if (typeof ground === 'string') return ground;
  const inner = ground.lines.filter(([, bottom, , top]) => bottom > box[1] + edge && top < box[3] - edge);
  if (inner.length > 1) return 'lies over several printed lines';
  const isPlain = letters.every(({ text, turn }) => turn === 0 && standing.test(text));
  const free = isPlain ? closest : reach.below;
  const isStruck = letters.some(({ box: [left, bottom, right, top], size }) => {
    const room: Box = [left, bottom + (free - reach.below) * size, right, top];
    return ground.lines.some((line) => overlaps(line, room));
  });
  return isStruck ? 'its text touches a printed line' : undefined;
}

/** Points from the side of the field. */
const edge = 1.5;
