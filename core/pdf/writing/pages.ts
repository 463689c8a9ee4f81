/** The pages of a document and how each stands on the screen: size, rotation, unit. */

import { PDFArray, type PDFContext, PDFDict, PDFNumber, PDFRef } from 'pdf-lib';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { fail } from '../reading/errors.ts';
import { defaultLimits } from '../reading/limits.ts';
import type { Work } from '../reading/work.ts';
import { arrayAt, dictionaryAt, nameAt } from './fields.ts';
import { named } from './names.ts';

/** Left, bottom, right, top. In points as displayed (origin bottom left of the visible page) unless said otherwise. */
export interface Rectangle {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export interface Page {
  /** From 1. */
  readonly number: number;
  readonly reference: PDFRef;
  readonly dictionary: PDFDict;
  readonly frame: PageFrame;
}

/** The visible page as displayed, after /Rotate. */
export interface PageFrame {
  readonly width: number;
  readonly height: number;
  readonly rotation: 0 | 90 | 180 | 270;
  /** Units of user space in one millimetre. */
  readonly unitsPerMm: number;
  /** Lower left corner of the crop box in user space, and its size there. */
  readonly box: Rectangle;
}

const depthLimit = 64;
/** As many as our own reader takes: nobody signs what is then not verified. */
const pageLimit = defaultLimits.pages;

/** Nodes of the tree above the pages: as many again, at most. */
const nodesForAPage = 2;

/** Throws PDF_STRUCTURE, PDF_TOO_DEEP, PDF_REFERENCE_LOOP, PDF_TOO_MANY_PAGES. */
export function pagesOf(context: PDFContext, catalog: PDFDict): readonly Page[] {
  const pages: Page[] = [];
  const seen = new Set<string>();
  const walk = (item: unknown, inherited: ReadonlyMap<string, unknown>, depth: number): void => {
    if (depth > depthLimit) throw fail('PDF_TOO_DEEP', { limit: depthLimit, offset: 0 });
    if (!(item instanceof PDFRef))
      throw structure(both('a page', 'một trang'), both('a reference', 'một tham chiếu'));
    if (seen.has(item.tag)) throw fail('PDF_REFERENCE_LOOP', { object: item.tag });
    if (seen.size >= nodesForAPage * pageLimit) throw fail('PDF_TOO_MANY_PAGES', { limit: pageLimit });
    seen.add(item.tag);
    const node = context.lookup(item);
    if (!(node instanceof PDFDict))
      throw structure(
        both(`object ${item.tag}`, `đối tượng ${item.tag}`),
        both('a dictionary', 'một phần khai báo (dictionary)'),
      );
    const passedOn = new Map(inherited);
    for (const key of inheritable) {
      const value = context.lookup(node.get(named(key)));
      if (value !== undefined) passedOn.set(key, value);
    }
    const kids = nameAt(context, node, 'Type') === 'Page' ? undefined : arrayAt(context, node, 'Kids');
    if (kids !== undefined) {
      if (kids.size() > pageLimit) throw fail('PDF_TOO_MANY_PAGES', { limit: pageLimit });
      for (const kid of kids.asArray()) walk(kid, passedOn, depth + 1);
      return;
    }
    if (pages.length >= pageLimit) throw fail('PDF_TOO_MANY_PAGES', { limit: pageLimit });
    const frame = frameOf(context, node, passedOn);
    pages.push(Object.freeze({ number: pages.length + 1, reference: item, dictionary: node, frame }));
  };
  if (dictionaryAt(context, catalog, 'Pages') === undefined)
    throw structure('/Pages', both('a page tree', 'một cây trang'));
  walk(catalog.get(named('Pages')), new Map(), 0);
  if (pages.length === 0) throw structure('/Pages', both('at least one page', 'ít nhất một trang'));
  return pages;
}

const inheritable = ['MediaBox', 'CropBox', 'Rotate'] as const;

function frameOf(context: PDFContext, page: PDFDict, values: ReadonlyMap<string, unknown>): PageFrame {
  const media = boxOf(context, values.get('MediaBox'));
  if (media === undefined) throw structure('/MediaBox', both('four numbers', 'bốn con số'));
  const crop = boxOf(context, values.get('CropBox')) ?? media;
  const box = Object.freeze({
    left: Math.max(media.left, crop.left),
    bottom: Math.max(media.bottom, crop.bottom),
    right: Math.min(media.right, crop.right),
    top: Math.min(media.top, crop.top),
  });
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  if (!(width > 0 && height > 0))
    throw structure('/MediaBox', both('a visible area', 'một vùng nhìn thấy được'));
  const turn = values.get('Rotate');
  const degrees = turn instanceof PDFNumber ? ((turn.asNumber() % 360) + 360) % 360 : 0;
  const rotation = degrees === 90 || degrees === 180 || degrees === 270 ? degrees : 0;
  const sideways = rotation === 90 || rotation === 270;
  const unit = context.lookup(page.get(named('UserUnit')));
  const userUnit = unit instanceof PDFNumber && unit.asNumber() > 0 ? unit.asNumber() : 1;
  return Object.freeze({
    width: sideways ? height : width,
    height: sideways ? width : height,
    rotation,
    unitsPerMm: 72 / 25.4 / userUnit,
    box,
  });
}

/** Any two opposite corners (ISO 32000-1, 7.9.5), in user space. */
function boxOf(context: PDFContext, value: unknown): Rectangle | undefined {
  if (!(value instanceof PDFArray) || value.size() !== 4) return undefined;
  const corners = value.asArray().map((item) => context.lookup(item));
  const [a, b, c, d] = corners.map((corner) =>
    corner instanceof PDFNumber ? corner.asNumber() : Number.NaN,
  );
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  if (![a, b, c, d].every(Number.isFinite)) return undefined;
  return { left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) };
}

/** A rectangle of the displayed page in user space, as /Rect wants it. */
export function toUserSpace(frame: PageFrame, shown: Rectangle): Rectangle {
  return between(userPoint(frame, shown.left, shown.bottom), userPoint(frame, shown.right, shown.top));
}

/** The reverse of `toUserSpace`. */
export function toDisplay(frame: PageFrame, user: Rectangle): Rectangle {
  return between(shownPoint(frame, user.left, user.bottom), shownPoint(frame, user.right, user.top));
}

/** The /Rect of a widget as displayed; undefined when it is missing or empty (an invisible signature). */
export function widgetRectangle(context: PDFContext, page: Page, widget: PDFDict): Rectangle | undefined {
  const box = boxOf(context, context.lookup(widget.get(named('Rect'))));
  if (box === undefined || box.right - box.left < 1 || box.top - box.bottom < 1) return undefined;
  return toDisplay(page.frame, box);
}

/** An annotation on the first page that lists it. */
export interface Placed {
  readonly page: Page;
  readonly reference: PDFRef;
  readonly annotation: PDFDict;
}

/** Those of `candidates` that stand on a page, in the order of the pages. A list that pages share is gone over once. Throws PDF_TOO_MUCH_WORK. */
export function placedOn(
  {
    context,
    pages,
    work,
  }: { readonly context: PDFContext; readonly pages: readonly Page[]; readonly work: Work },
  candidates: readonly unknown[],
): readonly Placed[] {
  const wanted = new Set(candidates.filter((one) => one instanceof PDFRef));
  const lists = new Set<PDFArray>();
  const placed: Placed[] = [];
  for (const page of pages) {
    if (wanted.size === 0) break;
    const list = arrayAt(context, page.dictionary, 'Annots');
    if (list === undefined || lists.has(list)) continue;
    lists.add(list);
    work.spend(1 + list.size());
    const listed = new Set(list.asArray());
    for (const reference of wanted) {
      if (!listed.has(reference)) continue;
      wanted.delete(reference);
      const annotation = context.lookup(reference);
      if (annotation instanceof PDFDict) placed.push({ page, reference, annotation });
    }
  }
  return placed;
}

type Point = readonly [x: number, y: number];

function userPoint({ box, rotation }: PageFrame, x: number, y: number): Point {
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  if (rotation === 90) return [box.left + width - y, box.bottom + x];
  if (rotation === 180) return [box.left + width - x, box.bottom + height - y];
  if (rotation === 270) return [box.left + y, box.bottom + height - x];
  return [box.left + x, box.bottom + y];
}

/** A point of user space as displayed. */
export function shownPoint({ box, rotation }: PageFrame, x: number, y: number): Point {
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  const [u, v] = [x - box.left, y - box.bottom];
  if (rotation === 90) return [v, width - u];
  if (rotation === 180) return [width - u, height - v];
  if (rotation === 270) return [height - v, u];
  return [u, v];
}

function between([ax, ay]: Point, [bx, by]: Point): Rectangle {
  return Object.freeze({
    left: Math.min(ax, bx),
    bottom: Math.min(ay, by),
    right: Math.max(ax, bx),
    top: Math.max(ay, by),
  });
}

function structure(place: string | Bilingual, expected: Bilingual) {
  return fail('PDF_STRUCTURE', { place, expected });
}
