/** The pictures of a page: how finely each was scanned, how much of the page it covers, and whether it is in colour. */
import type { ContentBudget } from '../../pdf/drawing/index.ts';
import type { Page, View } from '../../pdf/reading/index.ts';
import { frameOfPage } from '../../pdf/text/frame.ts';
import type { PictureFacts, SheetFacts } from '../facts/paper-facts.ts';
import { drawingOf, type PlacedPicture, usualContentBudget } from './content.ts';
import { colourOf } from './space-colour.ts';
import { unlessDamaged } from './unless-damaged.ts';

const mostSheets = 5_000;

/** Of every page, for signing as for verification. */
export function sheetsOf(
  view: View,
  pages: readonly Page[],
  budget: ContentBudget = usualContentBudget(),
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
  const dots = (key: string, x: number, y: number) => Math.round((pixels(key) / inches(x, y)) * 1000) / 1000;
  return {
    dpi: [dots('Width', a, b), dots('Height', c, d)],
    sides: [sideOf(box, points, a, b), sideOf(box, points, c, d)],
    share: Math.round(shareOf(picture.matrix, box) * 100) / 100,
    colour:
      view.resolve(entries.get('ImageMask')) === true
        ? 'grey'
        : colourOf(view, entries.get('ColorSpace'), pixels('BitsPerComponent')),
  };
}

/** Points of the page in the direction that a side of the picture rather has. */
function sideOf([left, bottom, right, top]: Box, points: number, x: number, y: number): number {
  return Math.round((Math.abs(x) >= Math.abs(y) ? right - left : top - bottom) * points * 1000) / 1000;
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
