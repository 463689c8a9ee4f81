/** Opens the text of a PDF: pages that our own reader understands are read by it, others by pdf.js. */
import { both } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../reading/errors.ts';
import { defaultLimits, openPdf, type Page, pagesOf, type View } from '../reading/index.ts';
import { frameOfPage, sizeOf } from './frame.ts';
import { linesOf, rowsOf, type TextDocument, type TextRow } from './lines.ts';
import { pageAlone } from './page-alone.ts';
import { costOfPage, mostDrawn } from './page-cost.ts';
import { pageRuns } from './page-runs.ts';
import { openWhole } from './whole.ts';

/** What pages of one document may have pdf.js draw together: many are searched for a name. */
const mostOfAll = 16 * mostDrawn;

/**
 * pdf.js gets a page by itself, or the whole document where our reader finds no way to part them. Throws PDF_STRUCTURE
 * when pdf.js is needed and cannot read the file, PDF_TEXT_TOO_MUCH when that would take, or takes, more than it may.
 */
export async function openText(pdf: Uint8Array): Promise<TextDocument> {
  const parted = partedPages(pdf);
  if (parted === undefined) return openWhole(pdf);
  const { view, pages } = parted;
  let whole: Promise<TextDocument> | undefined;
  let left = mostOfAll;

  async function readByOther<T>(
    number: number,
    use: (text: TextDocument, page: number) => Promise<T>,
    without: T,
  ): Promise<T> {
    const alone = whole === undefined ? aloneOf(view, pages[number - 1]) : 'unparted';
    if (alone === undefined) return without;
    if (alone !== 'unparted') {
      left -= drawnBy(alone);
      if (left < 0)
        throw fail('PDF_TEXT_TOO_MUCH', {
          what: both(`${mostOfAll} bytes drawn`, `${mostOfAll} byte nội dung vẽ`),
        });
      try {
        const opened = await openWhole(alone);
        return await use(opened, 1).finally(() => opened.close());
      } catch (error) {
        if (!(error instanceof CongvuError) || isTooMuch(error)) throw error;
      }
    }
    whole ??= openWhole(pdf);
    return use(await whole, number);
  }

  return Object.freeze({
    pages: pages.length,
    lines: async (number: number) => {
      const rows = rowsOfPage(view, pages[number - 1]);
      return rows === undefined ? readByOther(number, (text, page) => text.lines(page), []) : linesOf(rows);
    },
    rows: async (number: number) => {
      const rows = rowsOfPage(view, pages[number - 1]);
      return rows ?? readByOther(number, (text, page) => text.rows(page), []);
    },
    size: async (number: number) => {
      const page = pages[number - 1];
      if (page !== undefined) return sizeOf(frameOfPage(view, page));
      return readByOther(number, (text, other) => text.size(other), { width: 0, height: 0 });
    },
    close: async () => (await whole?.catch(() => undefined))?.close(),
  });
}

function partedPages(pdf: Uint8Array): { readonly view: View; readonly pages: readonly Page[] } | undefined {
  return unlessRefused(() => {
    const view = openPdf(pdf).view();
    return { view, pages: pagesOf(view, defaultLimits) };
  });
}

function rowsOfPage(view: View, page: Page | undefined): readonly TextRow[] | undefined {
  if (page === undefined) return undefined;
  return unlessRefused(() => {
    const frame = frameOfPage(view, page);
    const runs = pageRuns(view, page, frame);
    return runs === undefined ? undefined : rowsOf(runs, frame);
  });
}

/** Undefined: no text is on it. Throws what `isTooMuch`. */
function aloneOf(view: View, page: Page | undefined): Uint8Array | 'unparted' | undefined {
  if (page === undefined) return 'unparted';
  try {
    return pageAlone(view, page);
  } catch (error) {
    if (error instanceof CongvuError && !isTooMuch(error)) return 'unparted';
    throw error;
  }
}

/** Throws PDF_TEXT_TOO_MUCH. */
function drawnBy(alone: Uint8Array): number {
  const view = openPdf(alone).view();
  const [page] = pagesOf(view, defaultLimits);
  return page === undefined ? 0 : costOfPage(view, page);
}

/** What a page asks of one reader it asks of the other too. */
function isTooMuch({ code }: CongvuError): boolean {
  return code === 'PDF_TEXT_TOO_MUCH' || code === 'PDF_INFLATES_TOO_FAR' || code === 'PDF_TOO_MUCH_WORK';
}

function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}
