/** The pages of a document as a flat list, in reading order. */

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
import { isUsualNode, isUsualPage } from './page-shape.ts';
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

interface Inherited {
  readonly box?: PdfObject;
  readonly rotation?: PdfObject;
}

const usualBox = Object.freeze([0, 0, 612, 792] as const);
const nothing: PdfDictionary = Object.freeze({ kind: 'dictionary', entries: new Map() });

/**
 * `noteOdd` is told of nodes that readers take differently: see `page-shape.ts`.
 * Throws PDF_STRUCTURE for a tree that is none, PDF_REFERENCE_LOOP, PDF_TOO_DEEP, PDF_TOO_MANY_PAGES.
 */
export function pagesOf(view: View, limits: Limits, noteOdd?: (node: number) => void): Page[] {
  const catalog = dictionaryOf(view.resolve(view.trailer.entries.get('Root')));
  if (catalog === undefined) throw fail('PDF_STRUCTURE', { place: '/Root', expected: 'a dictionary' });
  const pages: Page[] = [];
  const seen = new Set<number>();

  function walk(node: PdfObject | undefined, above: Inherited, depth: number, parent?: number): void {
    if (depth > limits.depth) throw fail('PDF_TOO_DEEP', { limit: limits.depth, offset: 0 });
    const dictionary = dictionaryOf(view.resolve(node));
    if (!isKind(node, 'reference') || dictionary === undefined) {
      throw fail('PDF_STRUCTURE', { place: 'the page tree', expected: 'references to dictionaries' });
    }
    if (seen.has(node.number)) throw fail('PDF_REFERENCE_LOOP', { object: node.number });
    seen.add(node.number);
    const { entries } = dictionary;
    const box = entries.get('CropBox') ?? entries.get('MediaBox') ?? above.box;
    const rotation = entries.get('Rotate') ?? above.rotation;
    const inherited: Inherited = {
      ...(box === undefined ? {} : { box }),
      ...(rotation === undefined ? {} : { rotation }),
    };
    const kids = view.resolve(entries.get('Kids'));
    if (isKind(kids, 'array') && !isName(entries.get('Type'), 'Page')) {
      const before = pages.length;
      for (const kid of kids.items) walk(kid, inherited, depth + 1, node.number);
      if (noteOdd !== undefined && !isUsualNode(view, dictionary, parent, pages.length - before)) {
        noteOdd(node.number);
      }
      return;
    }
    if (noteOdd !== undefined && !isUsualPage(view, dictionary, parent)) noteOdd(node.number);
    const turned = view.resolve(inherited.rotation);
    if (pages.length >= limits.pages) throw fail('PDF_TOO_MANY_PAGES', { limit: limits.pages });
    const usedBox = rectangleOf(view, inherited.box) ?? usualBox;
    const degrees = typeof turned === 'number' ? turned : 0;
    pages.push(new PageOfView(view, node, pages.length + 1, usedBox, degrees));
  }

  walk(catalog.entries.get('Pages'), {}, 0);
  return pages;
}

/** Four numbers put into the order left, bottom, right, top; undefined for anything else. */
export function rectangleOf(
  view: View,
  object: PdfObject | undefined,
): readonly [number, number, number, number] | undefined {
  const array = view.resolve(object);
  if (!isKind(array, 'array') || array.items.length !== 4) return undefined;
  const [a, b, c, d] = array.items.map((item) => view.resolve(item));
  if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number' || typeof d !== 'number')
    return undefined;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}
