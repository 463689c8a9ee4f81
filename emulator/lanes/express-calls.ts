/** Tells the two calls that a lane serves from all others, byte by byte. */
import { callNamed } from '../wire/calls.ts';
import { bodyStart } from '../wire/frame.ts';
import type { ExpressCalls } from './messages.ts';

/** What is larger goes the long way: a signature is made over a digest, or a few lines. */
export const maxInput = 1024;

/** Whole frame; larger ones are not even waited for. */
export const maxFrame = 2048;
export const maxOptions = 256;

/** NULL in the buffer's place: "how long would it be?" */
const noBuffer = 0;
/** "A buffer, but an empty one" (p11-kit since 0.25). */
const emptyBuffer = 0xffffffff;

export type Express =
  | { readonly call: 'C_SignInit' }
  /** Asked for the length only, the operation goes on. */
  | { readonly call: 'C_Sign'; readonly input: Buffer; readonly asks: 'signature' | 'length' };

/** Undefined for everything else, and for whatever is unusual in them. */
export type Recognise = (frame: Buffer) => Express | undefined;

const begin: Express = Object.freeze({ call: 'C_SignInit' });

/** The frame must be whole. */
export function recogniser({ session, asked, size }: ExpressCalls): Recognise {
  const signInit = Buffer.concat([callNamed('C_SignInit').requestPrefix, hex(session), hex(asked)]);
  const sign = Buffer.concat([callNamed('C_Sign').requestPrefix, hex(session), Buffer.of(1)]);

  return (frame) => {
    const body = bodyStart(frame);
    const length = frame.length - body;
    if (length === signInit.length && startsWith(frame, body, signInit)) return begin;
    if (length < sign.length + 8 || !startsWith(frame, body, sign)) return undefined;
    const at = body + sign.length;
    const inputLength = frame.readUInt32BE(at);
    const end = at + 4 + inputLength;
    if (inputLength === 0 || inputLength > maxInput || end + 4 !== frame.length) return undefined;
    const input = frame.subarray(at + 4, end);
    const room = frame.readUInt32BE(end);
    if (room === noBuffer) return { call: 'C_Sign', input, asks: 'length' };
    if (room < size || room === emptyBuffer) return undefined;
    return { call: 'C_Sign', input, asks: 'signature' };
  };
}

/** Size of the frame that begins there, of which 12 bytes must be there; 0: none that a lane looks at. */
export function expressFrameSize(bytes: Buffer, at: number): number {
  const options = bytes.readUInt32BE(at + 4);
  const size = 12 + options + bytes.readUInt32BE(at + 8);
  return bytes.readUInt32BE(at) === 0 || options > maxOptions || size > maxFrame ? 0 : size;
}

function startsWith(frame: Buffer, at: number, wanted: Buffer): boolean {
  return frame.compare(wanted, 0, wanted.length, at, at + wanted.length) === 0;
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}
