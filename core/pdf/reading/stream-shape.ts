/**
 * Whether every reader takes the same bytes out of a stream that pages show. Tried with Poppler, MuPDF, PDFium and pdf.js: where one
 * of them shows nothing, or the bytes as they stand, another page is seen.
 */
import { oddAscii } from './ascii-shape.ts';
import { asBuffer } from './filters.ts';
import { isWritten } from './lexer.ts';
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
  | '/BitsPerComponent'
  | '/BBox'
  | '/Matrix'
  | '/Width'
  | '/ImageMask'
  | '/Decode'
  | 'ASCIIHexDecode'
  | 'ASCII85Decode';

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
  const kind = view.resolve(entries.get('Subtype'));
  const isPicture = isName(kind, 'Image');
  // MuPDF ends there, whatever /Length says.
  if ((!isPicture || raw.length <= mostSearched) && saysEnd(asBuffer(raw))) return 'endstream';
  const odd = isPicture
    ? oddPicture(view, entries)
    : ((isName(kind, 'Form') ? oddForm(view, entries) : undefined) ?? oddPacking(view, entries, raw));
  if (odd !== undefined || !entries.has('Filter') || raw.length > mostSearched) return odd;
  return oddAscii(filtersOf(view, entries.get('Filter')), raw);
}

/** Whether `endstream` stands in it. By its beginning: in packed data Node takes ten times as long for words of eight letters and more. */
function saysEnd(raw: Buffer): boolean {
  for (let at = raw.indexOf('endst', 0, 'latin1'); at >= 0; at = raw.indexOf('endst', at + 1, 'latin1')) {
    if (isWritten('endstream', raw, at)) return true;
  }
  return false;
}

function filtersOf(view: View, given: PdfObject | undefined): readonly PdfObject[] {
  const filter = view.resolve(given);
  return isKind(filter, 'array') ? filter.items.map((one) => view.resolve(one)) : [filter];
}

/**
 * ISO 32000-1, 8.10.2. Without a box Poppler shows nothing and MuPDF all of it; pdf.js passes over a box or a matrix of another length.
 * A box without a surface hides the form everywhere, and invisible signatures have it.
 */
function oddForm(view: View, entries: Entries): StreamOddity | undefined {
  if (!areNumbers(view, entries.get('BBox'), 4)) return '/BBox';
  const matrix = entries.get('Matrix');
  return matrix === undefined || areNumbers(view, matrix, 6) ? undefined : '/Matrix';
}

function areNumbers(view: View, given: PdfObject | undefined, count: number): boolean {
  const items = itemsOf(view.resolve(given));
  return items.length === count && items.every((one) => Number.isFinite(view.resolve(one)));
}

/** PDFium shows instructions as they stand where it does not know a filter, or the packed bytes are none; others show nothing. */
function oddPacking(view: View, entries: Entries, raw: Uint8Array): StreamOddity | undefined {
  const given = entries.get('Filter');
  const parameters = entries.get('DecodeParms');
  if (parameters !== undefined && predicts(view, view.resolve(parameters))) return '/DecodeParms';
  if (given === undefined) return undefined;
  if (view.resolve(given) === null) return undefined;
  const filters = filtersOf(view, given);
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
  if (!isSize(view, entries.get('Width')) || !isSize(view, entries.get('Height'))) return '/Width';
  const mask = view.resolve(entries.get('ImageMask'));
  if (mask === true) return oddMask(view, entries);
  // Poppler shows nothing then.
  if (mask !== null && mask !== false) return '/ImageMask';
  if (isName(last, 'JPXDecode')) return undefined;
  if (view.resolve(entries.get('ColorSpace')) === null) return '/ColorSpace';
  const isSelfTold = isName(last) && selfTold.has(last.value);
  return isSelfTold || depths.has(view.resolve(entries.get('BitsPerComponent')))
    ? undefined
    : '/BitsPerComponent';
}

function isSize(view: View, given: PdfObject | undefined): boolean {
  const size = view.resolve(given);
  return Number.isInteger(size) && Number(size) > 0;
}

/** ISO 32000-1, 8.9.6.2: one bit a place, 0 or 1 of which paints. Poppler shows no other mask, MuPDF does. */
function oddMask(view: View, entries: Entries): StreamOddity | undefined {
  const depth = view.resolve(entries.get('BitsPerComponent'));
  if (depth !== null && depth !== 1) return '/BitsPerComponent';
  const decode = entries.get('Decode');
  return decode === undefined || areNumbers(view, decode, 2) ? undefined : '/Decode';
}

/** Filters whose pictures say their own depth. */
const selfTold: ReadonlySet<string> = new Set(['DCTDecode', 'CCITTFaxDecode', 'JBIG2Decode']);
