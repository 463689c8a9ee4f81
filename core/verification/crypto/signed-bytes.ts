/** The bytes that a signature or a time stamp covers: all that is ever asked of them is their hash. */
import type { Hash } from 'node:crypto';
import type { HashName } from '../der/oids.ts';
import { forkOf, newHash } from './digest.ts';

export interface SignedBytes {
  digest(hash: HashName): Uint8Array;
}

/** Bytes in one or several pieces, hashed without joining them. */
export function bytesOf(...pieces: readonly Uint8Array[]): SignedBytes {
  return {
    digest: (hash) => {
      const digest = newHash(hash);
      for (const piece of pieces) digest.update(piece);
      return digest.digest();
    },
  };
}

/** No bytes at all: the range of the signature is broken. */
export const noBytes: SignedBytes = bytesOf();

/** A file from which signatures take everything up to a hole, and everything from behind it to an end. */
export interface HashedFile {
  around(hole: { readonly start: number; readonly end: number }, end: number): SignedBytes;
}

/**
 * Later signatures of a file cover again what earlier ones cover: the hash of the common beginning is computed once
 * and forked at each hole. That halves the work on a large file with two signatures.
 */
export function hashedFile(bytes: Uint8Array): HashedFile {
  const beginnings = new Map<HashName, { readonly state: Hash; at: number }>();

  function upTo(hash: HashName, place: number): Hash {
    const known = beginnings.get(hash);
    const beginning = known !== undefined && known.at <= place ? known : { state: newHash(hash), at: 0 };
    beginning.state.update(bytes.subarray(beginning.at, place));
    beginning.at = place;
    beginnings.set(hash, beginning);
    return forkOf(hash, beginning.state);
  }

  return {
    around: (hole, end) => ({
      digest: (hash) => upTo(hash, hole.start).update(bytes.subarray(hole.end, end)).digest(),
    }),
  };
}
