/** The inside of a lane: takes bytes of the application, serves what it knows, and gives everything else back. */
import { writeSync } from 'node:fs';
import { digestInInput } from '../policy/journal/signed-digest.ts';
import { callNamed } from '../wire/calls.ts';
import { callCode, replyFrame } from '../wire/frame.ts';
import type { LaneBoard } from './board.ts';
import { expressFrameSize, recogniser } from './express-calls.ts';
import type { ExpressCalls, HandedBack } from './messages.ts';
import { monotonicAtStart } from './monotonic.ts';
import type { Signer } from './signer.ts';

export interface ExpressParts {
  /** The application's socket, which does not block. */
  readonly fd: number;
  readonly board: LaneBoard;
  readonly signer: Signer;
  readonly calls: ExpressCalls;
  /** Ends this process if its server has ended: asked before each answer. */
  readonly liveWithServer: () => void;
}

export interface Express {
  /** Undefined: all of it has been served, or a frame is not whole yet. `chunk` is only good for this call. */
  feed(chunk: Buffer): HandedBack | undefined;
  /** Gives up: what is there to be taken on. */
  end(reason: HandedBack['reason']): HandedBack;
  /** A signature has gone out, and the next C_SignInit is done. */
  isAhead(): boolean;
  /** As the board had it at the last call. */
  spins(): boolean;
}

const headerSize = 12;
const nothing = Buffer.alloc(0);
const signInitCall = callNamed('C_SignInit');
const signCall = callNamed('C_Sign');

export function express({ fd, board, signer, calls, liveWithServer }: ExpressParts): Express {
  const recognise = recogniser(calls);
  const begunReply = replyFrame(1, signInitCall, nothing);
  let held: Buffer = nothing;
  let unsent: Buffer = nothing;
  let initialised = false;
  let spin = false;
  let ahead = false;

  function feed(chunk: Buffer): HandedBack | undefined {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    let at = 0;
    while (bytes.length - at >= headerSize) {
      const size = expressFrameSize(bytes, at);
      if (bytes.length - at < size) break;
      const reason = size === 0 ? 'other call' : served(bytes.subarray(at, at + size));
      if (reason === undefined) at += size;
      const stuck = unsent.length > 0 ? 'slow' : reason;
      if (stuck === undefined) continue;
      held = bytes.subarray(at);
      return end(stuck);
    }
    held = at === bytes.length ? nothing : Buffer.from(bytes.subarray(at));
    return undefined;
  }

  /** Undefined when it has been answered; then nobody else may. */
  function served(frame: Buffer): HandedBack['reason'] | undefined {
    const started = performance.now();
    const { leave, full, spin: awake } = board.look();
    spin = awake;
    if (leave) return 'asked';
    if (full) return 'full';
    const call = recognise(frame);
    // Only in turns: SoftHSM's answer to anything else is the engine's to give.
    if (call === undefined || (call.call === 'C_Sign') !== initialised) return 'other call';
    ahead = false;
    if (call.call === 'C_SignInit') {
      if (!done(signer.begin)) return 'refused';
      initialised = true;
      begunReply.writeUInt32BE(callCode(frame), 0);
      note('C_SignInit', started, 0, undefined);
      answer(begunReply);
      return undefined;
    }
    const { input, asks } = call;
    if (asks === 'length') {
      note('C_Sign', started, input.length, digestInInput(calls.mechanism, input));
      answer(lengthReply(callCode(frame), calls.size));
      return undefined;
    }
    let reply: Buffer = nothing;
    if (!done(() => (reply = signReply(callCode(frame), signer.sign(input))))) return 'refused';
    // A token that has left meanwhile gives no signature: the server says what it gives instead.
    if (board.look().leave) return 'asked';
    initialised = false;
    note('C_Sign', started, input.length, digestInInput(calls.mechanism, input));
    answer(reply);
    ahead = done(signer.ahead);
    return undefined;
  }

  /** Before the answer: who has got that finds the call in the journal, if there still is somebody who keeps one. */
  function note(
    call: 'C_SignInit' | 'C_Sign',
    started: number,
    inputLength: number,
    digest: string | undefined,
  ): void {
    const at = Date.now();
    const now = performance.now();
    const ended = now + monotonicAtStart;
    board.note({ call, milliseconds: now - started, at, ended, inputLength, digest });
    liveWithServer();
  }

  /** An application that reads nothing has a full socket: the server has the patience for that. */
  function answer(frame: Buffer): void {
    let sent = 0;
    try {
      sent = writeSync(fd, frame);
    } catch (error) {
      // Gone: the server will find that out when it reads.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
    if (sent < frame.length) unsent = Buffer.from(frame.subarray(sent));
  }

  function end(reason: HandedBack['reason']): HandedBack {
    done(signer.close);
    return {
      leftover: held.toString('base64'),
      unsent: unsent.toString('base64'),
      initialised,
      reason,
    };
  }

  return Object.freeze({ feed, end, isAhead: () => ahead, spins: () => spin });
}

/** What SoftHSM refuses here is asked of the engine again, which has the last word. */
function done(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/** "Not present", and how long it would be: with these mechanisms always what the last one was. */
function lengthReply(code: number, size: number): Buffer {
  const values = Buffer.alloc(5);
  values.writeUInt32BE(size, 1);
  return replyFrame(code, signCall, values);
}

function signReply(code: number, signature: Buffer): Buffer {
  const values = Buffer.allocUnsafe(5 + signature.length);
  values[0] = 1;
  values.writeUInt32BE(signature.length, 1);
  signature.copy(values, 5);
  return replyFrame(code, signCall, values);
}
