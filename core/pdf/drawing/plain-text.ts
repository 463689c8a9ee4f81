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

/** Undefined as `plainText`; beyond `most` bytes as well. */
export function plainBytes(view: View, stream: PdfStream, most = largestContent): Buffer | undefined {
  const bytes = bytesOrFault(view, stream, most);
  return bytes === 'damaged' ? undefined : bytes;
}

/** As `plainBytes`; `damaged` for packed data that break off, or are none. */
export function bytesOrFault(
  view: View,
  stream: PdfStream,
  most = largestContent,
): Buffer | 'damaged' | undefined {
  try {
    return asBuffer(unpackedBytes(view, stream, { limit: most, left: most }));
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    return error.code === 'PDF_STREAM_DAMAGED' ? 'damaged' : undefined;
  }
}
