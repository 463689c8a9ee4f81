/** Keeps what was read from DER by the hash of its bytes, so that what comes back with every document is read once. */
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

/** Reads through `read`, which also gets the SHA-256 of the bytes in hex. At most `most` results are kept. */
export function keptByHash<Source, Read>(
  most: number,
  bytesOf: (source: Source) => Uint8Array,
  read: (source: Source, id: string) => Read,
  mostBytes = mostSourceBytes,
): (source: Source) => Read {
  const memory = boundedMemory<string, Read>(most, mostBytes);
  return (source) => {
    const bytes = bytesOf(source);
    const id = hash('sha256', bytes, 'hex');
    const kept = memory.of(id);
    if (kept !== undefined) return kept;
    const fresh = read(source, id);
    memory.keep(id, fresh, bytes.length);
    return fresh;
  };
}
