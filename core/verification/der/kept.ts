/** Keeps what was read from DER by the hash of its bytes, so that what comes back with every document is read once. */
import { hash } from 'node:crypto';

/** Bytes of DER whose readings are kept at most: a hostile file must not fill the memory for those after it. */
const mostBytes = 8 * 1024 * 1024;

/**
 * Reads through `read`, which also gets the SHA-256 of the bytes in hex. At most `most` results are kept: then all
 * are let go, which costs little and bounds the memory.
 */
export function keptByHash<Source, Read>(
  most: number,
  bytesOf: (source: Source) => Uint8Array,
  read: (source: Source, id: string) => Read,
): (source: Source) => Read {
  const known = new Map<string, Read>();
  let total = 0;
  return (source) => {
    const bytes = bytesOf(source);
    const id = hash('sha256', bytes, 'hex');
    const kept = known.get(id);
    if (kept !== undefined) return kept;
    const fresh = read(source, id);
    if (known.size >= most || total + bytes.length > mostBytes) {
      known.clear();
      total = 0;
    }
    total += bytes.length;
    known.set(id, fresh);
    return fresh;
  };
}
