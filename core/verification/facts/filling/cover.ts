/** Whether what filled fields newly show lies over something that the page prints: each page is read once for all of them. */
import { beneath, readingBudget } from '../../../pdf/beneath/index.ts';
import type { Page, View } from '../../../pdf/reading/index.ts';
import type { Rectangle } from '../facts.ts';

export interface Place {
  readonly page: Page;
  readonly box: Rectangle;
  /** `letters`: printed letters count. `anything`: something opaque comes or goes there, so that drawings count too. */
  readonly against: 'letters' | 'anything';
}

/** Dots and lines that are printed to be written on. */
const leaders = /[\s.…_·]|[-–—]{3,}/gu;

const mostComparisons = 20_000_000;

/** For each of `places` what lies there, as a message; undefined where nothing does. */
export function coveredAt(view: View, places: readonly Place[]): readonly (string | undefined)[] {
  const budget = readingBudget();
  const found = new Map<Place, string | undefined>();
  for (const [page, there] of Map.groupBy(places, ({ page: one }) => one.number)) {
    const [first] = there;
    if (first === undefined) continue;
    const boxes = there.map(({ box }) => box);
    // Each letter of the page is compared with each box.
    const instructions = Math.min(budget.instructions, Math.floor(mostComparisons / boxes.length));
    const ofPage = { ...budget, instructions };
    const shown = beneath(view, first.page, boxes, ofPage, 'annotations');
    budget.instructions -= instructions - Math.max(0, ofPage.instructions);
    for (const [index, place] of there.entries()) {
      const { letters = '', drawn = false, unread } = shown[index] ?? {};
      const printed = letters.replace(leaders, '');
      if (printed !== '')
        found.set(place, `lies over printed text on page ${page} ("${printed.slice(0, 40)}")`);
      else if (place.against === 'anything' && (drawn || unread !== undefined))
        found.set(place, `lies over something on page ${page} that is not read`);
    }
  }
  return places.map((place) => found.get(place));
}
