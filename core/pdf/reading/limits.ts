/** How much a file may ask of the reader before it is refused. */

export interface Limits {
  /** Bytes of the whole file. */
  readonly fileBytes: number;
  /** Entries in all cross-references together; also the highest object number. */
  readonly objects: number;
  /** Arrays and dictionaries inside each other; levels of page and field trees. */
  readonly depth: number;
  /** Bytes that all inflated structure (cross-reference and object streams) may take together. */
  readonly inflatedBytes: number;
  /** Cross-reference sections that lead to each other. */
  readonly revisions: number;
  /** Lookups, bytes read and bytes gone over again, together: see `work.ts`. */
  readonly steps: number;
  /** Values inside one object, or inside one object stream. */
  readonly values: number;
  /** Pages in the page tree. */
  readonly pages: number;
  /** Signature fields, and as many widgets of them. */
  readonly signatureFields: number;
}

export const defaultLimits: Limits = Object.freeze({
  fileBytes: 256 * 1024 * 1024,
  objects: 250_000,
  depth: 64,
  inflatedBytes: 64 * 1024 * 1024,
  revisions: 256,
  steps: 10_000_000,
  values: 600_000,
  pages: 50_000,
  signatureFields: 256,
});
