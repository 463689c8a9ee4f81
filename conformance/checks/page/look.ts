/** Looks at a PDF with pdf.js, a reader we did not write: what stands on its pages, and what each annotation draws on them. */
import { createHash } from 'node:crypto';
import type { PDFPageProxy } from 'pdfjs-dist';
import { drawnBy } from './drawn.ts';

/** Left, bottom, right, top in points of the page. */
export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export interface SeenImage {
  readonly kind: 'image';
  readonly box: Box;
  /** The part of the box that can be seen on white paper; without size when nothing can. */
  readonly ink: Box;
  /** Opacity that the drawing adds to the picture's own, 0 to 1. */
  readonly opacity: number;
  readonly pixels: Pixels;
}

/** Rows from the top, four bytes a pixel: red, green, blue, alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export interface SeenText {
  readonly kind: 'text';
  readonly text: string;
  readonly box: Box;
  /** Effective size in points, after every transformation. */
  readonly size: number;
  /** Neither slanted nor turned, in an upright face. */
  readonly upright: boolean;
  readonly bold: boolean;
  /** `#000000`. */
  readonly colour: string;
  readonly fontName: string;
  /** Advance widths in thousandths of the size, glyph by glyph. */
  readonly glyphs: readonly { readonly character: string; readonly width: number }[];
}

/** What one visible annotation draws, in drawing order. Hidden annotations are not among those seen. */
export interface SeenAnnotation {
  readonly id: string;
  readonly box: Box;
  readonly drawn: readonly (SeenImage | SeenText)[];
}

export interface SeenLine {
  readonly text: string;
  readonly box: Box;
}

export interface SeenPage {
  /** From 1. */
  readonly number: number;
  readonly box: Box;
  /** Lines of the page's own text, top to bottom. */
  readonly lines: readonly SeenLine[];
  /** In drawing order: a later one lies over an earlier one. */
  readonly annotations: readonly SeenAnnotation[];
}

/** The same files are looked at again and again: before and after, row after row. */
const lately = new Map<string, Promise<readonly SeenPage[]>>();
const remembered = 16;

/** All pages. Throws what pdf.js throws for a file it cannot open. */
export function lookAt(pdf: Uint8Array): Promise<readonly SeenPage[]> {
  const name = createHash('sha256').update(pdf).digest('hex');
  const known = lately.get(name);
  const seen = known ?? seenPages(pdf);
  lately.delete(name);
  lately.set(name, seen);
  const [oldest] = lately.keys();
  if (lately.size > remembered && oldest !== undefined) lately.delete(oldest);
  return seen;
}

async function seenPages(pdf: Uint8Array): Promise<readonly SeenPage[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const loading = getDocument({
    data: Uint8Array.from(pdf),
    verbosity: 0,
    isOffscreenCanvasSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    fontExtraProperties: true,
  });
  try {
    const document = await loading.promise;
    const pages: SeenPage[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      pages.push(await seenPage(await document.getPage(number)));
    }
    return pages;
  } finally {
    await loading.destroy();
  }
}

async function seenPage(page: PDFPageProxy): Promise<SeenPage> {
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  return {
    number: page.pageNumber,
    box: { left, bottom, right, top },
    lines: await linesOf(page),
    annotations: await drawnBy(page),
  };
}

/** Pieces of text on one base line belong together; pdf.js gives them in drawing order. */
async function linesOf(page: PDFPageProxy): Promise<readonly SeenLine[]> {
  const { items } = await page.getTextContent({ disableNormalization: false });
  const lines: { text: string; box: Box }[] = [];
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue;
    const [, , , scale = 0, x = 0, y = 0] = item.transform as number[];
    const box = { left: x, bottom: y, right: x + item.width, top: y + Math.abs(scale) };
    const line = lines.find((one) => Math.abs(one.box.bottom - y) < 1 && touches(one.box, box));
    if (line === undefined) lines.push({ text: item.str, box });
    else {
      const gap = box.left - line.box.right > Math.abs(scale) / 8 ? ' ' : '';
      line.text += gap + item.str;
      line.box = union(line.box, box);
    }
  }
  return lines
    .map(({ text, box }) => ({ text: text.replace(/\s+/g, ' ').trim().normalize('NFC'), box }))
    .sort((a, b) => b.box.bottom - a.box.bottom);
}

/** Columns stand further apart than the words of one line. */
function touches(line: Box, piece: Box): boolean {
  return piece.left - line.right < (line.top - line.bottom) * 1.5;
}

export function union(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    bottom: Math.min(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
    top: Math.max(a.top, b.top),
  };
}

export function centre(box: Box): { readonly x: number; readonly y: number } {
  return { x: (box.left + box.right) / 2, y: (box.bottom + box.top) / 2 };
}

export const pointsPerMillimetre = 72 / 25.4;
