/** Memory for documents, used again: in a batch, collecting each document's anew takes as long as signing it. */

export interface DocumentBuffers {
  /** Its content is whatever was there before. */
  take(length: number): Uint8Array;
  /** Nobody looks at these bytes any more. Bytes that were not taken from here, or are back already, are left alone. */
  give(bytes: Uint8Array): void;
}

const granule = 64 * 1024;
const mostFree = 32;
const mostFreeBytes = 64 * 1024 * 1024;

export function documentBuffers(): DocumentBuffers {
  const taken = new WeakSet<ArrayBufferLike>();
  const free: ArrayBufferLike[] = [];
  return Object.freeze({
    take: (length: number) => {
      // Not one that is far too large: a single long document would then keep short ones from theirs.
      const at = free.findIndex(
        ({ byteLength }) => byteLength >= length && byteLength <= 4 * length + granule,
      );
      const [kept] = at < 0 ? [] : free.splice(at, 1);
      const buffer = kept ?? Buffer.allocUnsafeSlow(Math.ceil((length + 1) / granule) * granule).buffer;
      taken.add(buffer);
      return Buffer.from(buffer, 0, length);
    },
    give: ({ buffer }: Uint8Array) => {
      if (!taken.delete(buffer)) return;
      const bytes = free.reduce((sum, { byteLength }) => sum + byteLength, buffer.byteLength);
      if (free.length < mostFree && bytes <= mostFreeBytes) free.push(buffer);
    },
  });
}
