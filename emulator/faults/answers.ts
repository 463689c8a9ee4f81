/** Wrong answers: a reply that succeeded, and what the application gets in its place. Pure functions on frames. */

import { dice } from '../../foundation/dice.ts';
import { attributeKind } from '../wire/attributes.ts';
import type { CallSpec } from '../wire/calls.ts';
import { replyFrame, replyStart } from '../wire/frame.ts';
import { valueWriter } from '../wire/values.ts';

/** The values of a reply frame, behind its signature. A view, not a copy. */
export function replyValues(frame: Buffer, call: CallSpec): Buffer {
  return frame.subarray(replyStart(frame, call));
}

/** The bytes of a reply `ay`; undefined when it tells only a length. */
export function outputBytes(frame: Buffer, call: CallSpec): Buffer | undefined {
  const values = replyValues(frame, call);
  return values[0] === 1 ? values.subarray(5, 5 + values.readUInt32BE(1)) : undefined;
}

/** The same reply with other bytes. */
export function withOutput(frame: Buffer, call: CallSpec, bytes: Uint8Array): Buffer {
  return replyFrame(frame.readUInt32BE(0), call, valueWriter().bytes(bytes).end());
}

/** One bit is turned, counted from the highest bit of the first byte; `bit` beyond the end starts again. */
export function withFlippedBit(bytes: Uint8Array, bit: number): { bytes: Buffer; bit: number } {
  const copy = Buffer.from(bytes);
  const place = bit % (copy.length * 8);
  const at = place >> 3;
  copy[at] = (copy[at] ?? 0) ^ (0x80 >> (place & 7));
  return { bytes: copy, bit: place };
}

/**
 * A signature of the same length that does not verify. Each half, as a number, becomes smaller but not 0: r and s of an
 * ECDSA signature stay within the order of the curve, an RSA signature below the modulus.
 */
export function wrongSignature(bytes: Uint8Array, roll: number): Buffer {
  const middle = bytes.length % 2 === 0 ? bytes.length / 2 : 0;
  return Buffer.concat([
    smaller(bytes.subarray(0, middle), roll, 0),
    smaller(bytes.subarray(middle), roll, 1),
  ]);
}

function smaller(number: Uint8Array, roll: number, stream: number): Buffer {
  const { below } = dice(roll, stream);
  const copy = Buffer.from(number);
  const first = copy.findIndex((byte) => byte !== 0);
  if (first < 0) return copy;
  copy[first] = below(copy[first] ?? 1);
  for (let at = first + 1; at < copy.length; at++) copy[at] = below(256);
  if (first < copy.length - 1) copy[copy.length - 1] = (copy.at(-1) ?? 0) | 1;
  return copy;
}

/** `earlier` as an answer of `length` bytes: cut, or said again and again. */
export function repeated(earlier: Uint8Array, length: number): Buffer {
  return Buffer.alloc(length, Buffer.from(earlier));
}

/** Fewer bytes, or fewer entries of a list; undefined when there is nothing to cut off. */
export function partialReply(frame: Buffer, call: CallSpec, keep: number | undefined): Buffer | undefined {
  const values = replyValues(frame, call);
  if (values[0] !== 1) return undefined;
  const count = values.readUInt32BE(1);
  const kept = Math.min(keep ?? Math.floor(count / 2), count);
  if (kept === count) return undefined;
  const width = call.replyPrefix.toString('latin1', 8) === 'au' ? 8 : 1;
  const cut = Buffer.from(values.subarray(0, 5 + kept * width));
  cut.writeUInt32BE(kept, 1);
  return replyFrame(frame.readUInt32BE(0), call, cut);
}

/**
 * The reply of C_GetAttributeValue with another value of that attribute: a boolean turned, else the last bit of the
 * last byte. Undefined when the value is not told in it.
 */
export function withWrongAttribute(frame: Buffer, call: CallSpec, attribute: number): Buffer | undefined {
  const copy = Buffer.from(frame);
  const values = replyValues(copy, call);
  const count = values.readUInt32BE(0);
  let at = 4;
  for (let index = 0; index < count && at + 5 <= values.length; index++) {
    const type = values.readUInt32BE(at);
    const valid = values[at + 4] !== 0;
    at += 5;
    if (!valid) continue;
    const value = valuePlace(values, at + 4, type);
    if (value === undefined) return undefined;
    if (type === attribute && value.end > value.start) {
      turnLastBit(values, value.end);
      return copy;
    }
    at = value.end;
  }
  return undefined;
}

/** The wrong value of an attribute that ends there, in place; what is looked for by a wrong value is that one too. */
export function turnLastBit(bytes: Buffer, end: number): void {
  bytes[end - 1] = (bytes[end - 1] ?? 0) ^ 1;
}

/** Where the bytes of a value stand; undefined for values that nobody knows how to skip. */
function valuePlace(values: Buffer, at: number, type: number): { start: number; end: number } | undefined {
  switch (attributeKind(type)) {
    case 'boolean':
      return { start: at, end: at + 1 };
    case 'ulong':
      return { start: at, end: at + 8 };
    case 'bytes': {
      const length = values.readUInt32BE(at);
      return { start: at + 4, end: at + 4 + (length === 0xffffffff ? 0 : length) };
    }
    default:
      return undefined;
  }
}
