/** The bytes of a PDF with what its first and last lines say: header, version, last `startxref`. */
import { both } from '../../../foundation/bilingual.ts';
import { fail } from '../reading/errors.ts';
import { asBuffer } from '../reading/filters.ts';
import type { Limits } from '../reading/limits.ts';

export interface Source {
  readonly bytes: Uint8Array;
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
  const beginning = textOf(bytes, 0, 1024);
  const header = /%PDF-([12]\.\d)/.exec(beginning);
  if (header === null) {
    throw fail('PDF_NOT_A_PDF', {
      found: JSON.stringify(beginning.slice(0, 8).replace(/[^\x20-\x7e]/g, '.')),
    });
  }
  const { offset, end } = lastTrailer(bytes);
  const tail = textOf(bytes, end);
  if (/\d\s+\d+\s+obj\b/.test(tail)) {
    throw fail('PDF_TRUNCATED', {
      detail: both(
        'objects follow the last end-of-file line',
        'sau dòng kết thúc tệp cuối cùng còn có đối tượng',
      ),
    });
  }
  return Object.freeze({
    bytes,
    version: header[1] ?? '',
    crossReferenceAt: offset,
    leading: header.index,
    trailing: /^(\r\n|\n|\r)?$/.test(tail) ? 0 : tail.length,
  });
}

/**
 * Bytes as Latin-1, for patterns: a letter a byte. Parts only, wherever they are enough: the text of a whole document
 * is as large as the document, for each one that is signed.
 */
export function textOf(bytes: Uint8Array, from = 0, to = bytes.length): string {
  return asBuffer(bytes).toString('latin1', Math.min(from, bytes.length), Math.min(to, bytes.length));
}

/** It stands there in every file that ends as it should; the whole of one is only searched when not. */
const nearTheEnd = 1024;
const startxref = Buffer.from('startxref', 'latin1');

function lastTrailer(bytes: Uint8Array): { offset: number; end: number } {
  const view = asBuffer(bytes);
  const tail = Math.max(0, view.length - nearTheEnd);
  const near = view.subarray(tail).lastIndexOf(startxref);
  const from = near < 0 ? view.lastIndexOf(startxref) : tail + near;
  const found = from < 0 ? null : /^startxref\s+(\d{1,15})\s+%%EOF/.exec(textOf(bytes, from, from + 64));
  if (found === null) {
    throw fail('PDF_TRUNCATED', {
      detail: both('no "startxref … %%EOF" at its end', 'ở cuối không có "startxref … %%EOF"'),
    });
  }
  return { offset: Number(found[1]), end: from + found[0].length };
}
