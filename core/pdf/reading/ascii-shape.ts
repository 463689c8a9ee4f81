/**
 * Whether every reader takes the same bytes out of data that are written in letters (ISO 32000-1, 7.4.2 and 7.4.3). Where a letter
 * does not belong there, MuPDF ends, Poppler passes over it, and others show nothing.
 */
import { asBuffer } from './filters.ts';
import { isName, type PdfObject } from './objects.ts';

/** Whole, to the end mark. Without one MuPDF passes over what ASCII85 has; hexadecimal all viewers read to its end. */
const shapes = {
  ASCIIHexDecode: /^[\0\s\da-f]*(?:>[\0\s]*)?$/iu,
  ASCII85Decode: /^[\0\s!-uz]*~>[\0\s]*$/u,
} as const;

/** The filter whose data are odd. Data that were packed before they were written in letters are never usual. */
export function oddAscii(filters: readonly PdfObject[], raw: Uint8Array): keyof typeof shapes | undefined {
  for (const [at, filter] of filters.entries()) {
    const name = isName(filter) ? filter.value : '';
    if (name !== 'ASCIIHexDecode' && name !== 'ASCII85Decode') continue;
    if (at > 0 || !shapes[name].test(asBuffer(raw).toString('latin1'))) return name;
  }
  return undefined;
}
