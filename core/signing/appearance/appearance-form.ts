/** The form XObject that a widget shows, upright on the displayed page however the page is turned. */
import { type PDFDict, PDFName, PDFRawStream, type PDFRef } from 'pdf-lib';
import type { Page, Revision } from '../../pdf/writing/index.ts';

/** `drawing` is in a space of `size` points, origin bottom left, as displayed. */
export function appearanceForm(
  revision: Revision,
  page: Page,
  size: { readonly width: number; readonly height: number },
  resources: PDFDict,
  drawing: string,
): PDFRef {
  const { context } = revision.document;
  const dictionary = context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, rounded(size.width), rounded(size.height)],
  }) as PDFDict;
  dictionary.set(PDFName.of('Resources'), resources);
  if (page.frame.rotation !== 0) {
    dictionary.set(PDFName.of('Matrix'), context.obj([...turns[page.frame.rotation]]));
  }
  return revision.add(PDFRawStream.of(dictionary, Buffer.from(drawing, 'latin1')));
}

/** For what shows nothing: PDF/A asks for an appearance even then. */
export function emptyForm(revision: Revision, page: Page): PDFRef {
  const resources = revision.document.context.obj({}) as PDFDict;
  return appearanceForm(revision, page, { width: 0, height: 0 }, resources, '');
}

/** Viewers turn the page clockwise by /Rotate: turn the drawing the other way. They then fit it into /Rect. */
const turns = {
  90: [0, 1, -1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, -1, 1, 0, 0, 0],
} as const;

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
