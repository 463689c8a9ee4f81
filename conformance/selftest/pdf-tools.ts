/** What wrong signing products do to files: move or stretch the last signature, put pictures on it, turn the order round, rewrite. */
import { PDFArray, PDFDocument, PDFName } from 'pdf-lib';
import { PNG } from 'pngjs';

export type Rectangle = readonly [left: number, bottom: number, right: number, top: number];

/** Changes the rectangle of the signature that was added last, in place: its widget is the last one in the file. */
export function withLastRectangle(pdf: Uint8Array, change: (rectangle: Rectangle) => Rectangle): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const [last] = [...text.matchAll(/\/Rect\s*\[([^\]]*)\]/g)].slice(-1);
  if (last?.[1] === undefined) throw new Error('no signature with a rectangle');
  const [left = 0, bottom = 0, right = 0, top = 0] = last[1].trim().split(/\s+/).map(Number);
  const room = last[1].length;
  const wanted = change([left, bottom, right, top]);
  const [filled] = [3, 2, 1, 0]
    .map((digits) => wanted.map((number) => String(Number(number.toFixed(digits)))).join(' '))
    .filter((text) => text.length <= room);
  if (filled === undefined) throw new Error('the new rectangle does not fit');
  const changed = Uint8Array.from(pdf);
  changed.set(Buffer.from(filled.padEnd(room), 'latin1'), last.index + last[0].indexOf('[') + 1);
  return changed;
}

export function moved(right: number, up: number): (rectangle: Rectangle) => Rectangle {
  return ([a, b, c, d]) => [a + right, b + up, c + right, d + up];
}

/** Larger by the factor, with the same top right corner. */
export function stretched(factor: number): (rectangle: Rectangle) => Rectangle {
  return ([left, bottom, right, top]) => [
    right - (right - left) * factor,
    top - (top - bottom) * factor,
    right,
    top,
  ];
}

/** Writes the whole file anew: every byte of the earlier revisions may change its place. */
export async function rewritten(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  return document.save({ useObjectStreams: false });
}

/** Draws the annotation that was added last before all others of its page. */
export async function withLastDrawnFirst(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  for (const page of document.getPages()) {
    const annotations = page.node.lookup(PDFName.of('Annots'));
    if (!(annotations instanceof PDFArray) || annotations.size() < 2) continue;
    const last = annotations.get(annotations.size() - 1);
    annotations.remove(annotations.size() - 1);
    annotations.insert(0, last);
  }
  return document.save({ useObjectStreams: false });
}

/** Puts a picture on the first page as an annotation, top right. */
export async function withPicture(pdf: Uint8Array, png: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const image = await document.embedPng(png);
  await image.embed();
  const { context } = document;
  const form = context.flateStream('q 60 0 0 60 0 0 cm /Seal Do Q', {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 60, 60],
    Resources: { XObject: { Seal: image.ref } },
  });
  const stamp = context.obj({ Type: 'Annot', Subtype: 'Stamp', Rect: [500, 700, 560, 760], F: 4 });
  stamp.set(PDFName.of('AP'), context.obj({ N: context.register(form) }));
  document.getPage(0).node.addAnnot(context.register(stamp));
  return document.save({ useObjectStreams: false });
}

/** The PNG in a see-through margin: that share of its size on every side. */
export function framed(png: Uint8Array, share: number): Uint8Array {
  const picture = PNG.sync.read(Buffer.from(png));
  const [across, down] = [Math.round(picture.width * share), Math.round(picture.height * share)];
  const larger = new PNG({ width: picture.width + 2 * across, height: picture.height + 2 * down });
  PNG.bitblt(picture, larger, 0, 0, picture.width, picture.height, across, down);
  return PNG.sync.write(larger);
}

/** The PNG on a white ground. */
export function flattened(png: Uint8Array): Uint8Array {
  const picture = PNG.sync.read(Buffer.from(png));
  const { data } = picture;
  for (let at = 0; at < data.length; at += 4) {
    const alpha = (data[at + 3] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel++) {
      data[at + channel] = Math.round((data[at + channel] ?? 0) * alpha + 255 * (1 - alpha));
    }
    data[at + 3] = 255;
  }
  return PNG.sync.write(picture);
}
