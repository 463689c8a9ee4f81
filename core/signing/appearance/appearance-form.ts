/** The form XObject that a widget shows, upright on the displayed page however the page is turned. */
import { PDFDict, PDFRawStream, type PDFRef } from 'pdf-lib';
import { listOf, named, type Page, type Revision } from '../../pdf/writing/index.ts';

/** `drawing` is in a space of `size` points, origin bottom left, as displayed. */
export function appearanceForm(
  revision: Revision,
  page: Page,
  size: { readonly width: number; readonly height: number },
  resources: PDFDict,
  drawing: string,
): PDFRef {
  const { context } = revision.document;
  const dictionary = PDFDict.withContext(context);
  dictionary.set(named('Type'), named('XObject'));
  dictionary.set(named('Subtype'), named('Form'));
  dictionary.set(named('BBox'), listOf(context, [0, 0, rounded(size.width), rounded(size.height)]));
  dictionary.set(named('Resources'), resources);
  if (page.frame.rotation !== 0) dictionary.set(named('Matrix'), listOf(context, turns[page.frame.rotation]));
  return revision.add(PDFRawStream.of(dictionary, Buffer.from(drawing, 'latin1')));
}

/** For what shows nothing: PDF/A asks for an appearance even then. */
export function emptyForm(revision: Revision, page: Page): PDFRef {
  const resources = PDFDict.withContext(revision.document.context);
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
