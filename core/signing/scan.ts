/** What a scanned page holds: the size of its picture in dots per inch, and whether it is in colour. */
import { PDFArray, type PDFContext, type PDFDict, PDFName, PDFNumber, PDFRawStream } from 'pdf-lib';
import { dictionaryAt, nameAt, type Page, type WritableDocument } from '../pdf/writing/index.ts';
import { fail } from './errors.ts';
import type { SigningRegime } from './regimes/index.ts';

export interface ScannedPage {
  readonly page: number;
  /** Of the largest picture, if it covered the page; undefined when the page has none. */
  readonly dpi: number | undefined;
  readonly colour: boolean;
}

/**
 * Facts of every page. The picture is taken to fill its page, as scanners make them: one that does not is judged by
 * less than it has, never by more.
 */
export function scannedPages({ context, pages }: WritableDocument): readonly ScannedPage[] {
  return pages.map((page) => {
    const [largest] = picturesOn(context, page).sort((a, b) => b.width * b.height - a.width * a.height);
    if (largest === undefined) return { page: page.number, dpi: undefined, colour: false };
    const inches = (units: number) => units / page.frame.unitsPerMm / 25.4;
    const [long, short] = [page.frame.width, page.frame.height].map(inches).sort((a, b) => b - a);
    const [most, least] = [largest.width, largest.height].sort((a, b) => b - a);
    const dpi = Math.min((most ?? 0) / (long ?? 1), (least ?? 0) / (short ?? 1));
    return { page: page.number, dpi: Math.round(dpi), colour: largest.colour };
  });
}

/** Decree 30/2020, annex I, part II. Throws SIGN_SCAN_EMPTY, SIGN_SCAN_COARSE, SIGN_SCAN_GREY. */
export function refusePoorScan(document: WritableDocument, { scan }: SigningRegime): void {
  for (const { page, dpi, colour } of scannedPages(document)) {
    if (dpi === undefined) throw fail('SIGN_SCAN_EMPTY', { page });
    if (dpi < scan.leastDpi) throw fail('SIGN_SCAN_COARSE', { page, found: dpi, wanted: scan.leastDpi });
    if (scan.colour && !colour) throw fail('SIGN_SCAN_GREY', { page });
  }
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly colour: boolean;
}

function picturesOn(context: PDFContext, page: Page): Picture[] {
  let node: PDFDict | undefined = page.dictionary;
  // Resources may stand with a parent of the page (ISO 32000-1, 7.7.3.4).
  for (let depth = 0; node !== undefined && depth < 32; depth += 1) {
    const resources = dictionaryAt(context, node, 'Resources');
    if (resources !== undefined) return picturesIn(context, resources, 0);
    node = dictionaryAt(context, node, 'Parent');
  }
  return [];
}

function picturesIn(context: PDFContext, resources: PDFDict, depth: number): Picture[] {
  const objects = dictionaryAt(context, resources, 'XObject');
  return (objects?.values() ?? []).flatMap((value): Picture[] => {
    const stream = context.lookup(value);
    if (!(stream instanceof PDFRawStream)) return [];
    if (nameAt(context, stream.dict, 'Subtype') === 'Image') return [pictureOf(context, stream.dict)];
    const own = dictionaryAt(context, stream.dict, 'Resources');
    return own === undefined || depth > 4 ? [] : picturesIn(context, own, depth + 1);
  });
}

function pictureOf(context: PDFContext, image: PDFDict): Picture {
  const number = (key: string) => {
    const value = context.lookup(image.get(PDFName.of(key)));
    return value instanceof PDFNumber ? value.asNumber() : 0;
  };
  const colour = isColour(context, context.lookup(image.get(PDFName.of('ColorSpace'))));
  return { width: number('Width'), height: number('Height'), colour };
}

/** Three components or more, also behind a palette. What has no colour space of its own (JPEG 2000) may have any. */
function isColour(context: PDFContext, space: unknown): boolean {
  if (space === undefined) return true;
  if (space instanceof PDFName) return ['DeviceRGB', 'DeviceCMYK'].includes(space.decodeText());
  if (!(space instanceof PDFArray)) return false;
  const family = context.lookup(space.get(0));
  const name = family instanceof PDFName ? family.decodeText() : '';
  if (name === 'CalRGB' || name === 'Lab') return true;
  const second = context.lookup(space.get(1));
  if (name === 'Indexed') return isColour(context, second);
  if (name !== 'ICCBased' || !(second instanceof PDFRawStream)) return false;
  const components = context.lookup(second.dict.get(PDFName.of('N')));
  return components instanceof PDFNumber && components.asNumber() >= 3;
}
