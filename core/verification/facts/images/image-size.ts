/** Images of signatures on a page: how large, and how far they lie over each other. */
import { hasArea } from '../../../pdf/reading/index.ts';
import type { Rectangle, WidgetFacts } from '../facts.ts';
import { displayed, type Seen } from './displayed.ts';

export const pointsPerMm = 72 / 25.4;

/**
 * Points. Decree 30/2020, annex I, shows a seal in its real size; no text says how large seals are there, so this is our
 * signer's own limit of 60 mm, with a rounding.
 */
export const largestSealSide = 61 * pointsPerMm;

/**
 * What counts as the left third of the image below (decree 30/2020, annex I): shares of its width, and of the lower one's
 * height. The bounds are ours: the texts say "about a third".
 */
export const sealPlace = Object.freeze({ leastOverlap: 0.2, mostOverlap: 0.5, leastCommonHeight: 0.5 });

/**
 * Points. A personal signature is no smaller than these, and a seal of its real size (most have 36 mm) stands out no farther to the left of it,
 * above and below. Ours: what our signer makes of the smallest image and seal, and some more.
 */
const leastImage = { width: 15 * pointsPerMm, height: 5 * pointsPerMm };
const mostBeyond = { left: 32 * pointsPerMm, above: 20 * pointsPerMm };

/**
 * Whether `seal` lies over the left third of `under` as a seal does: of its size, no farther out than a seal has to be, over an image that
 * can be a signature. Over a tiny one, or far beside one, it may be meant for the words around it.
 */
export function isSealOver(seal: Seen, under: Seen): boolean {
  const across = common(seal, under)?.[0];
  if (across === undefined) return false;
  const [over, below] = [displayed(seal).rect, displayed(under).rect];
  const [width, height] = sizeOf(below);
  const share = across / width;
  return (
    Math.max(...sizeOf(over)) <= largestSealSide &&
    over[0] <= below[0] &&
    share >= sealPlace.leastOverlap &&
    share <= sealPlace.mostOverlap &&
    heightShared(seal, under) >= sealPlace.leastCommonHeight &&
    width >= leastImage.width &&
    height >= leastImage.height &&
    below[0] - over[0] <= mostBeyond.left &&
    Math.max(over[3] - below[3], below[1] - over[1]) <= mostBeyond.above
  );
}

export function sizeOf([left, bottom, right, top]: Rectangle): readonly [width: number, height: number] {
  return [right - left, top - bottom];
}

export function isVisible(widget: WidgetFacts): widget is Seen {
  const { page, rect } = widget;
  return page !== null && rect !== null && hasArea(rect);
}

/** Points across and up the displayed page that two images have in common; undefined when they only touch, or are on two pages. */
export function common(
  one: WidgetFacts,
  other: WidgetFacts,
): readonly [across: number, up: number] | undefined {
  const [a, b] = [displayed(one), displayed(other)];
  if (!isVisible(a) || !isVisible(b) || a.page !== b.page) return undefined;
  const across = Math.min(a.rect[2], b.rect[2]) - Math.max(a.rect[0], b.rect[0]);
  const up = Math.min(a.rect[3], b.rect[3]) - Math.max(a.rect[1], b.rect[1]);
  return across > 1 && up > 1 ? [across, up] : undefined;
}

/** The common height of two images that lie over each other, as a share of the lower one's; 0 for all others. */
export function heightShared(one: WidgetFacts, other: WidgetFacts): number {
  const [a, b] = [displayed(one), displayed(other)];
  const both = common(a, b);
  if (both === undefined || a.rect === null || b.rect === null) return 0;
  return both[1] / Math.min(a.rect[3] - a.rect[1], b.rect[3] - b.rect[1]);
}
