/** The text of a PDF as pdf.js reads it: what our own reader does not understand. */
import type { PDFPageProxy, PDFWorker } from 'pdfjs-dist/types/src/display/api.js';
import { fail } from '../reading/errors.ts';
import { type Frame, frameOf, sizeOf } from './frame.ts';
import { linesOf, rowsOf, type TextDocument } from './lines.ts';
import type { Matrix } from './matrix.ts';
import type { Run } from './runs.ts';

let worker: PDFWorker | undefined;

/** Throws PDF_STRUCTURE when pdf.js cannot read the file. */
export async function openWhole(pdf: Uint8Array): Promise<TextDocument> {
  const { getDocument, PDFWorker, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // One for all documents: setting one up takes half as long as reading a letter.
  worker ??= new PDFWorker({ verbosity: VerbosityLevel.ERRORS });
  // A copy: pdf.js takes possession of the buffer.
  const loading = getDocument({
    data: Uint8Array.from(pdf),
    worker,
    verbosity: VerbosityLevel.ERRORS,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
  });
  const document = await loading.promise.catch(unreadable);
  const frame = (page: PDFPageProxy): Frame => {
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    return frameOf([left, bottom, right, top], page.rotate);
  };
  const rows = async (number: number) => {
    const page = await document.getPage(number);
    return rowsOf(await runsOn(page), frame(page));
  };
  return Object.freeze({
    pages: document.numPages,
    lines: (number: number) => rows(number).then(linesOf).catch(unreadable),
    rows: (number: number) => rows(number).catch(unreadable),
    size: (number: number) => document.getPage(number).then(frame).then(sizeOf).catch(unreadable),
    close: () => loading.destroy(),
  });
}

function unreadable(cause: unknown): never {
  throw fail('PDF_STRUCTURE', { place: 'the text', expected: 'pages that can be read' }, cause);
}

async function runsOn(page: PDFPageProxy): Promise<readonly Run[]> {
  const { items, styles } = await page.getTextContent({ disableNormalization: true });
  return items.flatMap((item) => {
    if (!('str' in item)) return [];
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform as readonly number[];
    const transform: Matrix = [a, b, c, d, e, f];
    const { ascent = Number.NaN, descent = Number.NaN } = styles[item.fontName] ?? {};
    return [{ text: item.str, transform, width: item.width, ascent, descent }];
  });
}
