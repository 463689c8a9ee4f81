/** Pages drawn for tests, and the lines that our own reader and pdf.js see on them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, PDFName, type PDFPage, type PDFRef } from 'pdf-lib';
import { projectRoot } from '../../../foundation/paths.ts';
import { defaultLimits, openPdf, pagesOf } from '../reading/index.ts';
import { frameOfPage } from './frame.ts';
import { linesOf, rowsOf, type TextLine } from './lines.ts';
import { pageRuns } from './page-runs.ts';
import { openWhole } from './whole.ts';

const liberation = readFileSync(
  join(projectRoot, 'core/signing/appearance/fonts/LiberationSerif-Regular.ttf'),
);

export type Dictionary = Parameters<PDFDocument['context']['obj']>[0];

export interface Made {
  readonly document: PDFDocument;
  readonly page: PDFPage;
  /** A string in the page's font /F1, composite in Identity-H. */
  readonly hex: (text: string) => string;
}

/** A page of A4 with the fonts /F1 and, simple in WinAnsiEncoding, /F2. */
export async function pageWith(
  content: (hex: Made['hex']) => string,
  change?: (made: Made) => void,
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const font = await document.embedFont(liberation, { subset: false });
  const page = document.addPage([595, 842]);
  const hex = (text: string) => font.encodeText(text).toString();
  page.node.setFontDictionary(PDFName.of('F1'), font.ref);
  page.node.setFontDictionary(PDFName.of('F2'), registered(document, simpleFont));
  const drawn = Buffer.from(content(hex), 'latin1');
  page.node.set(PDFName.of('Contents'), document.context.register(document.context.flateStream(drawn)));
  change?.({ document, page, hex });
  return document.save({ useObjectStreams: false });
}

export function registered({ context }: PDFDocument, dictionary: Dictionary): PDFRef {
  return context.register(context.obj(dictionary as never));
}

export const simpleFont = {
  Type: 'Font',
  Subtype: 'TrueType',
  BaseFont: 'Made',
  Encoding: 'WinAnsiEncoding',
  FirstChar: 32,
  LastChar: 126,
  Widths: Array.from({ length: 95 }, (_, index) => (index === 0 ? 250 : 300 + ((index * 37) % 500))),
  FontDescriptor: {
    Type: 'FontDescriptor',
    FontName: 'Made',
    Flags: 32,
    Ascent: 905,
    Descent: -212,
    FontBBox: [0, -212, 1000, 905],
    ItalicAngle: 0,
    CapHeight: 700,
    StemV: 80,
  },
};

/** Ours; undefined where the page is not understood. */
export function ownLines(pdf: Uint8Array): readonly TextLine[] | undefined {
  const view = openPdf(pdf).view();
  const [page] = pagesOf(view, defaultLimits);
  if (page === undefined) return undefined;
  const frame = frameOfPage(view, page);
  const runs = pageRuns(view, page, frame);
  return runs && linesOf(rowsOf(runs, frame));
}

export async function otherLines(pdf: Uint8Array): Promise<readonly TextLine[]> {
  const whole = await openWhole(pdf);
  return whole.lines(1).finally(() => whole.close());
}
