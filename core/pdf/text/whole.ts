/** The text of a PDF as pdf.js reads it, in a thread of its own: what our own reader does not understand. */
import { linesOf, type TextDocument } from './lines.ts';
import { type OtherReader, otherReader } from './other-reader.ts';
import type { Answer } from './other-reader-worker.ts';

/** Throws PDF_STRUCTURE when pdf.js cannot read the file, PDF_TEXT_TOO_MUCH when that takes more than it may. */
export async function openWhole(pdf: Uint8Array, reader: OtherReader = otherReader()): Promise<TextDocument> {
  // Sent as a copy: the thread takes possession of it.
  const { document, pages } = expected('opened', await reader.ask({ ask: 'open', pdf }));
  const rows = async (page: number) =>
    expected('rows', await reader.ask({ ask: 'rows', document, page })).rows;
  return Object.freeze({
    pages,
    lines: async (page: number) => linesOf(await rows(page)),
    rows,
    size: async (page: number) => {
      const { width, height } = expected('size', await reader.ask({ ask: 'size', document, page }));
      return { width, height };
    },
    close: async () => {
      if (!reader.ended) await reader.ask({ ask: 'close', document });
    },
  });
}

function expected<T extends Answer['told']>(told: T, answer: Answer): Extract<Answer, { readonly told: T }> {
  if (answer.told !== told) throw new TypeError(`expected ${told}, got ${answer.told}`);
  return answer as Extract<Answer, { readonly told: T }>;
}
