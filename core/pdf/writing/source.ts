/** The bytes of a PDF with what its first and last lines say: header, version, last `startxref`. */
import { fail } from '../reading/errors.ts';
import type { Limits } from '../reading/limits.ts';

export interface Source {
  readonly bytes: Uint8Array;
  /** The same bytes as Latin-1, for sticky patterns. Offsets are equal. */
  readonly text: string;
  /** Of the header line, as 1.4. */
  readonly version: string;
  /** Offset that the last `startxref` gives. */
  readonly crossReferenceAt: number;
  /** Bytes before the header, and bytes after the last end-of-file line. Neither belongs there. */
  readonly leading: number;
  readonly trailing: number;
}

/**
 * Throws PDF_TOO_LARGE, PDF_NOT_A_PDF, and PDF_TRUNCATED when the file does not end in `startxref … %%EOF`
 * or objects follow after it.
 */
export function sourceOf(bytes: Uint8Array, limits: Limits): Source {
  if (bytes.length > limits.fileBytes) {
    throw fail('PDF_TOO_LARGE', { size: bytes.length, limit: limits.fileBytes });
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const header = /%PDF-([12]\.\d)/.exec(text.slice(0, 1024));
  if (header === null) {
    throw fail('PDF_NOT_A_PDF', { found: JSON.stringify(text.slice(0, 8).replace(/[^\x20-\x7e]/g, '.')) });
  }
  const { offset, end } = lastTrailer(text);
  const tail = text.slice(end);
  if (/\d\s+\d+\s+obj\b/.test(tail)) {
    throw fail('PDF_TRUNCATED', { detail: 'objects follow the last end-of-file line' });
  }
  return Object.freeze({
    bytes,
    text,
    version: header[1] ?? '',
    crossReferenceAt: offset,
    leading: header.index,
    trailing: /^(\r\n|\n|\r)?$/.test(tail) ? 0 : tail.length,
  });
}

function lastTrailer(text: string): { offset: number; end: number } {
  const from = text.lastIndexOf('startxref');
  const found = from < 0 ? null : /^startxref\s+(\d{1,15})\s+%%EOF/.exec(text.slice(from, from + 64));
  if (found === null) {
    throw fail('PDF_TRUNCATED', { detail: 'no "startxref … %%EOF" at its end' });
  }
  return { offset: Number(found[1]), end: from + found[0].length };
}
