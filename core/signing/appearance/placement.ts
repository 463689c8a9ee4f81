/** Where a signature stands: between title and name, or over the left third of the personal one. */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import {
  findSignerLines,
  isSideways,
  isUpsideDown,
  middle,
  openText,
  type TextDocument,
} from '../../pdf/text/index.ts';
import { type Page, pageNumbered, type Rectangle, type WritableDocument } from '../../pdf/writing/index.ts';
import type { ExistingSignature } from '../document/existing-signatures.ts';
import { fail } from '../errors.ts';
import type { SigningRegime } from '../regimes/index.ts';
import { sameAgency } from '../warnings.ts';

export interface Place {
  readonly page: Page;
  /** Points as displayed; undefined for what shows nothing. */
  readonly rectangle: Rectangle | undefined;
}

export interface VisiblePlace extends Place {
  readonly rectangle: Rectangle;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Centred between the signer's title and name, as large as room and regime allow, in the image's own proportions.
 * Throws SIGN_ANCHOR_NOT_FOUND, SIGN_ANCHOR_TOO_TIGHT, SIGN_OUTSIDE_PAGE, PDF_PAGE_MISSING.
 */
export async function personalPlace(
  document: WritableDocument,
  anchor: { readonly title: string; readonly name: string },
  image: Size,
  { personal, seal }: SigningRegime,
): Promise<VisiblePlace> {
  const found = await withText(document, (text) => {
    return findSignerLines(text, anchor, personal.columnMm * millimetre);
  });
  if (found === undefined) {
    const turned = turnedWords(await withText(document, (text) => firstTurned(document, text, anchor)));
    throw fail('SIGN_ANCHOR_NOT_FOUND', { title: anchor.title, name: anchor.name, turned });
  }
  const page = pageNumbered(document, found.page);
  const mm = page.frame.unitsPerMm;
  const bottom = found.name.top + personal.clearanceMm * mm;
  const top = found.title.bottom - personal.clearanceMm * mm;
  if (top - bottom < personal.leastHeightMm * mm) {
    throw fail('SIGN_ANCHOR_TOO_TIGHT', {
      found: Math.max(0, Math.floor(((top - bottom) / mm) * 10) / 10),
      wanted: personal.leastHeightMm,
    });
  }
  const column = (middle(found.title) + middle(found.name)) / 2;
  const half = (personal.largestMm.width * mm) / 2;
  const centre = personal.stands === 'middle' ? column : column - half - (seal.gapMm * mm) / 2;
  const height = Math.min(top - bottom, personal.largestMm.height * mm);
  const level = (top + bottom) / 2;
  const box = {
    left: centre - half,
    right: centre + half,
    bottom: level - height / 2,
    top: level + height / 2,
  };
  const place = fitted(image, box);
  // Beside a seal, the image ends where the seal's half of the row begins.
  const shift = personal.stands === 'middle' ? 0 : box.right - place.right;
  const moved = { ...place, left: place.left + shift, right: place.right + shift };
  return inside(page, moved, both('image', 'hình ảnh'));
}

/** The first page that is turned, and whose text then lies on its side or its head as displayed: nobody's title is found there. */
async function firstTurned(
  { pages }: WritableDocument,
  text: TextDocument,
  anchor: { readonly title: string; readonly name: string },
): Promise<Page | undefined> {
  for (const page of pages.slice(0, pagesLookedAt)) {
    if (page.frame.rotation === 0) continue;
    const lines = await text.lines(page.number);
    const long = lines.filter((line) => line.text.length >= 6);
    if (long.filter(isSideways).length > long.length / 2) return page;
    if (page.frame.rotation === 180 && isUpsideDown(lines, anchor)) return page;
  }
  return undefined;
}

const pagesLookedAt = 20;

function turnedWords(page: Page | undefined): Bilingual {
  if (page === undefined) return both('', '');
  const { number, frame } = page;
  return both(
    ` The text of page ${number} stands ${frame.rotation === 180 ? 'upside down' : 'sideways'}, since the page is turned by ${frame.rotation} degrees (/Rotate): turn it upright before anybody signs ("qpdf --rotate=0 IN.pdf OUT.pdf"), or give a place with --place.`,
    ` Chữ trên trang ${number} ${frame.rotation === 180 ? 'bị lộn ngược' : 'nằm ngang'} do trang bị xoay ${frame.rotation} độ (/Rotate): xoay lại cho đúng chiều khi chưa ai ký ("qpdf --rotate=0 VÀO.pdf RA.pdf"), hoặc nêu vị trí bằng --place.`,
  );
}

const millimetre = 72 / 25.4;

/**
 * Over the left third of a personal signature that has no seal yet, or right of it by regime, middles level: the one of somebody of the agency
 * whose seal it is, where several have signed, else the first.
 * Throws SIGN_PERSONAL_SIGNATURE_MISSING, SIGN_AGENCY_ALREADY_SIGNED, SIGN_OUTSIDE_PAGE.
 */
export function sealPlace(
  document: WritableDocument,
  { sizeMm, agency }: { readonly sizeMm: Size; readonly agency: string },
  signatures: readonly ExistingSignature[],
  { seal, order }: SigningRegime,
): VisiblePlace {
  const personal = placesOf(signatures, 'person');
  const seals = placesOf(signatures, 'agency');
  const reach = (place: VisiblePlace) =>
    seal.stands === 'over-left' ? place : widened(place, 2 * seal.gapMm * place.page.frame.unitsPerMm);
  const unsealed = personal.filter(
    ({ place }) => !seals.some((other) => touching(reach(place), other.place)),
  );
  const own = unsealed.find(({ organisation = '' }) => sameAgency(organisation, agency));
  const free = (own ?? unsealed[0])?.place;
  if (free === undefined && order.agencyNeedsPersonal) {
    throw fail(personal.length === 0 ? 'SIGN_PERSONAL_SIGNATURE_MISSING' : 'SIGN_AGENCY_ALREADY_SIGNED');
  }
  const page = free?.page ?? pageNumbered(document, document.pages.length);
  const [width, height] = [sizeMm.width * page.frame.unitsPerMm, sizeMm.height * page.frame.unitsPerMm];
  // Without a personal signature, which only a regime without demands allows: bottom right of the last page.
  const right =
    free === undefined
      ? page.frame.width - 20 * page.frame.unitsPerMm
      : seal.stands === 'over-left'
        ? free.rectangle.left + (free.rectangle.right - free.rectangle.left) * seal.overlap
        : free.rectangle.right + seal.gapMm * page.frame.unitsPerMm + width;
  const level =
    free === undefined
      ? 20 * page.frame.unitsPerMm + height / 2
      : (free.rectangle.bottom + free.rectangle.top) / 2;
  const rectangle = { left: right - width, right, bottom: level - height / 2, top: level + height / 2 };
  return inside(page, rectangle, both('seal', 'dấu'));
}

/** The document's text, for as long as it is read. */
export async function withText<T>(
  document: WritableDocument,
  read: (text: TextDocument) => Promise<T>,
): Promise<T> {
  const text = await openText(document.bytes);
  try {
    return await read(text);
  } finally {
    await text.close();
  }
}

/** The largest rectangle of the image's proportions in the middle of the box. */
export function fitted(image: Size, box: Rectangle): Rectangle {
  const scale = Math.min((box.right - box.left) / image.width, (box.top - box.bottom) / image.height);
  return centred({ width: image.width * scale, height: image.height * scale }, box);
}

/** A rectangle of this size in the middle of the box. */
export function centred(size: Size, box: Rectangle): Rectangle {
  const [x, y] = [(box.left + box.right) / 2, (box.bottom + box.top) / 2];
  const [halfWidth, halfHeight] = [size.width / 2, size.height / 2];
  return { left: x - halfWidth, right: x + halfWidth, bottom: y - halfHeight, top: y + halfHeight };
}

/** A rectangle in points of 1/72 inch, in the units of a page, which may be larger (UserUnit, ISO 32000-1, table 30). */
export function inUnits({ frame }: Page, { left, bottom, right, top }: Rectangle): Rectangle {
  const scale = frame.unitsPerMm * (25.4 / 72);
  if (Math.abs(scale - 1) < 1e-9) return { left, bottom, right, top };
  return { left: left * scale, bottom: bottom * scale, right: right * scale, top: top * scale };
}

/** Throws SIGN_OUTSIDE_PAGE. */
export function inside(page: Page, rectangle: Rectangle, what: Bilingual): VisiblePlace {
  const { left, bottom, right, top } = rectangle;
  const { width, height } = page.frame;
  if (!(left >= 0 && bottom >= 0 && right <= width && top <= height && left < right && bottom < top)) {
    throw fail('SIGN_OUTSIDE_PAGE', { what, page: page.number });
  }
  return Object.freeze({ page, rectangle: Object.freeze({ left, bottom, right, top }) });
}

function placesOf(signatures: readonly ExistingSignature[], wanted: 'person' | 'agency') {
  return signatures.flatMap(({ kind, place, signer }) =>
    kind === wanted && place !== undefined ? [{ place, organisation: signer?.organisation }] : [],
  );
}

function widened({ page, rectangle }: VisiblePlace, by: number): VisiblePlace {
  return { page, rectangle: { ...rectangle, right: rectangle.right + by } };
}

function touching(a: VisiblePlace, b: VisiblePlace): boolean {
  return a.page.number === b.page.number && overlapping(a.rectangle, b.rectangle);
}

export function overlapping(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}
