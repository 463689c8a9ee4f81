/** What the certified pages print where fields stand. Each page is read once for a file, at all of its fields: revisions fill one after another. */
import type { Box } from '../../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  isName,
  itemsOf,
  type PdfDictionary,
  rectangleOf,
  type View,
} from '../../../pdf/reading/index.ts';
import type { Place } from './place.ts';
import { type Ground, printedAt, printedBudget } from './printed.ts';

/** For each of some places what its page prints there. */
export type Grounds = (places: readonly Place[]) => readonly Ground[];

/** Of one page more is read only where it is filled. */
const mostFields = 2_000;

/** `certified`: nothing that a page prints may change behind it, so that every revision has the same. */
export function groundsIn(certified: View, budget = printedBudget()): Grounds {
  /** By the object of the page, and the sides of the box. */
  const known = new Map<number, Map<string, Ground>>();
  const readAt = (places: readonly Place[], there: Map<string, Ground>) => {
    const missing = places.filter(({ box }) => !there.has(keyOf(box)));
    const [first] = missing;
    if (first === undefined) return;
    const page = dictionaryOf(certified.object(first.page.object));
    if (page === undefined) return;
    const isNew = there.size === 0;
    const asked = [...missing.map(({ box }) => box), ...(isNew ? fieldsOn(certified, page) : [])];
    const boxes = [...new Map(asked.map((box) => [keyOf(box), box])).values()];
    const found = printedAt(certified, { ...first.page, dictionary: page }, boxes, budget);
    for (const [index, box] of boxes.entries()) there.set(keyOf(box), found[index] ?? notRead);
  };
  return (places) => {
    for (const [page, some] of Map.groupBy(places, ({ page }) => page.object)) {
      const there = known.get(page) ?? new Map<string, Ground>();
      known.set(page, there);
      readAt(some, there);
    }
    return places.map(({ page, box }) => known.get(page.object)?.get(keyOf(box)) ?? notRead);
  };
}

const notRead = 'its page is not read';

function keyOf(box: Box): string {
  return box.join(' ');
}

function fieldsOn(view: View, page: PdfDictionary): readonly Box[] {
  return itemsOf(view.resolve(page.entries.get('Annots')))
    .slice(0, mostFields)
    .flatMap((item) => {
      const entries = dictionaryOf(view.resolve(item))?.entries;
      const box = isName(entries?.get('Subtype'), 'Widget')
        ? rectangleOf(view, entries.get('Rect'))
        : undefined;
      return box === undefined ? [] : [box];
    });
}
