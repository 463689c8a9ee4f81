/** pdf.js in a thread of its own: opens documents and reads their pages; started and ended by `other-reader.ts`. */
import { parentPort } from 'node:worker_threads';
import {
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Matrix } from '../drawing/matrix.ts';
import { type Frame, frameOf, sizeOf } from './frame.ts';
import { rowsOf, type TextRow } from './lines.ts';
import type { Run } from './runs.ts';

export type Question =
  | { readonly ask: 'open'; readonly pdf: Uint8Array }
  | { readonly ask: 'rows' | 'size'; readonly document: number; readonly page: number }
  | { readonly ask: 'close'; readonly document: number };

export type Answer = { readonly id: number } & (
  | { readonly told: 'opened'; readonly document: number; readonly pages: number }
  | { readonly told: 'rows'; readonly rows: readonly TextRow[] }
  | { readonly told: 'size'; readonly width: number; readonly height: number }
  | { readonly told: 'closed' }
  | { readonly told: 'unreadable'; readonly why: string }
);

// One for all documents: setting one up takes half as long as reading a letter.
const worker = new PDFWorker({ verbosity: VerbosityLevel.ERRORS });
const opened = new Map<
  number,
  { readonly document: PDFDocumentProxy; readonly close: () => Promise<void> }
>();
let last = 0;

parentPort?.on('message', async ({ id, question }: { readonly id: number; readonly question: Question }) => {
  try {
    tell(id, await answerTo(question));
  } catch (error) {
    tell(id, { told: 'unreadable', why: String(error) });
  }
});
await worker.promise;
tell(0, { told: 'closed' });

// The union is spread over its members, so that each keeps its own fields.
type Told = Answer extends infer A ? (A extends Answer ? Omit<A, 'id'> : never) : never;

function tell(id: number, told: Told): void {
  parentPort?.postMessage({ id, ...told });
}

async function answerTo(question: Question): Promise<Told> {
  if (question.ask === 'open') return open(question.pdf);
  const one = opened.get(question.document);
  if (question.ask === 'close') {
    opened.delete(question.document);
    await one?.close();
    return { told: 'closed' };
  }
  if (one === undefined) throw new RangeError('expected a document that is open');
  const page = await one.document.getPage(question.page);
  if (question.ask === 'size') return { told: 'size', ...sizeOf(frameOfShown(page)) };
  return { told: 'rows', rows: rowsOf(await runsOn(page), frameOfShown(page)) };
}

async function open(pdf: Uint8Array): Promise<Told> {
  const loading = getDocument({
    data: pdf,
    worker,
    verbosity: VerbosityLevel.ERRORS,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
  });
  const document = await loading.promise;
  last += 1;
  opened.set(last, { document, close: () => loading.destroy() });
  return { told: 'opened', document: last, pages: document.numPages };
}

function frameOfShown(page: PDFPageProxy): Frame {
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  return frameOf([left, bottom, right, top], page.rotate);
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
