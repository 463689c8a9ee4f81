/** As much DER as a signature needs: writing values, and walking to the parts of a certificate that are repeated in one. */

/** One TLV with its place in the bytes it was read from. */
export interface Element {
  readonly tag: number;
  /** Tag, length and value. */
  readonly whole: Uint8Array;
  readonly value: Uint8Array;
}

export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const value = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag), length(value.length), value]);
}

export const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
/** SET OF in DER order: the encodings sorted (X.690 section 11.6). */
export const setOf = (...parts: readonly Uint8Array[]) => der(0x31, ...[...parts].sort(Buffer.compare));
export const octets = (value: Uint8Array) => der(0x04, value);
export const integer = (value: number) => der(0x02, Uint8Array.of(value));
export const absent = Uint8Array.of(0x05, 0);
export const explicit = (number: number, ...parts: readonly Uint8Array[]) => der(0xa0 + number, ...parts);

/** `1.2.840.113549.1.7.2` */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const arcs = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left % 128) + 128);
    return digits;
  });
  return der(0x06, Uint8Array.from(arcs));
}

/** The elements inside a constructed value. Throws RangeError on bytes that are not DER. */
export function elements(bytes: Uint8Array): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1] ?? 0;
    const size = first < 0x80 ? 0 : first - 0x80;
    const long = bytes.subarray(at + 2, at + 2 + size).reduce((sum, byte) => sum * 256 + byte, 0);
    const start = at + 2 + size;
    const end = start + (first < 0x80 ? first : long);
    if (end > bytes.length)
      throw new RangeError(`a DER value of tag ${tag} ends at ${end}, the bytes at ${bytes.length}`);
    found.push({ tag, whole: bytes.subarray(at, end), value: bytes.subarray(start, end) });
    at = end;
  }
  return found;
}

/** Walks down by positions: `part(der, 0, 3)` is the fourth element of the first one. */
export function part(bytes: Uint8Array, ...path: readonly number[]): Element {
  let inside = bytes;
  let found: Element | undefined;
  for (const index of path) {
    found = elements(inside)[index];
    if (found === undefined) throw new RangeError(`no element ${index} of ${path.join('.')}`);
    inside = found.value;
  }
  if (found === undefined) throw new RangeError('an empty path');
  return found;
}

/** Issuer and serial number of a certificate, as CMS repeats them (RFC 5652 section 10.2.4). */
export function issuerAndSerialOf(certificate: Uint8Array): Uint8Array {
  const fields = elements(part(certificate, 0, 0).value);
  const [serial, , issuer] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  if (serial === undefined || issuer === undefined) throw new RangeError('not a certificate');
  return sequence(issuer.whole, serial.whole);
}

function length(size: number): Uint8Array {
  if (size < 0x80) return Uint8Array.of(size);
  const digits: number[] = [];
  for (let left = size; left > 0; left = Math.floor(left / 256)) digits.unshift(left % 256);
  return Uint8Array.of(0x80 + digits.length, ...digits);
}

/** Serial number of a certificate, lower-case hexadecimal without leading zeros. */
export function canonicalSerialOf(certificate: Uint8Array): string {
  const fields = elements(part(certificate, 0, 0).value);
  const serial = (fields[0]?.tag === 0xa0 ? fields[1] : fields[0])?.value ?? new Uint8Array();
  return Buffer.from(serial)
    .toString('hex')
    .replace(/^0+(?=.)/, '');
}
