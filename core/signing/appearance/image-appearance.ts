/** A picture as the appearance of a widget: form XObject, image and soft mask. */
import { deflateSync } from 'node:zlib';
import { type PDFDict, PDFName, PDFRawStream, type PDFRef } from 'pdf-lib';
import type { Page, Rectangle, Revision, WritableDocument } from '../../pdf/writing/index.ts';
import { appearanceForm } from './appearance-form.ts';
import type { SignatureImage } from './image.ts';

/** `width` and `height` in points as displayed: the picture fills them, or `inner`, seen from their lower left corner. */
export function imageAppearance(
  revision: Revision,
  page: Page,
  image: SignatureImage,
  size: { readonly width: number; readonly height: number; readonly inner?: Rectangle },
): PDFRef {
  const picture = isPdfA1(revision.document)
    ? revision.add(maskedByColour(revision, image))
    : revision.add(maskedByAlpha(revision, image));
  const resources = revision.document.context.obj({ XObject: { Image: picture } }) as PDFDict;
  const { left, bottom, right, top } = size.inner ?? {
    left: 0,
    bottom: 0,
    right: size.width,
    top: size.height,
  };
  const [wide, high] = [(right - left).toFixed(3), (top - bottom).toFixed(3)];
  const drawing = `q ${wide} 0 0 ${high} ${left.toFixed(3)} ${bottom.toFixed(3)} cm /Image Do Q`;
  return appearanceForm(revision, page, size, resources, drawing);
}

function maskedByAlpha(revision: Revision, image: SignatureImage): PDFRawStream {
  const { context } = revision.document;
  const mask = imageStream(revision, image, 'DeviceGray', deflated(image, 'alpha'));
  const picture = imageStream(revision, image, 'DeviceRGB', deflated(image, 'rgb'));
  picture.dict.set(PDFName.of('SMask'), context.register(mask));
  return picture;
}

/**
 * PDF/A-1 knows no transparency. Ink is laid on white and white is cut out by its colour, so that a seal still lets
 * the signature under it show through.
 */
function maskedByColour(revision: Revision, image: SignatureImage): PDFRawStream {
  const picture = imageStream(revision, image, 'DeviceRGB', deflated(image, 'onWhite'));
  picture.dict.set(PDFName.of('Mask'), revision.document.context.obj([250, 255, 250, 255, 250, 255]));
  return picture;
}

type Part = 'rgb' | 'alpha' | 'onWhite';
const packed = new WeakMap<SignatureImage, Partial<Readonly<Record<Part, Uint8Array>>>>();

/** Kept with the image: packing costs as much as all the rest of a signature. */
function deflated(image: SignatureImage, part: Part): Uint8Array {
  const known = packed.get(image) ?? {};
  const data = known[part] ?? deflateSync(part === 'onWhite' ? onWhite(image) : image[part], { level: 9 });
  packed.set(image, { ...known, [part]: data });
  return data;
}

function onWhite({ rgb, alpha }: SignatureImage): Uint8Array {
  const flat = new Uint8Array(rgb.length);
  for (let at = 0; at < flat.length; at += 1) {
    const ink = (alpha[Math.floor(at / 3)] ?? 0) / 255;
    flat[at] = Math.round(255 * (1 - ink) + (rgb[at] ?? 0) * ink);
  }
  return flat;
}

function imageStream(
  revision: Revision,
  { width, height }: SignatureImage,
  space: string,
  data: Uint8Array,
): PDFRawStream {
  const dictionary = revision.document.context.obj({
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    ColorSpace: space,
    BitsPerComponent: 8,
    Filter: 'FlateDecode',
  });
  return PDFRawStream.of(dictionary as PDFDict, data);
}

function isPdfA1({ context, catalog }: WritableDocument): boolean {
  const metadata = context.lookup(catalog.get(PDFName.of('Metadata')));
  if (!(metadata instanceof PDFRawStream) || metadata.dict.get(PDFName.of('Filter')) !== undefined)
    return false;
  const text = Buffer.from(metadata.contents).toString('utf8');
  return /pdfaid:part(?:>|\s*=\s*["'])\s*1\b/.test(text);
}
