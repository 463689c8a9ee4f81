/** How an object of a later revision is written around its values: as signing programs write it, or so that a byte of it could be another unseen. */
import { isKind, type PdfObject } from '../../../pdf/reading/index.ts';
import type { ObjectHead } from './object-head.ts';

/**
 * `head`: its number, generation and keyword have anything but one blank between them, or its entry leads elsewhere than to the
 * first digit; `offset`: to the line feed before it, as iText and DSS have written; `length`: its stream is not followed
 * by exactly one end of line, so that /Length may be another; `blank`: a zero byte or form feed stands for white space.
 */
export type Looseness = 'head' | 'offset' | 'length' | 'blank';

export const loosenessText: Readonly<Record<Looseness, string>> = Object.freeze({
  head: 'begins in a way that no signing program writes',
  offset: 'stands one byte behind the offset of its entry',
  length: 'is a stream whose /Length does not end before one end of line',
  blank: 'has zero bytes or form feeds for white space',
});

interface Place {
  readonly offset: number;
  readonly head: ObjectHead;
  /** Byte behind `endobj`. */
  readonly end: number;
}

/** What is loose about an object; of 11,948 objects in later revisions of 477 public files 47 are, all by `offset` but one. */
export function loosenessOf(bytes: Buffer, place: Place, object: PdfObject): Looseness | undefined {
  const { offset, head, end } = place;
  const isBefore = head.start === offset + 1 && bytes[offset] === 10;
  if (head.start !== offset && !isBefore) return 'head';
  if (
    !bytes
      .subarray(head.start, head.start + longestHead)
      .toString('latin1')
      .startsWith(headOf(head))
  )
    return 'head';
  const stream = isKind(object, 'stream') ? object.raw : undefined;
  const from = stream === undefined ? end : stream.byteOffset - bytes.byteOffset;
  const to = stream === undefined ? end : from + stream.length;
  if (stream !== undefined && !isOneLine(bytes, to)) return 'length';
  if (hasOddBlank(bytes, head.start, from) || hasOddBlank(bytes, to, end)) return 'blank';
  return isBefore ? 'offset' : undefined;
}

/** `8388607 65535 obj`. */
const longestHead = 24;

const headOf = ({ number, generation }: ObjectHead): string => `${number} ${generation} obj`;

/** One end of line and the word; all of 5,000 streams but one have it. */
function isOneLine(bytes: Buffer, at: number): boolean {
  const word = bytes[at] === 13 && bytes[at + 1] === 10 ? at + 2 : at + 1;
  return (bytes[at] === 10 || bytes[at] === 13) && bytes.toString('latin1', word, word + 9) === 'endstream';
}

/** Zero bytes and form feeds outside of strings, which hold any bytes, and comments. */
export function hasOddBlank(bytes: Buffer, from: number, to: number): boolean {
  const part = bytes.subarray(from, to);
  if (!part.includes(0) && !part.includes(12)) return false;
  let depth = 0;
  for (let at = 0; at < part.length; at++) {
    const byte = part[at];
    if (depth > 0) {
      if (byte === 0x5c) at++;
      else if (byte === 0x28) depth++;
      else if (byte === 0x29) depth--;
    } else if (byte === 0x28) depth = 1;
    else if (byte === 0x25) while (at < part.length && part[at] !== 10 && part[at] !== 13) at++;
    else if (byte === 0 || byte === 12) return true;
  }
  return false;
}
