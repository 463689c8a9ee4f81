/** The text of a PDF page as lines with their places on the displayed page. */
import type { PDFPageProxy, PDFWorker, TextItem } from 'pdfjs-dist/types/src/display/api.js';
import type { PageViewport } from 'pdfjs-dist/types/src/display/page_viewport.js';
import { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../reading/errors.ts';
import { defaultLimits, openPdf, pagesOf } from '../reading/index.ts';
import { pageAlone } from './page-alone.ts';

/** A run of text on one baseline without a wide gap, so that two columns are two lines. */
export interface TextLine {
  /** NFC, white space single. */
  readonly text: string;
  /** Points, origin bottom left of the displayed page. From descender to ascender. */
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
  /** Where the letters stand. */
  readonly baseline: number;
  readonly size: number;
}

export interface TextDocument {
  readonly pages: number;
  /** From top to bottom, then from left to right. `page` from 1. Throws PDF_STRUCTURE. */
  lines(page: number): Promise<readonly TextLine[]>;
  /** The same from top to bottom, as rows of the pieces in which the file has them. Throws PDF_STRUCTURE. */
  rows(page: number): Promise<readonly (readonly TextLine[])[]>;
  /** Of the displayed page, points. `page` from 1. Throws PDF_STRUCTURE. */
  size(page: number): Promise<{ readonly width: number; readonly height: number }>;
  close(): Promise<void>;
}

let worker: PDFWorker | undefined;

/**
 * Opens the text of a PDF. Each page is read by itself, or with the whole document where our reader finds no way to part
 * them. Throws PDF_STRUCTURE when pdf.js cannot read the file.
 */
export async function openText(pdf: Uint8Array): Promise<TextDocument> {
  const parted = partedPages(pdf);
  if (parted === undefined) return openWhole(pdf);
  const { pages, alone: aloneOf } = parted;
  let whole: Promise<TextDocument> | undefined;
  async function read<T>(
    number: number,
    alone: ReturnType<typeof aloneOf>,
    use: (text: TextDocument, page: number) => Promise<T>,
  ): Promise<T> {
    if (alone instanceof Uint8Array && whole === undefined) {
      try {
        const opened = await openWhole(alone);
        return await use(opened, 1).finally(() => opened.close());
      } catch (error) {
        if (!(error instanceof CongvuError)) throw error;
      }
    }
    whole ??= openWhole(pdf);
    return use(await whole, number);
  }
  async function textOf<Item>(
    number: number,
    use: (text: TextDocument, page: number) => Promise<readonly Item[]>,
  ): Promise<readonly Item[]> {
    const alone = aloneOf(number);
    return alone === undefined ? [] : read(number, alone, use);
  }
  return Object.freeze({
    pages,
    lines: (number: number) => textOf(number, (text, page) => text.lines(page)),
    rows: (number: number) => textOf(number, (text, page) => text.rows(page)),
    size: (number: number) => read(number, aloneOf(number), (text, page) => text.size(page)),
    close: async () => (await whole?.catch(() => undefined))?.close(),
  });
}

function partedPages(pdf: Uint8Array) {
  try {
    const view = openPdf(pdf).view();
    const pages = pagesOf(view, defaultLimits);
    return {
      pages: pages.length,
      alone: (number: number) => {
        const page = pages[number - 1];
        if (page === undefined) return 'unparted';
        try {
          return pageAlone(view, page);
        } catch (error) {
          if (error instanceof CongvuError || error instanceof RangeError) return 'unparted';
          throw error;
        }
      },
    };
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}

/** With pdf.js. Throws PDF_STRUCTURE when pdf.js cannot read the file. */
export async function openWhole(pdf: Uint8Array): Promise<TextDocument> {
  const { getDocument, PDFWorker, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // One for all documents: setting one up takes half as long as reading a letter.
  worker ??= new PDFWorker();
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
  return Object.freeze({
    pages: document.numPages,
    lines: (number: number) => document.getPage(number).then(linesOf).catch(unreadable),
    rows: (number: number) => document.getPage(number).then(rowsOn).catch(unreadable),
    size: (number: number) => document.getPage(number).then(sizeOf).catch(unreadable),
    close: () => loading.destroy(),
  });
}

function unreadable(cause: unknown): never {
  throw fail('PDF_STRUCTURE', { place: 'the text', expected: 'pages that can be read' }, cause);
}

function sizeOf(page: PDFPageProxy): { readonly width: number; readonly height: number } {
  const { width, height } = page.getViewport({ scale: 1 });
  const unit = page.userUnit || 1;
  return { width: width / unit, height: height / unit };
}

interface Piece extends TextLine {
  /** Turned text never joins a line. */
  readonly upright: boolean;
}

async function linesOf(page: PDFPageProxy): Promise<readonly TextLine[]> {
  return (await rowsOn(page))
    .flatMap((row) => joined([...row].sort((a, b) => a.left - b.left)))
    .map(({ upright: _, ...line }) =>
      Object.freeze({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }),
    );
}

async function rowsOn(page: PDFPageProxy): Promise<readonly (readonly Piece[])[]> {
  const content = await page.getTextContent({ disableNormalization: true });
  const frame = { viewport: page.getViewport({ scale: 1 }), unit: page.userUnit || 1 };
  const pieces = content.items.flatMap((item) =>
    'str' in item && item.str.trim() !== '' ? [pieceOf(frame, item, content.styles[item.fontName])] : [],
  );
  pieces.sort((a, b) => b.baseline - a.baseline || a.left - b.left);
  return rowsOf(pieces);
}

interface Frame {
  readonly viewport: PageViewport;
  /** Units of user space in a point. */
  readonly unit: number;
}

function pieceOf(
  { viewport, unit }: Frame,
  item: TextItem,
  style: { readonly ascent: number; readonly descent: number } | undefined,
): Piece {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform as readonly number[];
  const [along, size] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1];
  // pdf.js gives 0 or NaN for fonts without metrics.
  const ascent = style !== undefined && style.ascent > 0 ? style.ascent : 0.9;
  const descent = style !== undefined && style.descent < 0 ? style.descent : -0.22;
  const shown = (forward: number, up: number) => {
    const [px = 0, py = 0] = viewport.convertToViewportPoint(
      x + (a / along) * forward + (c / size) * up,
      y + (b / along) * forward + (d / size) * up,
    ) as readonly number[];
    return [px / unit, (viewport.height - py) / unit] as const;
  };
  const corners = [
    shown(0, descent * size),
    shown(item.width, descent * size),
    shown(0, ascent * size),
    shown(item.width, ascent * size),
  ];
  const [start, end] = [shown(0, 0), shown(item.width, 0)];
  const [xs, ys] = [corners.map(([cx]) => cx), corners.map(([, cy]) => cy)];
  return {
    text: item.str.normalize('NFC'),
    left: Math.min(...xs),
    bottom: Math.min(...ys),
    right: Math.max(...xs),
    top: Math.max(...ys),
    baseline: start[1],
    size,
    upright: Math.abs(start[1] - end[1]) < 0.1 * size && end[0] >= start[0],
  };
}

/** Pieces whose baselines agree within a third of their size. */
function rowsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const rows: Piece[][] = [];
  for (const piece of pieces) {
    const row = rows.at(-1);
    const first = row?.[0];
    const same =
      first?.upright === true &&
      piece.upright &&
      first.baseline - piece.baseline < Math.min(first.size, piece.size) / 3;
    if (same) row?.push(piece);
    else rows.push([piece]);
  }
  return rows;
}

/** A gap above a letter's width and a half parts columns; above a sixth it is a space. */
function joined(row: readonly Piece[]): readonly Piece[] {
  const lines: Piece[] = [];
  for (const piece of row) {
    const last = lines.at(-1);
    const gap = last === undefined ? Number.POSITIVE_INFINITY : piece.left - last.right;
    if (last === undefined || gap > 1.5 * piece.size) {
      lines.push(piece);
      continue;
    }
    lines[lines.length - 1] = {
      ...last,
      text: last.text + (gap > piece.size / 6 ? ' ' : '') + piece.text,
      bottom: Math.min(last.bottom, piece.bottom),
      right: Math.max(last.right, piece.right),
      top: Math.max(last.top, piece.top),
    };
  }
  return lines;
}
