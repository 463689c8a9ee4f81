/** Reads first pages; what our own reader does not understand, in a thread of limited time and memory (`openText`). */
import { CongvuError } from '../../../foundation/error.ts';
import { openText, type TextDocument } from '../../pdf/text/index.ts';
import type { SignatureFacts } from '../facts/facts.ts';
import { type PageFacts, pageFacts } from './page-facts.ts';
import { nameBelow, type PrintedName, shownSignatures } from './printed-names.ts';

export interface PageReader {
  /** Never throws: what cannot be read is a fact too. `signatures`: below which a name is looked for. */
  read(pdf: Uint8Array, signatures?: readonly SignatureFacts[]): Promise<PageFacts>;
}

export const pageReader: PageReader = Object.freeze({ read });

async function read(pdf: Uint8Array, signatures: readonly SignatureFacts[] = []): Promise<PageFacts> {
  try {
    const text = await openText(pdf);
    try {
      const first = pageFacts(await text.lines(1), await text.size(1));
      const printedNames = await namesOn(text, signatures);
      return first.kind === 'read' && printedNames.length > 0 ? { ...first, printedNames } : first;
    } finally {
      await text.close();
    }
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    return { kind: 'unread', why: tooMuch.has(error.code) ? 'too-slow' : 'unreadable' };
  }
}

/** Of one document; each page is read once. */
const mostSignatures = 20;

async function namesOn(
  text: TextDocument,
  signatures: readonly SignatureFacts[],
): Promise<readonly PrintedName[]> {
  const byPage = Map.groupBy(shownSignatures(signatures).slice(0, mostSignatures), ({ page }) => page);
  const found: PrintedName[] = [];
  for (const [page, shown] of byPage) {
    if (page > text.pages) continue;
    const lines = await linesOf(text, page);
    const size = lines.length === 0 ? { width: 0, height: 0 } : await text.size(page);
    for (const signature of shown) {
      const name = nameBelow(signature, lines, size);
      if (name !== undefined) found.push({ field: signature.field, name });
    }
  }
  return found;
}

/** What cannot be read further back costs the names of that page, and not what the first page says. */
async function linesOf(text: TextDocument, page: number): ReturnType<TextDocument['lines']> {
  try {
    return await text.lines(page);
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    return [];
  }
}

const tooMuch: ReadonlySet<string> = new Set([
  'PDF_TEXT_TOO_MUCH',
  'PDF_INFLATES_TOO_FAR',
  'PDF_TOO_MUCH_WORK',
]);
