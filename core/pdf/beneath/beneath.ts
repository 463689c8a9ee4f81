/** What a page shows inside rectangles: what an image that is put there lies over. */
import { CongvuError } from '../../../foundation/error.ts';
import { type Box, Interpreter, meets, NotRead, type Unread } from '../drawing/index.ts';
import type { Page, View } from '../reading/index.ts';
import { annotationsOn } from './annotations.ts';
import type { ReadingBudget } from './budget.ts';
import { ShownInBoxes } from './shown-in-boxes.ts';

export interface Beneath {
  /**
   * Letters of which more than two fifths stand inside, in the order of the contents, a space for whatever parts them; dot
   * leaders left out, □ for letters that do not say what they are.
   */
  readonly letters: string;
  /** Whether pictures, areas or lines stand there that could show something. */
  readonly drawn: boolean;
  /** Present when the page was not read to its end. */
  readonly unread?: Unread;
}

/**
 * For each of `boxes` (user space of the page) what is found. `without`: annotations, by the numbers of their objects, that
 * do not count; 'annotations' for all of them. Never throws for what is wrong with the page.
 */
export function beneath(
  view: View,
  page: Page,
  boxes: readonly Box[],
  budget: ReadingBudget,
  without: ReadonlySet<number> | 'annotations',
): readonly Beneath[] {
  const shown = new ShownInBoxes(view, boxes, budget);
  const unread = whyUnread(() => {
    const interpreter = new Interpreter(view, shown, budget.contents, { by: 'kept' });
    interpreter.page(page.dictionary);
    if (without === 'annotations') return;
    for (const { rect, look } of annotationsOn(view, page, without)) {
      if (!boxes.some((box) => meets(box, rect))) continue;
      if (look === undefined) shown.cover(rect);
      else interpreter.appearance(look.form, look.matrix);
    }
  });
  return boxes.map((_, index) => ({
    letters: shown.texts[index]?.text.normalize('NFC') ?? '',
    drawn: shown.painted[index]?.drawn === true,
    ...(unread === undefined ? {} : { unread }),
  }));
}

function whyUnread(read: () => void): Unread | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof NotRead) return error.why;
    if (error instanceof CongvuError) {
      return error.code === 'PDF_INFLATES_TOO_FAR' || error.code === 'PDF_TOO_MUCH_WORK'
        ? 'too-much'
        : 'unreadable';
    }
    throw error;
  }
}
