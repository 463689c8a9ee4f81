/** DER read by position, with the strict reader: what signing must know of signatures and time stamps made by others. */
import { contentOf, DerError, encoded, readDer } from '../../verification/der/reader.ts';

export { objectIdentifier } from '../../asn1/encoding.ts';

/** One element inside a larger encoding. */
export interface Element {
  readonly tag: number;
  /** With tag and length. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

/** The element that starts at `at`; bytes may follow it. Throws RangeError when it is not DER. */
export function readElement(bytes: Uint8Array, at = 0): Element {
  try {
    const value = readDer(bytes, at);
    return { tag: value.tag, bytes: encoded(value), content: contentOf(value) };
  } catch (error) {
    throw error instanceof DerError ? new RangeError(error.message, { cause: error }) : error;
  }
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
