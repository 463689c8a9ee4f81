/** Writes DER by hand, for tests only: structures broken on purpose, which no library would write. */
export { objectIdentifier } from '../../asn1/encoding.ts';

/** Tag, length, content. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

export const sequence = (...parts: readonly Uint8Array[]) => element(0x30, ...parts);
export const octetString = (bytes: Uint8Array) => element(0x04, bytes);
/** [n], constructed. */
export const tagged = (n: number, ...parts: readonly Uint8Array[]) => element(0xa0 + n, ...parts);
export const nothing = Buffer.from([0x05, 0x00]);
export const yes = Buffer.from([0x01, 0x01, 0xff]);

/** SET OF: the members sorted by their encodings (X.690 section 11.6). */
export const setOf = (...members: readonly Uint8Array[]) =>
  element(0x31, ...members.toSorted(Buffer.compare));

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
}
