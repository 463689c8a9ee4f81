/** The envelope of the protocol: a 12-byte header (call code, options length, body length), options, body. */
import { type CallSpec, callNamed, errorPrefix } from './calls.ts';

export const headerSize = 12;

const bytesReplyPrefix = callNamed('C_Sign').replyPrefix.length;

/** The sequence number that the client chose; a reply must carry the same one. */
export function callCode(frame: Buffer): number {
  return frame.readUInt32BE(0);
}

export function bodyStart(frame: Buffer): number {
  return headerSize + frame.readUInt32BE(4);
}

/** Where the values of a reply begin, behind its signature; of a call that succeeded. */
export function replyStart(frame: Buffer, { replyPrefix }: CallSpec): number {
  return bodyStart(frame) + replyPrefix.length;
}

/** The reply to a question for the length of an output: "not present" in the first byte behind the signature `ay`. */
export function tellsOnlyLength(frame: Buffer): boolean {
  return frame[bodyStart(frame) + bytesReplyPrefix] === 0;
}

/** A whole request frame; `values` as made by `valueWriter`. */
export function requestFrame(code: number, call: CallSpec, values: Buffer): Buffer {
  return frameOf(code, call.requestPrefix, values);
}

/** A whole reply frame for a call that succeeded. */
export function replyFrame(code: number, call: CallSpec, values: Buffer): Buffer {
  return frameOf(code, call.replyPrefix, values);
}

/** A reply that makes the call return `result` in the application; 0 (CKR_OK) would be a protocol error. */
export function errorFrame(code: number, result: number): Buffer {
  const value = Buffer.alloc(8);
  value.writeUInt32BE(result, 4);
  return frameOf(code, errorPrefix, value);
}

/** The CK_RV of a reply frame: 0 unless it is an error frame. */
export function replyResult(frame: Buffer): number {
  const body = bodyStart(frame);
  return frame.readUInt32BE(body) === 0 ? frame.readUInt32BE(body + 13) : 0;
}

function frameOf(code: number, prefix: Buffer, values: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(headerSize + prefix.length + values.length);
  frame.writeUInt32BE(code, 0);
  frame.writeUInt32BE(0, 4);
  frame.writeUInt32BE(prefix.length + values.length, 8);
  prefix.copy(frame, headerSize);
  values.copy(frame, headerSize + prefix.length);
  return frame;
}
