/** The pictures of a page: how finely each was scanned, how much of the page it covers, and whether it is in colour. */
import {
  dictionaryOf,
  isKind,
  isName,
  type Page,
  type PdfObject,
  type View,
} from '../../pdf/reading/index.ts';
import { frameOfPage } from '../../pdf/text/frame.ts';
import type { PictureFacts, SheetFacts } from '../facts/paper-facts.ts';
import { type ContentBudget, drawingOf, type PlacedPicture, usualContentBudget } from './content.ts';
import { unlessDamaged } from './unless-damaged.ts';

const mostSheets = 5_000;

/** Of every page, for signing as for verification. */
export function sheetsOf(
  view: View,
  pages: readonly Page[],
  budget: ContentBudget = { left: usualContentBudget },
): readonly SheetFacts[] {
  return pages.map((page, index) => {
    const unread: SheetFacts = { page: page.number, pictures: null };
    return index < mostSheets ? unlessDamaged(unread, () => sheetOf(view, page, budget)) : unread;
  });
}

function sheetOf(view: View, page: Page, budget: ContentBudget): SheetFacts {
  const drawing = drawingOf(view, page.dictionary, budget, false);
  if (drawing === undefined) return { page: page.number, pictures: null };
  const unit = view.resolve(page.dictionary.entries.get('UserUnit'));
  const points = typeof unit === 'number' && unit > 0 ? unit : 1;
  const { box } = frameOfPage(view, page);
  const shown = drawing.pictures.filter(({ opacity }) => opacity > 0);
  return { page: page.number, pictures: shown.map((one) => pictureOf(view, box, one, points)) };
}

type Box = Page['box'];

function pictureOf(view: View, box: Box, picture: PlacedPicture, points: number): PictureFacts {
  const { entries } = picture.dictionary;
  const [a, b, c, d] = picture.matrix;
  const pixels = (key: string) => {
    const value = view.resolve(entries.get(key));
    return typeof value === 'number' && value > 0 ? value : 0;
  };
  const inches = (x: number, y: number) => Math.max((Math.hypot(x, y) * points) / 72, 1e-6);
  return {
    dpi: [Math.round(pixels('Width') / inches(a, b)), Math.round(pixels('Height') / inches(c, d))],
    share: Math.round(shareOf(picture.matrix, box) * 100) / 100,
    colour:
      view.resolve(entries.get('ImageMask')) === true ? 'grey' : colourOf(view, entries.get('ColorSpace'), 0),
  };
}

/** Of the page; a turned picture counts with the box around it. */
function shareOf([a, b, c, d, e, f]: PlacedPicture['matrix'], [left, bottom, right, top]: Box): number {
  const across = [e, e + a, e + c, e + a + c];
  const up = [f, f + b, f + d, f + b + d];
  const inside = (from: readonly number[], low: number, high: number) =>
    Math.max(0, Math.min(Math.max(...from), high) - Math.max(Math.min(...from), low));
  const area = (right - left) * (top - bottom);
  return area > 0 ? (inside(across, left, right) * inside(up, bottom, top)) / area : 0;
}

const deepestSpace = 4;

/** Three components or more, also behind a palette. What has no colour space of its own (JPEG 2000) may have any. */
function colourOf(view: View, object: PdfObject | undefined, depth: number): PictureFacts['colour'] {
  const space = view.resolve(object);
  if (space === null || depth > deepestSpace) return 'unknown';
  if (isName(space)) return ['DeviceRGB', 'DeviceCMYK'].includes(space.value) ? 'colour' : 'grey';
  if (!isKind(space, 'array')) return 'unknown';
  const family = view.resolve(space.items[0]);
  const name = isName(family) ? family.value : '';
  if (['CalRGB', 'Lab', 'DeviceRGB', 'DeviceCMYK'].includes(name)) return 'colour';
  const second = view.resolve(space.items[1]);
  if (name === 'Indexed') return colourOf(view, second, depth + 1);
  const components =
    name === 'DeviceN' && isKind(second, 'array')
      ? second.items.length
      : name === 'ICCBased' && view.resolve(dictionaryOf(second)?.entries.get('N'));
  return typeof components === 'number' && components >= 3 ? 'colour' : 'grey';
}
