/** Reads first pages; what our own reader does not understand, in a thread of limited time and memory (`openText`). */
import { CongvuError } from '../../../foundation/error.ts';
import { openText } from '../../pdf/text/index.ts';
import { type PageFacts, pageFacts } from './page-facts.ts';

export interface PageReader {
  /** Never throws: what cannot be read is a fact too. */
  read(pdf: Uint8Array): Promise<PageFacts>;
}

export const pageReader: PageReader = Object.freeze({ read });

async function read(pdf: Uint8Array): Promise<PageFacts> {
  try {
    const text = await openText(pdf);
    try {
      return pageFacts(await text.lines(1), await text.size(1));
    } finally {
      await text.close();
    }
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    return { kind: 'unread', why: tooMuch.has(error.code) ? 'too-slow' : 'unreadable' };
  }
}

const tooMuch: ReadonlySet<string> = new Set([
  'PDF_TEXT_TOO_MUCH',
  'PDF_INFLATES_TOO_FAR',
  'PDF_TOO_MUCH_WORK',
]);
