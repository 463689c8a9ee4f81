/** LZW as PDF has it (ISO 32000-1, 7.4.4): codes of 9 to 12 bits, the highest bit first. */

const clear = 256;
const endOfData = 257;
const firstFree = 258;
const mostCodes = 4096;

/** `early`: codes grow one code sooner, as they do unless /EarlyChange is 0. `too-large` before more than `most` bytes. */
export function fromLzw(
  bytes: Uint8Array,
  early: boolean,
  most: number,
): Uint8Array | 'damaged' | 'too-large' {
  // A code's sequence is that of an earlier one and a byte more.
  const before = new Uint16Array(mostCodes);
  const last = new Uint8Array(mostCodes);
  const length = new Uint16Array(mostCodes);
  for (let code = 0; code < clear; code += 1) {
    last[code] = code;
    length[code] = 1;
  }
  let out = Buffer.alloc(Math.min(most, Math.max(1024, bytes.length * 4)));
  let end = 0;
  let next = firstFree;
  let width = 9;
  let previous: number | undefined;
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    if (held < width) continue;
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    bits &= (1 << held) - 1;
    if (code === endOfData) return out.subarray(0, end);
    if (code === clear) {
      next = firstFree;
      width = 9;
      previous = undefined;
      continue;
    }
    if (code > next || (code === next && previous === undefined)) return 'damaged';
    // The code that is only now being made: the sequence before it, and its first byte again.
    const known = code < next ? code : (previous ?? 0);
    const size = (length[known] ?? 0) + (code < next ? 0 : 1);
    if (end + size > most) return 'too-large';
    if (end + size > out.length) {
      const larger = Buffer.alloc(Math.min(most, out.length * 2 + size));
      out.copy(larger);
      out = larger;
    }
    let at = end + (length[known] ?? 0) - 1;
    for (let part = known; at >= end; at -= 1, part = before[part] ?? 0) out[at] = last[part] ?? 0;
    const first = out[end] ?? 0;
    if (code === next) out[end + size - 1] = first;
    end += size;
    if (previous !== undefined && next < mostCodes) {
      before[next] = previous;
      last[next] = first;
      length[next] = (length[previous] ?? 0) + 1;
      next += 1;
    }
    previous = code;
    const full = next + (early ? 1 : 0);
    width = full >= 2048 ? 12 : full >= 1024 ? 11 : full >= 512 ? 10 : 9;
  }
  // Many writers leave out the end; without any code it is something else.
  return end === 0 ? 'damaged' : out.subarray(0, end);
}
