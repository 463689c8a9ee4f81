/** The content of a stream, for a look at its words. */
import { CongvuError } from '../../../foundation/error.ts';
import { asBuffer } from '../reading/filters.ts';
import type { PdfStream, View } from '../reading/index.ts';
import { unpackedBytes } from './streams.ts';

const largestContent = 16 * 1024 * 1024;

/** As Latin-1; undefined when the filters of the stream are not known here, or it is too large. */
export function plainText(view: View, stream: PdfStream): string | undefined {
  return plainBytes(view, stream)?.toString('latin1');
}

/** Undefined as `plainText`. */
export function plainBytes(view: View, stream: PdfStream): Buffer | undefined {
  try {
    return asBuffer(unpackedBytes(view, stream, { limit: largestContent, left: largestContent }));
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}
