/** Whether a page prints letters inside a rectangle: for places where only letters matter. */
import type { Box } from '../drawing/index.ts';
import type { Page, View } from '../reading/index.ts';
import { beneath } from './beneath.ts';
import { readingBudget } from './budget.ts';

/**
 * Letters (in user space) of which more than two fifths stand inside the box, without white space and dots; annotations do
 * not count. Undefined when the page cannot be read, unless some were found before.
 */
export function printedInside(view: View, page: Page, box: Box): string | undefined {
  const [found] = beneath(view, page, [box], readingBudget(), 'annotations');
  const letters = found?.letters.replace(/[\s.…_]/gu, '') ?? '';
  return letters === '' && found?.unread !== undefined ? undefined : letters;
}
