/** Turns BER (X.690, 8) into DER as far as lengths and OCTET STRINGs in pieces go. Nothing is guessed: all else stays as it is. */
import { DerError, Tag } from './reader.ts';
import { headerOf } from './wrap.ts';

/**
 * What to do with a value: to copy it as it stands, which takes a header that is DER; or to convert it, with a shape for
 * each value inside by its tag and its place there. For what was signed or hashed as it stands.
 */
export type Shape = 'verbatim' | ((tag: number, index: number) => Shape);

/** Everything inside is converted. */
export const anything: Shape = () => anything;

export interface Converted {
  readonly der: Uint8Array;
  /** Where the value ended in the source. */
  readonly end: number;
}

const deepest = 32;
/** A stream writes its content in pieces of a few kilobytes. */
const mostValues = 50_000;
const octetsInPieces = 0x24;

/** The value at the start of `bytes`; undefined when it already is DER, as far as was looked. Throws DerError. */
export function derOfBer(bytes: Uint8Array, shape: Shape): Converted | undefined {
  const conversion = new Conversion(bytes);
  const [node, end] = conversion.value(0, bytes.length, 0, shape);
  if (!conversion.changed) return undefined;
  const der = Buffer.alloc(sizeOf(node));
  write(node, der, 0);
  return { der, end };
}

/** Bytes to be copied, or a header to be written around others. */
type Node =
  | Uint8Array
  | { readonly header: Uint8Array; readonly parts: readonly Node[]; readonly size: number };

interface Header {
  readonly tag: number;
  readonly content: number;
  /** Undefined: to the end-of-contents octets. */
  readonly length: number | undefined;
  readonly isDer: boolean;
}

class Conversion {
  changed = false;
  private values = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  value(at: number, limit: number, depth: number, shape: Shape): readonly [Node, number] {
    const header = this.headerAt(at, limit, depth);
    const { tag, content, length } = header;
    if (shape === 'verbatim') {
      if (length === undefined || !header.isDer)
        throw new DerError(`a value that has to be DER at byte ${at}`);
      return [this.bytes.subarray(at, content + length), content + length];
    }
    if (!header.isDer) this.changed = true;
    if (tag === octetsInPieces) {
      this.changed = true;
      const pieces: Uint8Array[] = [];
      const end = this.pieces(header, limit, depth, pieces);
      return [wrapped(Tag.octetString, pieces), end];
    }
    if ((tag & 0x20) === 0) {
      const end = content + (length ?? 0);
      return [wrapped(tag, [this.bytes.subarray(content, end)]), end];
    }
    const parts: Node[] = [];
    const end = this.inside(header, limit, (place) => {
      const inner = shape(this.bytes[place] ?? 0, parts.length);
      const [part, next] = this.value(
        place,
        header.length === undefined ? limit : content + header.length,
        depth + 1,
        inner,
      );
      parts.push(part);
      return next;
    });
    return [wrapped(tag, parts), end];
  }

  private pieces(header: Header, limit: number, depth: number, into: Uint8Array[]): number {
    const inner = header.length === undefined ? limit : header.content + header.length;
    return this.inside(header, limit, (place) => {
      const piece = this.headerAt(place, inner, depth + 1);
      if (piece.tag === octetsInPieces) return this.pieces(piece, inner, depth + 1, into);
      if (piece.tag !== Tag.octetString) throw new DerError(`expected a piece of octets at byte ${place}`);
      const end = piece.content + (piece.length ?? 0);
      into.push(this.bytes.subarray(piece.content, end));
      return end;
    });
  }

  /** Goes over the values inside; returns where the outer one ends. */
  private inside({ content, length }: Header, limit: number, take: (place: number) => number): number {
    let at = content;
    if (length !== undefined) {
      while (at < content + length) at = take(at);
      return at;
    }
    while (at + 2 <= limit) {
      if (this.bytes[at] === 0 && this.bytes[at + 1] === 0) return at + 2;
      at = take(at);
    }
    throw new DerError('a value without its end');
  }

  private headerAt(at: number, limit: number, depth: number): Header {
    if (depth > deepest) throw new DerError(`more than ${deepest} values inside one another`);
    if (++this.values > mostValues) throw new DerError('too many values');
    const tag = this.bytes[at];
    const first = this.bytes[at + 1];
    if (tag === undefined || first === undefined || at + 2 > limit)
      throw new DerError(`nothing at byte ${at}`);
    if ((tag & 0x1f) === 0x1f || !isKnownForm(tag)) throw new DerError(`an unexpected tag at byte ${at}`);
    if (first === 0x80) {
      if ((tag & 0x20) === 0) throw new DerError(`a primitive value without length at byte ${at}`);
      return { tag, content: at + 2, length: undefined, isDer: false };
    }
    const count = first < 0x80 ? 0 : first & 0x7f;
    const content = at + 2 + count;
    if (first === 0xff || content > limit) throw new DerError(`a broken length at byte ${at}`);
    let length = first < 0x80 ? first : 0;
    for (let place = at + 2; place < content; place++) {
      length = length * 256 + (this.bytes[place] ?? 0);
      if (length > limit) throw new DerError(`a value that runs over its end at byte ${at}`);
    }
    if (content + length > limit) throw new DerError(`a value that runs over its end at byte ${at}`);
    return { tag, content, length, isDer: count === headerOf(tag, length).length - 2 };
  }
}

/** Sequences and sets are constructed; of universal strings only octets come in pieces here; zero ends a value. */
function isKnownForm(tag: number): boolean {
  if ((tag & 0xc0) !== 0) return true;
  const isConstructed = (tag & 0x20) !== 0;
  if (isConstructed) return tag === Tag.sequence || tag === Tag.set || tag === octetsInPieces;
  return tag !== 0 && tag !== 0x10 && tag !== 0x11;
}

function wrapped(tag: number, parts: readonly Node[]): Node {
  const inside = parts.reduce((sum, part) => sum + sizeOf(part), 0);
  const header = headerOf(tag, inside);
  return { header, parts, size: header.length + inside };
}

function sizeOf(node: Node): number {
  return node instanceof Uint8Array ? node.length : node.size;
}

function write(node: Node, into: Uint8Array, at: number): number {
  if (node instanceof Uint8Array) {
    into.set(node, at);
    return at + node.length;
  }
  into.set(node.header, at);
  return node.parts.reduce((place, part) => write(part, into, place), at + node.header.length);
}
