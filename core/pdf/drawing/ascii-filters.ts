/** ASCII85, hexadecimal and run lengths (ISO 32000-1, 7.4.2, 7.4.3, 7.4.5). */

/** What a filter puts out; `too-large` before more than `most` bytes stand in memory. */
type Output = Uint8Array | 'damaged' | 'too-large';

/** White space of PDF. */
const blanks: ReadonlySet<number> = new Set([0, 9, 10, 12, 13, 32]);
const tilde = 0x7e;
const zeros = 0x7a;

export function fromAscii85(bytes: Uint8Array, most: number): Output {
  // A `z` is four bytes, everything else fewer than it is long.
  const out = Buffer.alloc(Math.min(most, bytes.length * 4) + 4);
  let end = 0;
  let group = 0;
  let digits = 0;
  const put = (count: number) => {
    for (let byte = 0; byte < count; byte += 1) {
      out[end] = (group >>> (24 - 8 * byte)) & 255;
      end += 1;
    }
    group = 0;
    digits = 0;
  };
  for (const byte of bytes) {
    if (byte === tilde) break;
    if (blanks.has(byte)) continue;
    if (end > most) return 'too-large';
    if (byte === zeros && digits === 0) {
      put(4);
      continue;
    }
    if (byte < 0x21 || byte > 0x75) return 'damaged';
    group = group * 85 + byte - 0x21;
    digits += 1;
    if (digits < 5) continue;
    if (group > 0xffffffff) return 'damaged';
    put(4);
  }
  if (digits === 1) return 'damaged';
  if (digits > 1) {
    const count = digits - 1;
    for (; digits < 5; digits += 1) group = group * 85 + 84;
    if (group > 0xffffffff) return 'damaged';
    put(count);
  }
  return end > most ? 'too-large' : out.subarray(0, end);
}

const greater = 0x3e;

export function fromAsciiHex(bytes: Uint8Array, most: number): Output {
  const stop = bytes.indexOf(greater);
  const given = Buffer.from(stop < 0 ? bytes : bytes.subarray(0, stop)).toString('latin1');
  const digits = given.replace(/[\0\t\n\f\r ]+/g, '');
  if (!/^[0-9A-Fa-f]*$/.test(digits)) return 'damaged';
  if (digits.length / 2 > most) return 'too-large';
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

const endOfData = 128;

export function fromRunLengths(bytes: Uint8Array, most: number): Output {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] ?? endOfData;
    if (length === endOfData) break;
    const literal = length < endOfData;
    const count = literal ? length + 1 : 257 - length;
    const from = bytes.subarray(at + 1, at + 1 + (literal ? count : 1));
    if (from.length < (literal ? count : 1)) return 'damaged';
    size += count;
    if (size > most) return 'too-large';
    parts.push(literal ? from : Buffer.alloc(count, from[0]));
    at += 1 + from.length;
  }
  return Buffer.concat(parts, size);
}
