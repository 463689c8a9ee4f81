/** The pages of a document as a flat list, in reading order. */

import { both } from '../../../foundation/bilingual.ts';
import { catalogOf } from './catalog.ts';
import { fail } from './errors.ts';
import type { Limits } from './limits.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
} from './objects.ts';
import { type Framing, hasNull, isUsualFrame } from './page-frame.ts';
import { isUsualNode, isUsualPage } from './page-shape.ts';
import { rectangleOf } from './rectangle.ts';
import type { View } from './view.ts';

export interface Page {
  /** From 1. */
  readonly number: number;
  readonly object: number;
  readonly dictionary: PdfDictionary;
  /** [left, bottom, right, top] in points: the crop box, else the media box. */
  readonly box: readonly [number, number, number, number];
  /** Clockwise, degrees. */
  readonly rotation: number;
}

/**
 * Its dictionary is asked for anew each time: kept together, the pages of a hostile file would fill the memory. A class, since
 * a getter in an object literal gets a hidden class of its own, which keeps the whole file until the next full collection.
 */
class PageOfView implements Page {
  readonly number: number;
  readonly object: number;
  readonly box: Page['box'];
  readonly rotation: number;
  readonly #view: View;
  readonly #node: PdfReference;

  constructor(view: View, node: PdfReference, number: number, box: Page['box'], rotation: number) {
    this.#view = view;
    this.#node = node;
    this.number = number;
    this.object = node.number;
    this.box = box;
    this.rotation = rotation;
  }

  get dictionary(): PdfDictionary {
    return dictionaryOf(this.#view.resolve(this.#node)) ?? nothing;
  }
}

const usualBox = Object.freeze([0, 0, 612, 792] as const);
const nothing: PdfDictionary = Object.freeze({ kind: 'dictionary', entries: new Map() });

/** Told of an object of the page tree: see `page-shape.ts` and `page-frame.ts`. */
export type NoteOdd = (node: number, kind: 'page-tree' | 'page-frame') => void;

/**
 * `noteOdd` is told of nodes that readers take differently.
 * Throws PDF_STRUCTURE for a tree that is none, PDF_REFERENCE_LOOP, PDF_TOO_DEEP, PDF_TOO_MANY_PAGES.
 */
export function pagesOf(view: View, limits: Limits, noteOdd?: NoteOdd): Page[] {
  const catalog = catalogOf(view);
  if (catalog === undefined)
    throw fail('PDF_STRUCTURE', {
      place: '/Root',
      expected: both('a dictionary', 'một phần khai báo (dictionary)'),
    });
  const pages: Page[] = [];
  const seen = new Set<number>();

  function walk(node: PdfObject | undefined, above: Framing, depth: number, parent?: number): void {
    if (depth > limits.depth) throw fail('PDF_TOO_DEEP', { limit: limits.depth, offset: 0 });
    const dictionary = dictionaryOf(view.resolve(node));
    if (!isKind(node, 'reference') || dictionary === undefined) {
      throw fail('PDF_STRUCTURE', {
        place: both('the page tree', 'cây trang'),
        expected: both('references to dictionaries', 'tham chiếu đến phần khai báo (dictionary)'),
      });
    }
    if (seen.has(node.number)) throw fail('PDF_REFERENCE_LOOP', { object: node.number });
    seen.add(node.number);
    const { entries } = dictionary;
    const inherited = framingOf(dictionary, above);
    const kids = view.resolve(entries.get('Kids'));
    if (isKind(kids, 'array') && !isName(entries.get('Type'), 'Page')) {
      const before = pages.length;
      for (const kid of kids.items) walk(kid, inherited, depth + 1, node.number);
      if (noteOdd !== undefined) {
        if (!isUsualNode(view, dictionary, parent, pages.length - before)) noteOdd(node.number, 'page-tree');
        if (hasNull(dictionary)) noteOdd(node.number, 'page-frame');
      }
      return;
    }
    if (noteOdd !== undefined) {
      if (!isUsualPage(view, dictionary, parent)) noteOdd(node.number, 'page-tree');
      if (!isUsualFrame(view, dictionary, inherited)) noteOdd(node.number, 'page-frame');
    }
    const turned = view.resolve(inherited.rotation);
    if (pages.length >= limits.pages) throw fail('PDF_TOO_MANY_PAGES', { limit: limits.pages });
    const usedBox = rectangleOf(view, inherited.crop) ?? rectangleOf(view, inherited.media) ?? usualBox;
    const degrees = typeof turned === 'number' ? turned : 0;
    pages.push(new PageOfView(view, node, pages.length + 1, usedBox, degrees));
  }

  walk(catalog.entries.get('Pages'), {}, 0);
  return pages;
}

/** What stands in the node, else what stood above it. */
function framingOf({ entries }: PdfDictionary, above: Framing): Framing {
  const media = entries.get('MediaBox') ?? above.media;
  const crop = entries.get('CropBox') ?? above.crop;
  const rotation = entries.get('Rotate') ?? above.rotation;
  return {
    ...(media === undefined ? {} : { media }),
    ...(crop === undefined ? {} : { crop }),
    ...(rotation === undefined ? {} : { rotation }),
  };
}
