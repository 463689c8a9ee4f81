/** The few lines of DER that PKCS#11 values need on their way to and from X.509 and CMS. */

/** One DER element: tag byte, definite length, content. */
export function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthBytes(body.length), body]);
}

/** A non-negative INTEGER from big-endian bytes: no needless leading zeros, one if the top bit is set. */
export function unsignedInteger(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const magnitude = bytes.subarray(start);
  const first = magnitude[0];
  if (first === undefined) return element(0x02, Buffer.from([0]));
  return element(0x02, ...(first >= 0x80 ? [Buffer.from([0])] : []), magnitude);
}

function lengthBytes(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}
