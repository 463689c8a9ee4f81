/** DER as CMS needs it: building from parts, and reading by position. */
import { element, unsignedInteger } from '../pkcs11/der.ts';

export { element, unsignedInteger };

export const sequence = (...parts: readonly Uint8Array[]) => element(0x30, ...parts);
export const octetString = (bytes: Uint8Array) => element(0x04, bytes);
/** [n], constructed. */
export const tagged = (n: number, ...parts: readonly Uint8Array[]) => element(0xa0 + n, ...parts);
export const nothing = Buffer.from([0x05, 0x00]);
export const yes = Buffer.from([0x01, 0x01, 0xff]);

/** SET OF: the members sorted by their encodings (X.690 section 11.6). BouncyCastle rejects attributes in another order. */
export function setOf(...members: readonly Uint8Array[]): Buffer {
  return element(0x31, ...[...members].sort(Buffer.compare));
}

/** An OBJECT IDENTIFIER in dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): readonly number[] {
  const bytes = [value & 0x7f];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    bytes.unshift((left & 0x7f) | 0x80);
  }
  return bytes;
}

/** One element inside a larger encoding. */
export interface Element {
  readonly tag: number;
  /** With tag and length. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

/** The element that starts at `at`. Throws RangeError when lengths do not fit or are indefinite. */
export function readElement(bytes: Uint8Array, at = 0): Element {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) throw new RangeError('DER ends too early');
  const extra = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || extra > 4) throw new RangeError('DER has no such length');
  let length = extra === 0 ? first : 0;
  for (let i = 0; i < extra; i += 1) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  const start = at + 2 + extra;
  if (start + length > bytes.length) throw new RangeError('DER ends too early');
  return { tag, bytes: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) };
}

/** The elements side by side in a content. */
export function readElements(content: Uint8Array): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < content.length; ) {
    const next = readElement(content, at);
    found.push(next);
    at += next.bytes.length;
  }
  return found;
}

/** Child by child: `childAt(element, 0, 3)` is the fourth child of the first child. Throws RangeError. */
export function childAt(parent: Element, ...path: readonly number[]): Element {
  let current = parent;
  for (const index of path) {
    const child = readElements(current.content)[index];
    if (child === undefined) throw new RangeError('DER lacks an element');
    current = child;
  }
  return current;
}
