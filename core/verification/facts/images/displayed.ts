/** Where an image of a signature stands as the reader of the page sees it: what counts is how the page is turned. */
import type { Rectangle, WidgetFacts } from '../facts.ts';

/** An image that shows. */
export type Seen = WidgetFacts & { readonly page: number; readonly rect: Rectangle };

/** The same with `rect` and `pageBox` on the displayed page, origin bottom left of what is visible of it. */
export function displayed(widget: Seen): Seen;
export function displayed(widget: WidgetFacts): WidgetFacts;
export function displayed(widget: WidgetFacts): WidgetFacts {
  const { rotation, ...upright } = widget;
  const { rect, pageBox } = upright;
  if (pageBox === null || rotation === undefined) return widget;
  const [width, height] = [pageBox[2] - pageBox[0], pageBox[3] - pageBox[1]];
  return {
    ...upright,
    rect: rect === null ? null : turned(rect, pageBox, rotation),
    pageBox: rotation === 180 ? [0, 0, width, height] : [0, 0, height, width],
  };
}

/** Clockwise (ISO 32000-1, table 30). */
function turned(rect: Rectangle, [left, bottom, right, top]: Rectangle, rotation: 90 | 180 | 270): Rectangle {
  const [from, low, to, high] = rect;
  if (rotation === 90) return [low - bottom, right - to, high - bottom, right - from];
  if (rotation === 180) return [right - to, top - high, right - from, top - low];
  return [top - high, from - left, top - low, to - left];
}
