/** The bytes of streams that carry what is drawn: contents, character maps, fonts. */
import { decodeStructureStream, type InflateBudget } from '../reading/filters.ts';
import type { PdfObject, PdfStream, View } from '../reading/index.ts';

/** Unfiltered or deflated. Throws PDF_FILTER_UNSUPPORTED, PDF_INFLATES_TOO_FAR, PDF_STREAM_DAMAGED. */
export function unpackedBytes(view: View, stream: PdfStream, budget: InflateBudget): Uint8Array {
  const entries = new Map<string, PdfObject>();
  for (const key of ['Filter', 'DecodeParms']) {
    entries.set(key, view.resolve(stream.dictionary.entries.get(key)));
  }
  return decodeStructureStream({ ...stream, dictionary: { kind: 'dictionary', entries } }, 0, budget);
}
