/** The bytes of streams that carry what is drawn: contents, character maps, fonts. */
import { both } from '../../../foundation/bilingual.ts';
import { fail } from '../reading/errors.ts';
import { decodeStructureStream, type InflateBudget } from '../reading/filters.ts';
import { isKind, isName, type PdfObject, type PdfStream, type View } from '../reading/index.ts';
import { fromAscii85, fromAsciiHex, fromRunLengths } from './ascii-filters.ts';
import { fromLzw } from './lzw.ts';

/** Filters behind each other: two are usual, and each costs its output. */
const mostFilters = 4;

/**
 * Through every filter of ISO 32000-1, 7.4, that is not for pictures. `budget`: of what every filter puts out together.
 * Throws PDF_FILTER_UNSUPPORTED, PDF_INFLATES_TOO_FAR, PDF_STREAM_DAMAGED.
 */
export function unpackedBytes(view: View, stream: PdfStream, budget: InflateBudget): Uint8Array {
  const { entries } = stream.dictionary;
  const filters = listed(view, entries.get('Filter'));
  const parameters = listed(view, entries.get('DecodeParms'));
  if (filters.length > mostFilters) {
    throw fail('PDF_FILTER_UNSUPPORTED', {
      object: 0,
      filter: both('chain of filters', 'nhiều bộ lọc nối tiếp'),
    });
  }
  return filters.reduce(
    (bytes: Uint8Array, filter, index) => through(view, filter, parameters[index] ?? null, bytes, budget),
    stream.raw,
  );
}

function listed(view: View, object: PdfObject | undefined): readonly PdfObject[] {
  const given = view.resolve(object);
  if (isKind(given, 'array')) return given.items.map((item) => view.resolve(item));
  return given === null ? [] : [given];
}

/** The short names are those of inline images; readers take them everywhere. */
function through(
  view: View,
  filter: PdfObject,
  parameters: PdfObject,
  bytes: Uint8Array,
  budget: InflateBudget,
): Uint8Array {
  // Some writers name a filter for nothing.
  if (bytes.length === 0) return bytes;
  const name = isName(filter) ? filter.value : '';
  const inflates = name === 'FlateDecode' || name === 'Fl';
  const entries = new Map<string, PdfObject>([
    ['Filter', inflates ? { kind: 'name', value: 'FlateDecode' } : filter],
    ['DecodeParms', parameters],
  ]);
  const packed: PdfStream = { kind: 'stream', dictionary: { kind: 'dictionary', entries }, raw: bytes };
  if (inflates) return decodeStructureStream(packed, 0, budget);
  const plain = plainFilters.get(name);
  if (plain !== undefined) return charged(plain(bytes, budget.left), budget);
  if (name === 'LZWDecode' || name === 'LZW') {
    const given = isKind(parameters, 'dictionary') ? parameters.entries : new Map<string, PdfObject>();
    const predictor = view.resolve(given.get('Predictor'));
    if (predictor === null || predictor === 1) {
      const early = view.resolve(given.get('EarlyChange')) !== 0;
      return charged(fromLzw(bytes, early, budget.left), budget);
    }
  }
  return decodeStructureStream(packed, 0, budget);
}

type PlainFilter = (bytes: Uint8Array, most: number) => Uint8Array | 'damaged' | 'too-large';

const plainFilters: ReadonlyMap<string, PlainFilter> = new Map([
  ['ASCII85Decode', fromAscii85],
  ['A85', fromAscii85],
  ['ASCIIHexDecode', fromAsciiHex],
  ['AHx', fromAsciiHex],
  ['RunLengthDecode', fromRunLengths],
  ['RL', fromRunLengths],
]);

function charged(bytes: ReturnType<PlainFilter>, budget: InflateBudget): Uint8Array {
  if (bytes === 'damaged') throw fail('PDF_STREAM_DAMAGED', { object: 0 });
  if (bytes === 'too-large') throw fail('PDF_INFLATES_TOO_FAR', { limit: budget.limit, object: 0 });
  budget.left -= bytes.length;
  return bytes;
}
