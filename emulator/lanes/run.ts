/**
 * Counts the signatures that an application makes in a row: one session, one mechanism, one key, nothing between but
 * questions for the length.
 */
import type { Session } from '../policy/line/application.ts';
import type { Request } from '../policy/line/line.ts';
import { callNamed } from '../wire/calls.ts';
import { replyStart, tellsOnlyLength } from '../wire/frame.ts';
import { CKR } from '../wire/results.ts';
import { maxFrame } from './express-calls.ts';

export interface SignRun {
  /** An answer goes out. */
  note(request: Request, reply: Buffer, result: number): void;
  /** How many signatures, when the last call was one of them; else 0. */
  signatures(): number;
  readonly present: Run | undefined;
  clear(): void;
}

export interface Run {
  readonly session: Session;
  /** Mechanism and key as the application sent them. */
  readonly asked: Buffer;
  /** Bytes of the last signature. */
  readonly size: number;
  readonly count: number;
}

const signInit = callNamed('C_SignInit').id;
const signCall = callNamed('C_Sign');
const sign = signCall.id;

export function signRun(): SignRun {
  let session: Session | undefined;
  let asked: Buffer | undefined;
  let step: 'begun' | 'signed' | undefined;
  let size = 0;
  let count = 0;

  function clear(): void {
    step = undefined;
    count = 0;
  }

  function begun({ frame, shape, session: of }: Request): void {
    const values = shape.values + 8;
    const same =
      of === session &&
      asked?.compare(frame, values, frame.length) === 0 &&
      (step === 'signed' || count === 0);
    if (!same) {
      count = 0;
      session = of;
      asked = Buffer.from(frame.subarray(values));
    }
    step = 'begun';
  }

  return {
    note: (request, reply, result) => {
      const { call } = request;
      if (result !== CKR.CKR_OK) clear();
      else if (call.id === signInit) begun(request);
      else if (call.id === sign && step === 'begun' && request.session === session) {
        if (request.frame.length > maxFrame) {
          clear();
          return;
        }
        const length = signatureLength(reply);
        // Only asked how long it would be: the operation goes on.
        if (length === 0) return;
        step = 'signed';
        size = length;
        count++;
      } else clear();
    },
    signatures: () => (step === 'signed' ? count : 0),
    get present() {
      return session === undefined || asked === undefined ? undefined : { session, asked, size, count };
    },
    clear,
  };
}

/** 0: the reply tells only how long it would be. */
function signatureLength(reply: Buffer): number {
  return tellsOnlyLength(reply) ? 0 : reply.readUInt32BE(replyStart(reply, signCall) + 1);
}
