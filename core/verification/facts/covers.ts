/** Printed letters beneath the image of a later signature: what it may hide of a page that others signed before. */
import { printedInside } from '../../pdf/numbering/index.ts';
import type { Page, View } from '../../pdf/reading/index.ts';
import type { Rectangle, SignatureFacts, WidgetFacts } from './facts.ts';
import { heightShared, isVisible, largestSealSide } from './image-size.ts';

const mostLetters = 80;

/**
 * The signatures with `covers` on their widgets. A picture of a seal's size over an earlier image is not looked at: that is
 * where a seal belongs, and reading a page costs more than everything else about a small file.
 */
export function withCovers(
  signatures: readonly SignatureFacts[],
  view: View,
  pages: readonly Page[],
): SignatureFacts[] {
  const earlier: WidgetFacts[] = [];
  return signatures.map((signature) => {
    const widgets = signature.widgets.map((widget): WidgetFacts => {
      const page = pages.find(({ number }) => number === widget.page);
      const { rect } = widget;
      if (earlier.length === 0 || page === undefined || rect === null || !isVisible(widget)) return widget;
      if (isSmall(rect) && earlier.some((one) => heightShared(widget, one) >= 0.5)) return widget;
      const letters = printedInside(view, page, rect) ?? '';
      return letters === '' ? widget : { ...widget, covers: letters.slice(0, mostLetters) };
    });
    earlier.push(...signature.widgets.filter(isVisible));
    return widgets.every((widget, index) => widget === signature.widgets[index])
      ? signature
      : { ...signature, widgets };
  });
}

function isSmall([left, bottom, right, top]: Rectangle): boolean {
  return right - left <= largestSealSide && top - bottom <= largestSealSide;
}
