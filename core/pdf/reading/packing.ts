/** Whether an object stream is built so that every reader finds the same objects in it (ISO 32000-1, 7.5.7). */
import { Cursor, isSpace, skipSpace, takeInteger } from './lexer.ts';
import {
  anything,
  flate,
  flateOrList,
  forms,
  isWrittenAs,
  numberOrReference,
  plainNumber,
  plainReference,
  word,
} from './written.ts';

const strict = {
  Type: word('/ObjStm'),
  N: plainNumber,
  First: plainNumber,
  Length: plainNumber,
  Filter: flate,
};

const strictForms = forms(strict);
const usualForms = forms({
  ...strict,
  Length: numberOrReference,
  Filter: flateOrList,
  DecodeParms: anything,
  Extends: plainReference,
});

const longestHead = 4096;

/** `signer`: nothing but what programs write that sign and archive; otherwise what any program writes. */
export function isPlainContainer(bytes: Buffer, offset: number, by: 'signer' | 'anyone' = 'anyone'): boolean {
  // Many may lead into one large object: each would be read again.
  const head = bytes.subarray(0, offset + longestHead);
  return isWrittenAs(head, offset, by === 'signer' ? strictForms : usualForms, false);
}

/**
 * Reads the list at the head of an object stream, and watches that it is plain numbers, its objects in their order, and nothing
 * but white space between them. Where a reader begins elsewhere, it then finds nothing that was put there for it.
 */
export class Packing {
  private readonly list: Cursor;
  private readonly first: number;
  private readonly numbers = new Set<number>();
  /** Behind the last object. */
  private end: number;
  private plain = true;
  private commented = false;

  constructor(data: Buffer, first: number) {
    this.list = new Cursor(data, 0);
    this.first = first;
    this.end = first;
  }

  /** The next number of the list; undefined when something else stands there. */
  next(): number | undefined {
    const { list } = this;
    skipSpace(list);
    const start = list.position;
    const value = takeInteger(list);
    if (list.bytes[start] === 0x30 && list.position - start > 1) this.plain = false;
    return value;
  }

  /** Object `number` was read from byte `start` to where `object` stands. */
  add(number: number, start: number, object: Cursor): void {
    if (this.numbers.has(number) || !this.isBlank(this.end, start)) this.plain = false;
    if (object.hasComment) this.commented = true;
    this.numbers.add(number);
    this.end = object.position;
  }

  /** What is odd when all are added: `packing-comment` is nothing but that comments stand in it. */
  oddity(): 'packing' | 'packing-comment' | undefined {
    const { list, first, end } = this;
    if (!this.isBlank(list.position, first) || !this.isBlank(end, list.bytes.length)) this.plain = false;
    if (!this.plain) return 'packing';
    return this.commented || list.hasComment ? 'packing-comment' : undefined;
  }

  private isBlank(from: number, to: number): boolean {
    const { bytes } = this.list;
    let at = from;
    while (at < to && isSpace(bytes[at])) at++;
    if (at === to) return true;
    const gap = new Cursor(bytes.subarray(0, to), at);
    skipSpace(gap);
    if (gap.hasComment) this.commented = true;
    return gap.position === to;
  }
}
