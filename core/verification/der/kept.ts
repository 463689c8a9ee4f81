/** Keeps what was read from DER by its bytes, so that what comes back with every document is read once. */
import { hash } from 'node:crypto';

/** Of the sources of one memory together; what is made of them takes a few times as much. */
const mostSourceBytes = 8 * 1024 * 1024;

export interface Memory<Key, Value> {
  of(key: Key): Value | undefined;
  /** `size`: bytes of what the value was read from. */
  keep(key: Key, value: Value, size: number): void;
}

/**
 * Keeps at most `most` values, and those of `mostBytes` of sources: then all are let go, which costs little. So an
 * archive in which everything is new takes no more memory than any other, also when each piece is huge.
 */
export function boundedMemory<Key, Value>(most: number, mostBytes = mostSourceBytes): Memory<Key, Value> {
  const known = new Map<Key, Value>();
  let bytes = 0;
  return {
    of: (key) => known.get(key),
    keep(key, value, size) {
      if (size > mostBytes) return;
      if (known.size >= most || bytes + size > mostBytes) {
        known.clear();
        bytes = 0;
      }
      known.set(key, value);
      bytes += size;
    },
  };
}

interface KeptReading<Read> {
  readonly bytes: Uint8Array;
  readonly read: Read;
}

/**
 * Reads through `read`, which also gets the SHA-256 of the bytes in hex. At most `most` results are kept. What is kept is
 * found by a fingerprint and known by all of its bytes, which are quicker to compare than to hash; of two with the same
 * fingerprint the later one stays.
 */
export function keptByBytes<Source, Read>(
  most: number,
  bytesOf: (source: Source) => Uint8Array,
  read: (source: Source, id: string) => Read,
  mostBytes = mostSourceBytes,
): (source: Source) => Read {
  const memory = boundedMemory<number, KeptReading<Read>>(most, mostBytes);
  return (source) => {
    const bytes = bytesOf(source);
    const place = fingerprint(bytes);
    const kept = memory.of(place);
    if (kept !== undefined && Buffer.compare(kept.bytes, bytes) === 0) return kept.read;
    const fresh = read(source, hash('sha256', bytes, 'hex'));
    memory.keep(place, { bytes: Uint8Array.from(bytes), read: fresh }, bytes.length);
    return fresh;
  };
}

/** Longer ones are certificates, keys and lists, which end in random bytes. */
const lookedAtWhole = 512;
const lookedAtOfLonger = 64;

/** Of the length and all bytes, or of some bytes from all over and the last ones. */
function fingerprint(bytes: Uint8Array): number {
  const { length } = bytes;
  const step = length <= lookedAtWhole ? 1 : Math.floor(length / lookedAtOfLonger);
  let sum = length;
  for (let at = 0; at < length; at += step) sum = (Math.imul(sum, 31) + (bytes[at] as number)) | 0;
  if (step > 1) {
    for (let at = length - 16; at < length; at++) sum = (Math.imul(sum, 31) + (bytes[at] as number)) | 0;
  }
  return sum;
}
