/**
 * Whether every reader takes the same bytes out of a stream that pages show. Tried with Poppler, MuPDF, PDFium and pdf.js: where one
 * of them shows nothing, or the bytes as they stand, another page is seen.
 */
import { isKind, isName, itemsOf, type PdfObject, type PdfStream } from './objects.ts';
import type { View } from './view.ts';

/** What is odd about a stream: the word in it or the key of its dictionary. */
export type StreamOddity =
  | 'endstream'
  | '/DP'
  | '/Filter'
  | '/DecodeParms'
  | '/W'
  | '/ColorSpace'
  | '/BitsPerComponent';

type Entries = PdfStream['dictionary']['entries'];

/** Instructions are looked at wholly; of a picture no more bytes than are searched in a tenth of a millisecond. */
const mostSearched = 256 * 1024;
const longWords: ReadonlySet<string> = new Set([
  'FlateDecode',
  'LZWDecode',
  'ASCII85Decode',
  'ASCIIHexDecode',
  'RunLengthDecode',
]);
/** As inline images have them (ISO 32000-1, table 93): some readers take them in any dictionary, and before the long ones. */
const shortKeys = ['W', 'H', 'BPC', 'CS', 'D', 'IM'] as const;
const depths: ReadonlySet<unknown> = new Set([1, 2, 4, 8, 16]);

/** The first thing that readers take differently; undefined where there is none. External contents are not looked at here. */
export function oddStream(view: View, stream: PdfStream): StreamOddity | undefined {
  const { dictionary, raw } = stream;
  const { entries } = dictionary;
  if (entries.has('DP')) return '/DP';
  const isPicture = isName(view.resolve(entries.get('Subtype')), 'Image');
  // MuPDF ends there, whatever /Length says.
  if ((!isPicture || raw.length <= mostSearched) && bufferOf(raw).includes('endstream', 0, 'latin1')) {
    return 'endstream';
  }
  return isPicture ? oddPicture(view, entries) : oddPacking(view, entries, raw);
}

function bufferOf(raw: Uint8Array): Buffer {
  return Buffer.isBuffer(raw) ? raw : Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
}

/** PDFium shows instructions as they stand where it does not know a filter, or the packed bytes are none; others show nothing. */
function oddPacking(view: View, entries: Entries, raw: Uint8Array): StreamOddity | undefined {
  const given = entries.get('Filter');
  const parameters = entries.get('DecodeParms');
  if (parameters !== undefined && predicts(view, view.resolve(parameters))) return '/DecodeParms';
  if (given === undefined) return undefined;
  const filter = view.resolve(given);
  if (filter === null) return undefined;
  const filters = isKind(filter, 'array') ? filter.items.map((one) => view.resolve(one)) : [filter];
  if (!filters.every((one) => isName(one) && longWords.has(one.value))) return '/Filter';
  const isFlate = isName(filters[0], 'FlateDecode');
  return isFlate && raw.length > 0 && !isZlib(raw) ? '/Filter' : undefined;
}

/** Predictors are for pictures and tables: pdf.js gives up a page whose rows are none. */
function predicts(view: View, given: PdfObject): boolean {
  const each = isKind(given, 'array') ? given.items.map((one) => view.resolve(one)) : [given];
  return each.some((one) => {
    if (one === null) return false;
    const predictor = isKind(one, 'dictionary') ? view.resolve(one.entries.get('Predictor')) : 0;
    return predictor !== null && predictor !== 1;
  });
}

/** RFC 1950, 2.2: deflate, no preset dictionary, the check bits right; RFC 1951, 3.2.3: a block of a kind that exists. */
function isZlib(raw: Uint8Array): boolean {
  const [method = 0, flags = 0, block = 0] = raw;
  return (method & 15) === 8 && (method * 256 + flags) % 31 === 0 && (flags & 32) === 0 && (block & 6) !== 6;
}

function oddPicture(view: View, entries: Entries): StreamOddity | undefined {
  if (shortKeys.some((key) => entries.has(key))) return '/W';
  const filter = view.resolve(entries.get('Filter'));
  const last = isKind(filter, 'array') ? view.resolve(itemsOf(filter).at(-1)) : filter;
  const isMask = view.resolve(entries.get('ImageMask')) === true;
  if (isMask || isName(last, 'JPXDecode')) return undefined;
  if (view.resolve(entries.get('ColorSpace')) === null) return '/ColorSpace';
  const isSelfTold = isName(last) && selfTold.has(last.value);
  return isSelfTold || depths.has(view.resolve(entries.get('BitsPerComponent')))
    ? undefined
    : '/BitsPerComponent';
}

/** Filters whose pictures say their own depth. */
const selfTold: ReadonlySet<string> = new Set(['DCTDecode', 'CCITTFaxDecode', 'JBIG2Decode']);
