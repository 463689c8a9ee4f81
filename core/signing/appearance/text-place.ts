/** Where a signature that shows only text stands: top right of page 1, in as many lines as find a place there. */
import { PDFDict } from 'pdf-lib';
import {
  arrayAt,
  type Page,
  pageNumbered,
  type Rectangle,
  type WritableDocument,
  widgetRectangle,
} from '../../pdf/writing/index.ts';
import { largestImage } from '../../verification/index.ts';
import { fail } from '../errors.ts';
import type { SigningRegime } from '../regimes/index.ts';
import { overlapping, type VisiblePlace, withText } from './placement.ts';

const millimetre = 72 / 25.4;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Top right of page 1, moved down, then left, only as far as print and other signatures need. What finds no place as wide as it may be
 * is tried nearer to the edge, then in a narrower and higher block. `layout` is asked for blocks no wider than so many points.
 * Throws SIGN_NO_ROOM.
 */
export async function textPlace<Block extends Size>(
  document: WritableDocument,
  layout: (widest: number) => Block,
  { text }: SigningRegime,
): Promise<{ readonly place: VisiblePlace; readonly block: Block }> {
  const page = pageNumbered(document, 1);
  const { width, unitsPerMm } = page.frame;
  const lines = await withText(document, (opened) => opened.lines(1));
  const taken: readonly Rectangle[] = [...lines, ...annotationsOn(document, page)];
  // Beyond that, verification takes what somebody adds to a signed page for more than a signature.
  const widestMm = Math.min(text.widestMm, (width / unitsPerMm) * largestImage.shareOfWidth - 1);
  const widest = layout(widestMm * millimetre);
  for (let mm = widestMm; mm >= Math.min(text.narrowestMm, widestMm); mm -= 5) {
    const block = mm === widestMm ? widest : layout(mm * millimetre);
    for (const topMm of [text.topMm, text.leastTopMm]) {
      const rectangle = freePlace(page, block, taken, { ...text, topMm });
      if (rectangle !== undefined) return { place: { page, rectangle }, block };
    }
  }
  throw fail('SIGN_NO_ROOM', {
    width: Math.ceil(widest.width / unitsPerMm),
    height: Math.ceil(widest.height / unitsPerMm),
  });
}

function freePlace(
  { frame: { width, height, unitsPerMm } }: Page,
  block: Size,
  taken: readonly Rectangle[],
  text: SigningRegime['text'],
): Rectangle | undefined {
  const lowest = height * (1 - text.searchShare);
  const leftmost = width * (1 - text.searchAcross);
  for (
    let right = width - text.rightMm * unitsPerMm;
    right - block.width >= leftmost;
    right -= 2 * unitsPerMm
  ) {
    for (let top = height - text.topMm * unitsPerMm; top - block.height >= lowest; top -= unitsPerMm) {
      const rectangle = { left: right - block.width, right, bottom: top - block.height, top };
      if (!taken.some((other) => overlapping(rectangle, other))) return rectangle;
    }
  }
  return undefined;
}

function annotationsOn({ context }: WritableDocument, page: Page): readonly Rectangle[] {
  const items = arrayAt(context, page.dictionary, 'Annots')?.asArray() ?? [];
  return items.flatMap((item) => {
    const annotation = context.lookup(item);
    const rectangle = annotation instanceof PDFDict ? widgetRectangle(context, page, annotation) : undefined;
    return rectangle === undefined ? [] : [rectangle];
  });
}
