/** Cuts a byte stream into frames, within bounded memory, whatever arrives and in whatever pieces. */
import { headerSize } from './frame.ts';

export interface FrameLimits {
  /** Upper limit of options + body, in bytes. */
  readonly frame: number;
  /** Upper limit of the options alone: real clients send six bytes. */
  readonly options: number;
}

/** 64 MiB lets an application hash a large document in one call; no token call needs more. */
export const defaultLimits: FrameLimits = Object.freeze({ frame: 64 * 1024 * 1024, options: 4096 });

export interface FrameSink {
  /** One whole frame; the buffer is the receiver's to keep and to change. */
  frame(frame: Buffer): void;
  /** The beginning of a frame of so many bytes is here: the rest will be kept until it is whole. */
  begins?(size: number): void;
  /** A frame above the limit was announced. Its bytes will be read and thrown away; an answer may go out now. */
  oversized(callCode: number, size: number): void;
  /** The first bytes of one that is thrown away: so many that its call and its first value can be read, if it has them. */
  thrownAway?(head: Buffer): void;
  /** The stream can no longer be cut into frames: nothing after this is delivered. */
  lost(reason: string): void;
}

/** Bytes of a body, for its call, its signature and its first value. */
const headOfBody = 48;

/** With this many pieces the frame gets its place: a drip of single bytes costs no more, nor does a large one twice its size. */
const maxPieces = 16;

export interface FrameReader {
  push(chunk: Buffer): void;
  /** Throws away what it has of the frame that has begun, and what will come of it. Its call code; undefined: none has. */
  abandon(): number | undefined;
  /** Whether it stands between two frames. */
  between(): boolean;
}

export function frameReader(limits: FrameLimits, sink: FrameSink): FrameReader {
  let pieces: Buffer[] = [];
  /** Where the pieces are joined, once there are many. */
  let place: Buffer | undefined;
  let have = 0;
  let need = headerSize;
  let discard = 0;
  /** What has come of the head of one that is thrown away, and how much of it is missing. */
  let head: Buffer[] = [];
  let headMissing = 0;
  let broken = false;

  /** Reads a header: the size of the whole frame, or 0 when the frame is not to be kept. */
  function announced(header: Buffer): number {
    const code = header.readUInt32BE(0);
    const options = header.readUInt32BE(4);
    const body = header.readUInt32BE(8);
    if (code === 0) return lost('call code 0');
    if (options > limits.options) return lost(`options of ${options} bytes`);
    if (options + body > limits.frame) {
      discard = options + body;
      sink.oversized(code, options + body);
      throwAway(Buffer.from(header.subarray(0, headerSize)));
      return 0;
    }
    return headerSize + options + body;
  }

  /** `begun` is what there is of it, with its header; so much as `discard` says will come. */
  function throwAway(begun: Buffer): void {
    const wanted = Math.min(headerSize + begun.readUInt32BE(4) + headOfBody, begun.length + discard);
    head = [];
    headMissing = wanted;
    keepHead(begun);
  }

  function keepHead(piece: Buffer): void {
    if (headMissing === 0) return;
    head.push(Buffer.from(piece.subarray(0, headMissing)));
    headMissing -= Math.min(headMissing, piece.length);
    if (headMissing > 0) return;
    sink.thrownAway?.(Buffer.concat(head));
    head = [];
  }

  function lost(reason: string): 0 {
    broken = true;
    sink.lost(reason);
    return 0;
  }

  function keep(piece: Buffer): void {
    if (place === undefined) pieces.push(piece);
    else piece.copy(place, have);
    have += piece.length;
    if (pieces.length > maxPieces) join();
  }

  function join(): void {
    const joined = Buffer.allocUnsafeSlow(need);
    let at = 0;
    for (const piece of pieces) at += piece.copy(joined, at);
    place = joined;
    pieces = [];
  }

  function taken(): Buffer {
    const [only] = pieces;
    const whole = place ?? (pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces, have));
    forget();
    return whole;
  }

  function forget(): void {
    pieces = [];
    place = undefined;
    have = 0;
    need = headerSize;
  }

  function abandon(): number | undefined {
    // A header that is not whole says nothing yet.
    if (need === headerSize) return undefined;
    const begun = (place ?? Buffer.concat(pieces, have)).subarray(0, have);
    const code = begun.readUInt32BE(0);
    discard = need - have;
    forget();
    throwAway(begun);
    return code;
  }

  function push(chunk: Buffer): void {
    let offset = 0;
    while (offset < chunk.length && !broken) {
      const rest = chunk.length - offset;
      if (discard > 0) {
        const skipped = Math.min(discard, rest);
        keepHead(chunk.subarray(offset, offset + skipped));
        discard -= skipped;
        offset += skipped;
        continue;
      }
      if (have === 0 && rest >= headerSize) {
        const size = announced(offset === 0 ? chunk : chunk.subarray(offset));
        if (size === 0) {
          offset += headerSize;
          continue;
        }
        if (rest >= size) {
          sink.frame(chunk.subarray(offset, offset + size));
          offset += size;
          continue;
        }
        need = size;
        sink.begins?.(size);
      }
      const piece = chunk.subarray(offset, offset + Math.min(need - have, rest));
      keep(piece);
      offset += piece.length;
      if (have < need) continue;
      if (need > headerSize) {
        sink.frame(taken());
        continue;
      }
      const header = taken();
      const size = announced(header);
      if (size === 0) continue;
      if (size === headerSize) {
        sink.frame(header);
        continue;
      }
      keep(header);
      need = size;
      sink.begins?.(size);
    }
  }

  return Object.freeze({
    push,
    abandon,
    between: () => have === 0 && discard === 0 && !broken,
  });
}
