/** The content of a stream as text, for a look at its words. */
import { CongvuError } from '../../../foundation/error.ts';
import type { PdfStream, View } from '../reading/index.ts';
import { unpackedBytes } from './streams.ts';

const largestContent = 16 * 1024 * 1024;

/** The bytes of a stream as Latin-1; undefined when its filters are not known here, or it is too large. */
export function plainText(view: View, stream: PdfStream): string | undefined {
  try {
    const bytes = unpackedBytes(view, stream, { limit: largestContent, left: largestContent });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}
