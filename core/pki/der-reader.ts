/** Reads DER of requests from the network: definite minimal lengths, single-byte tags, nothing after the end. */

export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content as they stood in the input. */
  readonly encoded: Uint8Array;
}

/** Thrown for anything that is not DER of the expected shape; whoever reads turns it into the protocol's own error. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** The single element that fills the input. */
export function readDer(input: Uint8Array): DerElement {
  const element = elementAt(input, 0);
  if (element.encoded.length !== input.length) throw new DerError('bytes after the end');
  return element;
}

/** The elements inside a constructed one. */
export function children(parent: DerElement): readonly DerElement[] {
  if ((parent.tag & 0x20) === 0)
    throw new DerError(`element 0x${parent.tag.toString(16)} is not constructed`);
  const found: DerElement[] = [];
  for (let offset = 0; offset < parent.content.length; ) {
    const element = elementAt(parent.content, offset);
    found.push(element);
    offset += element.encoded.length;
  }
  return found;
}

/** The element, if it is there with that tag. */
export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) {
    throw new DerError(
      `expected 0x${tag.toString(16)}, got ${element === undefined ? 'nothing' : `0x${element.tag.toString(16)}`}`,
    );
  }
  return element;
}

/** Dotted form of an OBJECT IDENTIFIER. */
export function readObjectIdentifier(element: DerElement | undefined): string {
  const { content } = expectTag(element, 0x06);
  if (content.length === 0 || content.length > 32) throw new DerError('object identifier of unusable length');
  const arcs: number[] = [];
  let value = 0;
  for (const [index, byte] of content.entries()) {
    value = value * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(value)) throw new DerError('object identifier with an arc out of range');
    if ((byte & 0x80) === 0) {
      arcs.push(value);
      value = 0;
    } else if (index === content.length - 1) throw new DerError('object identifier cut off');
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

/** A non-negative INTEGER as lower-case hexadecimal without leading zeros. */
export function readUnsignedHex(element: DerElement | undefined): string {
  const { content } = expectTag(element, 0x02);
  const [first] = content;
  if (first === undefined || first >= 0x80) throw new DerError('integer is empty or negative');
  return Buffer.from(content)
    .toString('hex')
    .replace(/^0+(?=.)/, '');
}

function elementAt(input: Uint8Array, offset: number): DerElement {
  const [tag, first] = input.subarray(offset, offset + 2);
  if (tag === undefined || first === undefined) throw new DerError('cut off');
  if ((tag & 0x1f) === 0x1f) throw new DerError('tag of more than one byte');
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || count > 4) throw new DerError('indefinite or oversized length');
  const lengthBytes = input.subarray(offset + 2, offset + 2 + count);
  const length = count === 0 ? first : lengthBytes.reduce((sum, byte) => sum * 256 + byte, 0);
  if (lengthBytes.length !== count || (count > 0 && (length < 0x80 || lengthBytes[0] === 0))) {
    throw new DerError('length cut off or longer than needed');
  }
  const start = offset + 2 + count;
  if (start + length > input.length) throw new DerError('content cut off');
  return {
    tag,
    content: input.subarray(start, start + length),
    encoded: input.subarray(offset, start + length),
  };
}
