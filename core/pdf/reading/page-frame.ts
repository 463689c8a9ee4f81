/**
 * Whether every reader shows the same part of a page, the same way up (ISO 32000-1, 14.11.2 and 7.7.3.3). Tried with Poppler, MuPDF,
 * PDFium and pdf.js: they mend a box that is none, a crop box beside the page and a turn by 45 degrees each in its own way.
 */
import type { PdfDictionary, PdfObject } from './objects.ts';
import { hasArea, type Rectangle, rectangleOf } from './rectangle.ts';
import type { View } from './view.ts';

/** What a page has from itself, or from the nodes above it. */
export interface Framing {
  readonly media?: PdfObject;
  readonly crop?: PdfObject;
  readonly rotation?: PdfObject;
}

const inheritable = ['MediaBox', 'CropBox', 'Rotate'] as const;
/** Points by which programs round. */
const rounding = 1;
/** Larger units are for plans; smaller ones leave a page that nobody can read where they count, and a usual one elsewhere. */
const [leastUnit, mostUnit] = [0.1, 1000];

export function isUsualFrame(
  view: View,
  { entries }: PdfDictionary,
  { media, crop, rotation }: Framing,
): boolean {
  if (hasNull({ entries })) return false;
  const turn = rotation === undefined ? 0 : view.resolve(rotation);
  if (typeof turn !== 'number' || turn % 90 !== 0 || Math.abs(turn) > 3600) return false;
  const unit = entries.has('UserUnit') ? view.resolve(entries.get('UserUnit')) : 1;
  if (typeof unit !== 'number' || unit < leastUnit || unit > mostUnit) return false;
  const outer = rectangleOf(view, media);
  if (outer === undefined || !hasArea(outer)) return false;
  if (crop === undefined) return true;
  const inner = rectangleOf(view, crop);
  return inner !== undefined && hasArea(inner) && (isWithin(inner, outer) || isWithin(outer, inner));
}

/** Some take null for the page's own word, others ask the node above. */
export function hasNull({ entries }: Pick<PdfDictionary, 'entries'>): boolean {
  return inheritable.some((key) => entries.get(key) === null);
}

function isWithin(inner: Rectangle, outer: Rectangle): boolean {
  return (
    inner[0] >= outer[0] - rounding &&
    inner[1] >= outer[1] - rounding &&
    inner[2] <= outer[2] + rounding &&
    inner[3] <= outer[3] + rounding
  );
}
