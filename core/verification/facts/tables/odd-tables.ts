/** What other readers may take differently in what the first signature covers: no change, but whoever signed it may have seen another page. */
import { CongvuError } from '../../../../foundation/error.ts';
import {
  type NoteOdd,
  type OddPlace,
  oddLinearization,
  oddPlaces,
  type Page,
  type PdfFile,
  pagesOf,
} from '../../../pdf/reading/index.ts';
import { unlistedObjects } from '../bytes/layout.ts';
import type { Facts } from '../facts.ts';

/** An object of the page tree, as `pagesOf` tells of it, or what leads past it. */
export interface OddNode {
  readonly object: number;
  readonly kind: Parameters<NoteOdd>[1] | 'linearized';
}

/** The pages of the last revision, and what is odd about them. Throws as `pagesOf` does. */
export function pagesWithOddities(file: PdfFile): {
  readonly pages: Page[];
  readonly odd: readonly OddNode[];
} {
  const odd: OddNode[] = [];
  const pages = pagesOf(file.view(), file.limits, (object, kind) => odd.push({ object, kind }));
  const hint = oddLinearization(file, pages);
  if (hint !== undefined) odd.push({ object: hint, kind: 'linearized' });
  return { pages, odd };
}

/**
 * What the first signature covers is no change; but whoever signed it may have seen another page. Of later revisions only that
 * one mixes tables and streams: honest programs have done so, and readers differ in what they make of it. `nodes`: what is odd in
 * the page tree. `unlisted`: what `layoutProblems` told, where it was asked.
 */
export function oddTables(
  file: PdfFile,
  signed: number | undefined,
  nodes: readonly OddNode[],
  unlisted: readonly OddPlace[] = unlistedUnlessDamaged(file, signed ?? file.revisions.length - 1),
): Pick<Facts, 'oddTables'> {
  const last = signed ?? file.revisions.length - 1;
  const odd = [...unlisted.slice(0, mostNamed / 2), ...oddPlaces(file, last, 'all')];
  const [node] = nodes;
  if (node !== undefined) {
    const { object, kind } = node;
    // A linearization is the first thing in a file, and may stand in no cross-reference.
    const revision = kind === 'linearized' ? 0 : (file.view().definition(object)?.revision ?? last);
    odd.unshift({ revision, kind, object });
  }
  if (odd.length === 0) return {};
  return {
    oddTables: odd.slice(0, mostNamed).map(({ object = null, ...place }) => ({ ...place, object })),
  };
}

/** Whoever reads of a few needs no further ones. */
const mostNamed = 16;

/** Of a document that cannot be read, others say so. */
function unlistedUnlessDamaged(file: PdfFile, last: number): readonly OddPlace[] {
  try {
    return unlistedObjects(file, last);
  } catch (error) {
    if (error instanceof CongvuError) return [];
    throw error;
  }
}
