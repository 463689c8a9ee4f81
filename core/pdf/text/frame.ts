/** The visible part of a page and how it is turned: from user space to the page as displayed. */
import { hasArea, inherited, type Page, type Rectangle, rectangleOf, type View } from '../reading/index.ts';

export interface Frame {
  /** Left, bottom, right, top in user space. */
  readonly box: Rectangle;
  /** Clockwise. */
  readonly rotation: 0 | 90 | 180 | 270;
}

/** Where pages do not say. */
const usualBox = [0, 0, 612, 792] as const;

/** What the crop box leaves of the media box (ISO 32000-1, 14.11.2). */
export function frameOfPage(view: View, page: Page): Frame {
  const media = boxIn(view, page, 'MediaBox') ?? usualBox;
  const crop = boxIn(view, page, 'CropBox') ?? media;
  const both = [
    Math.max(media[0], crop[0]),
    Math.max(media[1], crop[1]),
    Math.min(media[2], crop[2]),
    Math.min(media[3], crop[3]),
  ] as const;
  return frameOf(hasArea(both) ? both : media, view.resolve(inherited(view, page.dictionary, 'Rotate')));
}

/** Any multiple of 90 turns; nothing else does. */
export function frameOf(box: Frame['box'], rotation: unknown): Frame {
  const turned = typeof rotation === 'number' ? ((rotation % 360) + 360) % 360 : 0;
  return Object.freeze({ box, rotation: turned === 90 || turned === 180 || turned === 270 ? turned : 0 });
}

/** Of the displayed page. */
export function sizeOf({ box, rotation }: Frame): { readonly width: number; readonly height: number } {
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** A point of user space on the displayed page, origin bottom left. */
export function shownPoint(frame: Frame, x: number, y: number): readonly [x: number, y: number] {
  const [left, bottom, right, top] = frame.box;
  if (frame.rotation === 90) return [y - bottom, right - x];
  if (frame.rotation === 180) return [right - x, top - y];
  if (frame.rotation === 270) return [top - y, x - left];
  return [x - left, y - bottom];
}

function boxIn(view: View, page: Page, key: string): Frame['box'] | undefined {
  const box = rectangleOf(view, inherited(view, page.dictionary, key));
  return box !== undefined && hasArea(box) ? box : undefined;
}
