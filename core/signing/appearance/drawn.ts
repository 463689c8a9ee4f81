/** From what a signature shows to the field that shows it: place, drawing, and the empty field if one is used. */
import type { PDFRef } from 'pdf-lib';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import {
  type EmptyField,
  emptyField,
  pageNumbered,
  type Rectangle,
  type Revision,
  type WritableDocument,
} from '../../pdf/writing/index.ts';
import type { ExistingSignature } from '../document/existing-signatures.ts';
import { fail } from '../errors.ts';
import type { SigningRegime } from '../regimes/index.ts';
import type { AgencyAppearance, Appearance, Spot, TextAppearance } from './appearance.ts';
import { emptyForm } from './appearance-form.ts';
import { readImage, type SignatureImage } from './image.ts';
import { imageAppearance } from './image-appearance.ts';
import { centred, fitted, inside, inUnits, type Place, personalPlace, sealPlace } from './placement.ts';
import { signatureText, textAppearance, textBlock } from './text-appearance.ts';
import { textPlace } from './text-place.ts';

export interface Drawn {
  readonly place: Place;
  readonly form: PDFRef;
  /** The field that is signed; a new one when undefined. */
  readonly field?: EmptyField;
}

/** Context that places depend on. */
export interface Scene {
  readonly signatures: readonly ExistingSignature[];
  /** CN of the certificate. */
  readonly signerName: string;
  readonly at: Date;
  readonly regime: SigningRegime;
}

export async function drawn(revision: Revision, appearance: Appearance, scene: Scene): Promise<Drawn> {
  const { document } = revision;
  const { regime } = scene;
  switch (appearance.kind) {
    case 'invisible': {
      const page = pageNumbered(document, 1);
      return { place: { page, rectangle: undefined }, form: emptyForm(revision, page) };
    }
    case 'personal': {
      const { personal, largestPixels } = regime.images;
      const image = readImage(appearance.image, appearance.kind, personal, largestPixels);
      const { anchor } = appearance;
      if ('title' in anchor) {
        return pictured(revision, await personalPlace(document, anchor, image, regime), image);
      }
      const spot = spotOf(document, anchor, both('image', 'hình ảnh'));
      return pictured(revision, spot, image, fitted(image, spot.rectangle));
    }
    case 'agency':
      return sealed(revision, appearance, scene);
    default:
      return written(revision, appearance, scene);
  }
}

function sealed(revision: Revision, appearance: AgencyAppearance, scene: Scene): Drawn {
  const { regime, signatures, signerName } = scene;
  const { agency, largestPixels } = regime.images;
  const image = readImage(appearance.image, appearance.kind, agency, largestPixels);
  refuseSealSize(image, appearance.sizeMm, regime);
  const { at, sizeMm } = appearance;
  if (at === undefined) {
    const place = sealPlace(revision.document, { sizeMm, agency: signerName }, signatures, regime);
    return pictured(revision, place, image);
  }
  const spot = spotOf(revision.document, at, both('seal', 'dấu'));
  const mm = spot.page.frame.unitsPerMm;
  const size = { width: sizeMm.width * mm, height: sizeMm.height * mm };
  return pictured(revision, spot, image, centred(size, spot.rectangle));
}

async function written(revision: Revision, appearance: TextAppearance, scene: Scene): Promise<Drawn> {
  const { regime, at: now } = scene;
  const text = await signatureText(appearance, now, regime);
  if (appearance.at === undefined) {
    const layout = (widest: number) => textBlock(text, regime, widest);
    const { place, block } = await textPlace(revision.document, layout, regime);
    return { place, form: textAppearance(revision, place.page, block, regime) };
  }
  const spot = spotOf(revision.document, appearance.at, both('text', 'nội dung chữ'));
  const [width, height] = [
    spot.rectangle.right - spot.rectangle.left,
    spot.rectangle.top - spot.rectangle.bottom,
  ];
  const block = textBlock(text, regime, width);
  if (block.width > width || block.height > height) throw tooSmall(spot, block);
  const form = textAppearance(revision, spot.page, { ...block, width, height }, regime);
  return { place: spot, form, ...(spot.field && { field: spot.field }) };
}

interface SpotPlace {
  readonly page: Place['page'];
  readonly rectangle: Rectangle;
  readonly field?: EmptyField;
}

/** Throws SIGN_FIELD_MISSING, PDF_FIELD_LOCKED, PDF_FIELD_UNPLACED, PDF_PAGE_MISSING, SIGN_OUTSIDE_PAGE. */
function spotOf(document: WritableDocument, spot: Spot, what: Bilingual): SpotPlace {
  if (!('field' in spot)) {
    const page = pageNumbered(document, spot.page);
    return inside(page, inUnits(page, spot.rect), what);
  }
  const field = emptyField(document, spot.field);
  if (field === undefined) throw fail('SIGN_FIELD_MISSING', { name: spot.field });
  return { page: field.page, rectangle: field.rectangle, field };
}

/** The picture fills the place; in a field, whose rectangle stays as it is, it fills `inner`. */
function pictured(
  revision: Revision,
  { page, rectangle, field }: SpotPlace,
  image: SignatureImage,
  inner: Rectangle = rectangle,
): Drawn {
  if (!contains(rectangle, inner)) {
    throw tooSmall(
      { page, rectangle },
      { width: inner.right - inner.left, height: inner.top - inner.bottom },
    );
  }
  const outer = field === undefined ? inner : rectangle;
  const form = imageAppearance(revision, page, image, {
    width: outer.right - outer.left,
    height: outer.top - outer.bottom,
    inner: {
      left: inner.left - outer.left,
      bottom: inner.bottom - outer.bottom,
      right: inner.right - outer.left,
      top: inner.top - outer.bottom,
    },
  });
  return { place: { page, rectangle: outer }, form, ...(field && { field }) };
}

function contains(outer: Rectangle, inner: Rectangle): boolean {
  const slack = 0.01;
  return (
    inner.left >= outer.left - slack &&
    inner.right <= outer.right + slack &&
    inner.bottom >= outer.bottom - slack &&
    inner.top <= outer.top + slack
  );
}

function tooSmall(
  { page, rectangle }: SpotPlace,
  wanted: { readonly width: number; readonly height: number },
) {
  const { right, left, top, bottom } = rectangle;
  const said = (digits: number) =>
    [
      [right - left, top - bottom],
      [wanted.width, wanted.height],
    ].map((size) =>
      size.map((units) => Number((units / page.frame.unitsPerMm).toFixed(digits))).join(' by '),
    );
  // So many digits that what is said to be too small looks smaller; `contains` lets pass what needs more.
  const [found = '', needed = ''] = [1, 2, 3].map(said).find(([one, other]) => one !== other) ?? said(3);
  const inBoth = (size: string) => both(size, size.replace(' by ', ' × '));
  return fail('SIGN_PLACE_TOO_SMALL', { found: inBoth(found), wanted: inBoth(needed) });
}

function refuseSealSize(
  image: SignatureImage,
  { width, height }: { readonly width: number; readonly height: number },
  { seal }: SigningRegime,
): void {
  if (!(Math.min(width, height) >= seal.leastMm && Math.max(width, height) <= seal.mostMm)) {
    throw fail('SIGN_SEAL_SIZE', { width, height, least: seal.leastMm, most: seal.mostMm });
  }
  const [drawnAs, real] = [image.width / image.height, width / height];
  if (Math.abs(drawnAs / real - 1) > seal.proportionTolerance) {
    throw fail('SIGN_IMAGE_PROPORTION', { image: drawnAs.toFixed(2), size: real.toFixed(2) });
  }
}
