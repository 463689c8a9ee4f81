/**
 * Whether every reader finds the same pages in a page tree, and the same on them (ISO 32000-1, 7.7.3). Some go down the tree, some
 * up by /Parent, some count, some look at /Type first: where these say different things, so do the readers.
 */
import { CongvuError } from '../../../foundation/error.ts';
import { isKind, isName, type PdfDictionary, type PdfObject } from './objects.ts';
import type { View } from './view.ts';

/** A node with `pages` pages beneath. `parent`: the object that names it; undefined for the root. */
export function isUsualNode(
  view: View,
  node: PdfDictionary,
  parent: number | undefined,
  pages: number,
): boolean {
  if (!isBeneath(node, parent)) return false;
  return holds(() => isTyped(view, node, 'Pages') && view.resolve(node.entries.get('Count')) === pages);
}

export function isUsualPage(view: View, page: PdfDictionary, parent: number | undefined): boolean {
  const { entries } = page;
  if (!isBeneath(page, parent) || entries.has('Kids')) return false;
  return holds(() => isTyped(view, page, 'Page') && areContents(view, entries.get('Contents')));
}

/** What cannot be read each reader mends in its own way. */
function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch (error) {
    if (error instanceof CongvuError) return false;
    throw error;
  }
}

/** Old programs left the type out, and readers go by /Kids then. */
function isTyped(view: View, { entries }: PdfDictionary, type: string): boolean {
  const given = entries.get('Type');
  return given === undefined || isName(view.resolve(given), type);
}

function isBeneath({ entries }: PdfDictionary, parent: number | undefined): boolean {
  const given = entries.get('Parent');
  return parent === undefined ? given === undefined : isKind(given, 'reference') && given.number === parent;
}

/** Poppler shows an empty page where one of several is no stream. */
function areContents(view: View, given: PdfObject | undefined): boolean {
  const contents = view.resolve(given);
  if (contents === null || isKind(contents, 'stream')) return true;
  return isKind(contents, 'array') && contents.items.every((item) => isKind(view.resolve(item), 'stream'));
}
