/** A document made large by a picture, as a scan makes it: the same every time, and nothing that compresses. */
import { createCipheriv } from 'node:crypto';
import { PDFDocument, PDFName } from 'pdf-lib';

export interface Picture {
  readonly bytes: number;
  readonly seed: number;
  /** Object and cross-reference streams instead of a table. */
  readonly streams: boolean;
}

/** The picture stands among the resources of the first page. */
export async function withPicture(pdf: Uint8Array, picture: Picture): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const height = 1024;
  const width = Math.ceil(picture.bytes / (3 * height));
  const image = document.context.stream(noise(3 * width * height, picture.seed), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    ColorSpace: 'DeviceRGB',
    BitsPerComponent: 8,
  });
  const [page] = document.getPages();
  const pictures = document.context.obj({ Scan: document.context.register(image) });
  page?.node.Resources()?.set(PDFName.of('XObject'), pictures);
  return document.save({ useObjectStreams: picture.streams, updateFieldAppearances: false });
}

function noise(bytes: number, seed: number): Uint8Array {
  const key = Buffer.alloc(16, seed);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}
