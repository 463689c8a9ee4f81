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
  /** A frame above the limit was announced. Its bytes will be read and thrown away; an answer may go out now. */
  oversized(callCode: number, size: number): void;
  /** The stream can no longer be cut into frames: nothing after this is delivered. */
  lost(reason: string): void;
}

/** Small pieces are joined when there are this many, so that a drip of single bytes costs no memory. */
const maxPieces = 256;

export interface FrameReader {
  push(chunk: Buffer): void;
  /** Whether it stands between two frames. */
  between(): boolean;
}

export function frameReader(limits: FrameLimits, sink: FrameSink): FrameReader {
  let pieces: Buffer[] = [];
  let have = 0;
  let need = headerSize;
  let discard = 0;
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
      return 0;
    }
    return headerSize + options + body;
  }

  function lost(reason: string): 0 {
    broken = true;
    sink.lost(reason);
    return 0;
  }

  function keep(piece: Buffer): void {
    pieces.push(piece);
    have += piece.length;
    if (pieces.length > maxPieces) pieces = [Buffer.concat(pieces, have)];
  }

  function taken(): Buffer {
    const [only] = pieces;
    const whole = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces, have);
    pieces = [];
    have = 0;
    need = headerSize;
    return whole;
  }

  function push(chunk: Buffer): void {
    let offset = 0;
    while (offset < chunk.length && !broken) {
      const rest = chunk.length - offset;
      if (discard > 0) {
        const skipped = Math.min(discard, rest);
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
    }
  }

  return Object.freeze({ push, between: () => have === 0 && discard === 0 && !broken });
}
