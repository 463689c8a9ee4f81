/** Writes DER again as BER, for tests: lengths that are indefinite or too long, octets in pieces. */
import type { Dice } from '../../../foundation/dice.ts';
import type { Shape } from '../der/from-ber.ts';
import { children, contentOf, encoded, readDer } from '../der/reader.ts';

export interface BerForm {
  /** Constructed values end with two zeros instead of having a length. */
  readonly indefinite: (tag: number) => boolean;
  /** Bytes of zeros in front of a length. */
  readonly zeros: (tag: number) => number;
  /** Bytes in each piece of an OCTET STRING; 0 leaves it whole. */
  readonly pieces: (tag: number) => number;
}

export const never = () => false;
export const none = () => 0;
export const allIndefinite: BerForm = { indefinite: () => true, zeros: none, pieces: none };

export function randomForm(chance: Dice): BerForm {
  return {
    indefinite: () => chance.below(3) === 0,
    zeros: (tag) => (tag !== 0x05 && chance.below(4) === 0 ? 1 + chance.below(3) : 0),
    pieces: () => (chance.below(3) === 0 ? 1 + chance.below(100) : 0),
  };
}

/** What the shape calls verbatim is left alone. Throws DerError for what is no DER. */
export function berOf(der: Uint8Array, shape: Shape, form: BerForm): Buffer {
  const value = readDer(der);
  if (shape === 'verbatim') return Buffer.from(encoded(value));
  const { tag } = value;
  if ((tag & 0x20) === 0) {
    const content = contentOf(value);
    const size = tag === 0x04 ? form.pieces(tag) : 0;
    if (size === 0) return withLength(tag, Buffer.from(content), form.zeros(tag));
    const pieces: Buffer[] = [];
    for (let at = 0; at < content.length; at += size)
      pieces.push(withLength(0x04, Buffer.from(content.subarray(at, at + size)), form.zeros(0x04)));
    return constructed(0x24, pieces, form);
  }
  const parts = children(value).map((child, index) => berOf(encoded(child), shape(child.tag, index), form));
  return constructed(tag, parts, form);
}

function constructed(tag: number, parts: readonly Buffer[], form: BerForm): Buffer {
  return form.indefinite(tag)
    ? Buffer.concat([Buffer.of(tag, 0x80), ...parts, Buffer.alloc(2)])
    : withLength(tag, Buffer.concat(parts), form.zeros(tag));
}

/** `zeros`: also a small length gets its long form. */
export function withLength(tag: number, content: Buffer, zeros: number): Buffer {
  const { length } = content;
  if (length < 0x80 && zeros === 0) return Buffer.concat([Buffer.of(tag, length), content]);
  const hex = length.toString(16);
  const digits = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([
    Buffer.of(tag, 0x80 | (zeros + digits.length)),
    Buffer.alloc(zeros),
    digits,
    content,
  ]);
}
