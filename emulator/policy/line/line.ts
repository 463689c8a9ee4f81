/** A request on its way through the emulator, and the line that its answer goes back on. */

import type { StoredToken } from '../../store/stored-token.ts';
import type { CallSpec } from '../../wire/calls.ts';
import { errorFrame } from '../../wire/frame.ts';
import type { RequestShape } from '../../wire/structure.ts';
import { endOperation } from '../objects/operations.ts';
import type { Application, Session, Shared } from './application.ts';

/** A request while it is being answered. */
export interface Request {
  readonly code: number;
  readonly call: CallSpec;
  /** Another one when the kind of the token has had its say. */
  frame: Buffer;
  readonly shape: RequestShape;
  /** Bytes of it and of the room for its answer; see gate.ts. */
  readonly weight: number;
  readonly started: number;
  session: Session | undefined;
  token: string | undefined;
  pinLength: number | undefined;
  /** Stands for the PIN in memory; see refused-pins.ts. */
  pinMark: string | undefined;
  /** For the journal, beside the answer. */
  detail?: string;
  /** Takes the answer instead of the application, which gets what comes out of it; set by a fault only. */
  onAnswer: ((frame: Buffer, result: number) => void) | undefined;
  /** The token that it is about, from the moment in which it is carried out, or held back. */
  about: StoredToken | undefined;
  /** The token has left before the answer: the CK_RV that the application is told instead; see under-way.ts. */
  gone: number | undefined;
  /** An engine, or a policy that waits for something, is busy with it. */
  atWork: boolean;
  /** Other calls wait until it is over, though it has been answered. */
  awaited: boolean;
  /** The token has answered it, and a fault has that answer in its hands. */
  inFault: boolean;
  answered: boolean;
  /** Calls `then` when a card of the token's pace would be done with it; undefined: at once. Is to be asked once. */
  hold: ((frame: Buffer, result: number, then: () => void) => void) | undefined;
}

/** What the routing needs of a connection. */
export interface Line {
  readonly application: Application;
  readonly shared: Shared;
  /** Sends a reply frame for a request and writes the journal. */
  reply(request: Request, frame: Buffer, result: number): void;
  /** Stops reading requests until `then` is called by the thing that could not take more. */
  holdUntil(drained: (then: () => void) => void): void;
  /** Closes the connection without a word: only ever a fault. */
  close(): void;
  /** Closes it for a mistake of the emulator's, and tells of that; see defence.ts. */
  broke(error: unknown): void;
}

/** Answers with an error frame, which ends the operation that the call would have gone on with. */
export function refuse(line: Line, request: Request, result: number): void {
  endOperation(request);
  line.reply(request, errorFrame(request.code, result), result);
}
