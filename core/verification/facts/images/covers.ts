/** What lies beneath the image of a later signature: what it may hide of a page that others signed before. */
import { type Beneath, beneath, readingBudget } from '../../../pdf/beneath/index.ts';
import type { Page, SignatureField, View } from '../../../pdf/reading/index.ts';
import type { SignatureFacts, WidgetFacts } from '../facts.ts';
import type { Seen } from './displayed.ts';
import { isSealOver, isVisible } from './image-size.ts';

const mostLetters = 80;

/**
 * The signatures with `covers` and `beneath` on their widgets. A picture of a seal's size over the left third of an
 * earlier image that can be a signature is not looked at: that is where a seal belongs, and reading a page costs more than
 * everything else about a small file. One that merely touches an earlier image is; so is every image behind a signature that shows nothing.
 */
export function withCovers(
  signatures: readonly SignatureFacts[],
  fields: readonly SignatureField[],
  view: View,
  pages: readonly Page[],
): readonly SignatureFacts[] {
  const looked = toBeLookedAt(signatures);
  if (looked.length === 0) return signatures;
  const found = foundBeneath(looked, fields, view, pages);
  return signatures.map((signature) => ({
    ...signature,
    widgets: signature.widgets.map((widget) => ({ ...widget, ...found.get(widget) })),
  }));
}

function toBeLookedAt(signatures: readonly SignatureFacts[]): readonly Seen[] {
  const earlier: Seen[] = [];
  let signed = false;
  // A document time stamp that shows something fails the file.
  return signatures.flatMap(({ kind, widgets }) => {
    if (kind !== 'signature') return [];
    const visible = widgets.filter(isVisible);
    const looked = signed ? visible.filter((widget) => !earlier.some((one) => isSealOver(widget, one))) : [];
    earlier.push(...visible);
    signed = true;
    return looked;
  });
}

function foundBeneath(
  looked: readonly Seen[],
  fields: readonly SignatureField[],
  view: View,
  pages: readonly Page[],
): ReadonlyMap<WidgetFacts, Pick<WidgetFacts, 'covers' | 'beneath'>> {
  // One for the file: it may have as many pages as signatures.
  const budget = readingBudget();
  const images = new Set(
    fields
      .filter(({ value }) => view.resolve(value) !== null)
      .flatMap(({ widgets }) => widgets.flatMap(({ object }) => (object === undefined ? [] : [object]))),
  );
  const found = new Map<WidgetFacts, Pick<WidgetFacts, 'covers' | 'beneath'>>();
  for (const number of new Set(looked.map(({ page }) => page))) {
    const page = pages.find((one) => one.number === number);
    if (page === undefined) continue;
    const here = looked.filter((widget) => widget.page === number);
    const boxes = here.map(({ rect }) => rect);
    beneath(view, page, boxes, budget, images).forEach((one, index) => {
      const widget = here[index];
      if (widget !== undefined) found.set(widget, factsOf(one));
    });
  }
  return found;
}

function factsOf({ letters, drawn, unread }: Beneath): Pick<WidgetFacts, 'covers' | 'beneath'> {
  const more = drawn ? 'drawing' : unread;
  return {
    ...(letters === '' ? {} : { covers: [...letters].slice(0, mostLetters).join('') }),
    ...(more === undefined ? {} : { beneath: more }),
  };
}
