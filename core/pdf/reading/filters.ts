/** Decodes the streams that carry structure: cross-reference and object streams (ISO 32000-1, 7.4.4). */

import { inflateSync } from 'node:zlib';
import { both } from '../../../foundation/bilingual.ts';
import { fail } from './errors.ts';
import { isKind, isName, type PdfObject, type PdfStream } from './objects.ts';

/** What is left of `Limits.inflatedBytes` for one file. */
export interface InflateBudget {
  readonly limit: number;
  left: number;
}

/**
 * The decoded bytes of a structure stream: unfiltered or FlateDecode, with or without a predictor.
 * Throws PDF_FILTER_UNSUPPORTED, PDF_INFLATES_TOO_FAR, PDF_STREAM_DAMAGED.
 */
export function decodeStructureStream(stream: PdfStream, object: number, budget: InflateBudget): Buffer {
  const filter = single(stream.dictionary.entries.get('Filter'));
  if (filter === undefined || filter === null) return asBuffer(stream.raw);
  if (!isName(filter, 'FlateDecode')) {
    throw fail('PDF_FILTER_UNSUPPORTED', {
      object,
      filter: isName(filter) ? filter.value : both('chain of filters', 'nhiều bộ lọc nối tiếp'),
    });
  }
  const inflated = inflate(stream.raw, object, budget);
  const parameters = single(stream.dictionary.entries.get('DecodeParms'));
  if (!isKind(parameters, 'dictionary')) return inflated;
  const number = (key: string, otherwise: number) => {
    const value = parameters.entries.get(key);
    return typeof value === 'number' ? value : otherwise;
  };
  const predictor = number('Predictor', 1);
  if (predictor === 1) return inflated;
  const bitsPerPixel = number('Colors', 1) * number('BitsPerComponent', 8);
  if (predictor < 10 || bitsPerPixel % 8 !== 0 || bitsPerPixel > 256) {
    throw fail('PDF_FILTER_UNSUPPORTED', {
      object,
      filter: both(`predictor ${predictor}`, `bộ dự đoán ${predictor}`),
    });
  }
  return undoPngPrediction(inflated, bitsPerPixel / 8, number('Columns', 1), object);
}

/** The same bytes, not copied. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function single(object: PdfObject | undefined): PdfObject | undefined {
  return isKind(object, 'array') && object.items.length === 1 ? object.items[0] : object;
}

/** For output, in one piece: structure inflates to about four times. The default of 16 kB costs more to get than to fill. */
function room(rawBytes: number): number {
  return Math.min(Math.max(4 * rawBytes, 1024), 65_536);
}

function inflate(raw: Uint8Array, object: number, budget: InflateBudget): Buffer {
  try {
    const result = inflateSync(raw, {
      maxOutputLength: Math.max(1, budget.left),
      chunkSize: room(raw.length),
    });
    budget.left -= result.length;
    return result;
  } catch (error) {
    if (error instanceof RangeError || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw fail('PDF_INFLATES_TOO_FAR', { limit: budget.limit, object }, error);
    }
    throw fail('PDF_STREAM_DAMAGED', { object }, error);
  }
}

function undoPngPrediction(data: Buffer, pixel: number, columns: number, object: number): Buffer {
  const row = pixel * columns;
  if (!Number.isInteger(row) || row < 1 || row > 4096) throw fail('PDF_STREAM_DAMAGED', { object });
  const rows = Math.floor(data.length / (row + 1));
  const out = Buffer.alloc(rows * row);
  for (let y = 0; y < rows; y++) {
    const type = data[y * (row + 1)] as number;
    if (type > 4) throw fail('PDF_STREAM_DAMAGED', { object });
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x >= pixel ? (out[at - pixel] as number) : 0;
      const up = y > 0 ? (out[at - row] as number) : 0;
      const upLeft = x >= pixel && y > 0 ? (out[at - row - pixel] as number) : 0;
      out[at] = (data[y * (row + 1) + 1 + x] as number) + predicted(type, left, up, upLeft);
    }
  }
  return out;
}

function predicted(type: number, left: number, up: number, upLeft: number): number {
  if (type === 0) return 0;
  if (type === 1) return left;
  if (type === 2) return up;
  if (type === 3) return (left + up) >> 1;
  const estimate = left + up - upLeft;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)];
  return a <= b && a <= c ? left : b <= c ? up : upLeft;
}
