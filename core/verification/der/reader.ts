/** Reads DER (X.690) strictly: definite, minimal lengths, nothing behind the end, bounded depth by construction. */

/** One value: where it stands in `bytes`, header and content apart. */
export interface DerValue {
  readonly bytes: Uint8Array;
  /** The identifier octet: class, constructed bit and a tag number below 31. */
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** The bytes are not the DER that the structure asks for. `place` names the field that was being read. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** What `read` gives, in a list; an empty one for bytes that are no such DER. Leaving out what cannot be read never helps a forger. */
export function ifReadable<Read>(read: () => Read): Read[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}

export const Tag = Object.freeze({
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
  context: (number: number) => 0xa0 | number,
  contextPrimitive: (number: number) => 0x80 | number,
});

/** Only lists of revoked certificates have more. */
const maxChildren = 10_000;

/** The value that begins at `at`; it has to end by `limit`. */
export function readDer(bytes: Uint8Array, at = 0, limit = bytes.length): DerValue {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limit) throw new DerError(`nothing at byte ${at}`);
  if ((tag & 0x1f) === 0x1f) throw new DerError(`a tag of several bytes at byte ${at}`);
  let length = first;
  let content = at + 2;
  if (first > 0x7f) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new DerError(`a length that DER does not allow at byte ${at}`);
    length = 0;
    for (let index = 0; index < count; index++) length = length * 256 + (bytes[content++] ?? 0);
    if (length < 0x80 || length < 256 ** (count - 1))
      throw new DerError(`a length longer than needed at byte ${at}`);
  }
  const end = content + length;
  if (end > limit) throw new DerError(`a value that runs over its end at byte ${at}`);
  return { bytes, tag, start: at, content, end };
}

/** The only value in `bytes`. */
export function readOnlyDer(bytes: Uint8Array): DerValue {
  const value = readDer(bytes);
  if (value.end !== bytes.length) throw new DerError(`${bytes.length - value.end} bytes behind the value`);
  return value;
}

/** The values inside a constructed one. */
export function children(value: DerValue, most = maxChildren): DerValue[] {
  const found: DerValue[] = [];
  for (let at = value.content; at < value.end; ) {
    const child = readDer(value.bytes, at, value.end);
    found.push(child);
    at = child.end;
    if (found.length > most) throw new DerError('too many values');
  }
  return found;
}

/** Takes values one after another, in the order of an ASN.1 SEQUENCE. */
export interface Sequence {
  /** The next value must have this tag. */
  take(tag: number, place: string): DerValue;
  takeIf(tag: number): DerValue | undefined;
  takeAny(place: string): DerValue;
  readonly rest: readonly DerValue[];
  /** Throws unless everything was taken. */
  finish(place: string): void;
}

export function sequence(value: DerValue, place: string, tag: number = Tag.sequence): Sequence {
  if (value.tag !== tag) throw new DerError(`${place}: expected tag ${hex(tag)}, got ${hex(value.tag)}`);
  return new Taker(children(value));
}

/** A class, since closures would be made anew for each of the hundred sequences of a signature. */
class Taker implements Sequence {
  private readonly items: readonly DerValue[];
  private next = 0;

  constructor(items: readonly DerValue[]) {
    this.items = items;
  }

  take(wanted: number, place: string): DerValue {
    const item = this.items[this.next];
    if (item?.tag !== wanted) {
      const got = item === undefined ? 'nothing' : hex(item.tag);
      throw new DerError(`${place}: expected tag ${hex(wanted)}, got ${got}`);
    }
    this.next++;
    return item;
  }

  takeIf(wanted: number): DerValue | undefined {
    const item = this.items[this.next];
    if (item?.tag !== wanted) return undefined;
    this.next++;
    return item;
  }

  takeAny(place: string): DerValue {
    const item = this.items[this.next++];
    if (item === undefined) throw new DerError(`${place}: missing`);
    return item;
  }

  get rest(): readonly DerValue[] {
    return this.items.slice(this.next);
  }

  finish(place: string): void {
    if (this.next < this.items.length) throw new DerError(`${place}: unexpected further values`);
  }
}

export function contentOf(value: DerValue): Uint8Array {
  return value.bytes.subarray(value.content, value.end);
}

export function encoded(value: DerValue): Uint8Array {
  return value.bytes.subarray(value.start, value.end);
}

export function expectTag(value: DerValue, tag: number, place: string): DerValue {
  if (value.tag !== tag) throw new DerError(`${place}: expected tag ${hex(tag)}, got ${hex(value.tag)}`);
  return value;
}

function hex(tag: number): string {
  return `0x${tag.toString(16).padStart(2, '0')}`;
}
