/** The actions of a fault on the way back, when the call has been carried out. */
import { errorFrame } from '../wire/frame.ts';
import { CKR, resultName } from '../wire/results.ts';
import type { AnswerMemory } from './answer-memory.ts';
import {
  outputBytes,
  partialReply,
  repeated,
  withFlippedBit,
  withOutput,
  withWrongAttribute,
  wrongSignature,
} from './answers.ts';
import { closeSocket, holdBack, onTarget } from './before.ts';
import { attributeNumber, resultNumber } from './names.ts';
import { canFollow } from './order.ts';
import type { SeenCall } from './seen-call.ts';
import { type Step, tell, tellTooLate } from './steps.ts';
import type { Stage } from './token-acts.ts';

export interface AnswerStage extends Stage {
  readonly memory: AnswerMemory;
}

interface Reply {
  readonly frame: Buffer;
  readonly result: number;
  /** The `return` that has said what the answer is; nothing changes it any more. */
  readonly by?: Step | undefined;
}

/** Gives `finish` the answer that the application gets, at once or later; or gives none, when the socket is closed. */
export function actAfter(
  stage: AnswerStage,
  seen: SeenCall,
  steps: readonly Step[],
  reply: Reply,
  finish: (reply: Reply) => void,
): void {
  const [step, ...rest] = steps;
  if (step === undefined) {
    finish(reply);
    return;
  }
  const goOn = (next: Reply): void => actAfter(stage, seen, rest, next, finish);
  const { action, target } = step;
  if (reply.by !== undefined && !canFollow(action, reply.by.action)) {
    tellTooLate(stage, seen, step, reply.by);
    goOn(reply);
    return;
  }
  switch (action.action) {
    case 'return': {
      const code = resultNumber(action.code) ?? CKR.CKR_GENERAL_ERROR;
      tell(stage, seen, step, `return ${resultName(code)} after the work`);
      goOn({ ...refusal(seen, code), by: step });
      return;
    }
    case 'delay':
    case 'hang':
      holdBack(stage, seen, step, () => goOn(reply));
      return;
    case 'close-socket':
      tell(stage, seen, step, 'close-socket');
      closeSocket(stage, seen, step, rest);
      return;
    case 'remove':
    case 'lose':
    case 'insert':
    case 'damage':
    case 'kill-engine': {
      tell(stage, seen, step, onTarget(stage, step));
      goOn(
        reply.by === undefined && target !== undefined && target === seen.token
          ? afterMove(seen, target.state().presence, reply)
          : reply,
      );
      return;
    }
    default: {
      const changed = reply.result === 0 ? altered(stage, seen, step, reply.frame) : undefined;
      tell(stage, seen, step, changed?.detail ?? `${action.action}: nothing to change`);
      goOn(changed === undefined ? reply : { frame: changed.frame, result: 0 });
    }
  }
}

/** The token was taken away before its answer was out. */
function afterMove(seen: SeenCall, presence: string, reply: Reply): Reply {
  if (presence === 'inserted') return reply;
  const aboutSession = seen.request.session !== undefined;
  return refusal(seen, aboutSession ? CKR.CKR_DEVICE_REMOVED : CKR.CKR_TOKEN_NOT_PRESENT);
}

function refusal({ request }: SeenCall, result: number): Reply {
  return { frame: errorFrame(request.code, result), result };
}

function altered(
  { memory }: AnswerStage,
  { request: { call }, token }: SeenCall,
  { action, roll }: Step,
  frame: Buffer,
): { frame: Buffer; detail: string } | undefined {
  if (action.action === 'partial-output')
    return told(partialReply(frame, call, action.keep), 'partial-output');
  if (action.action === 'wrong-attribute') {
    const attribute = attributeNumber(action.attribute) ?? 0;
    return told(withWrongAttribute(frame, call, attribute), `wrong-attribute ${action.attribute}`);
  }
  const bytes = outputBytes(frame, call);
  if (bytes === undefined || bytes.length === 0) return undefined;
  const serial = token?.identity.serial ?? '';
  switch (action.action) {
    case 'flip-bit': {
      const flipped = withFlippedBit(bytes, action.bit ?? roll);
      return told(withOutput(frame, call, flipped.bytes), `flip-bit ${flipped.bit}`);
    }
    case 'wrong-signature':
      return told(withOutput(frame, call, wrongSignature(bytes, roll)), 'wrong-signature');
    case 'repeat-signature': {
      const earlier = memory.signature(serial, bytes.length);
      return earlier && told(withOutput(frame, call, earlier), 'repeat-signature');
    }
    case 'repeat-random': {
      const earlier = memory.random(serial);
      return earlier && told(withOutput(frame, call, repeated(earlier, bytes.length)), 'repeat-random');
    }
    default:
      return undefined;
  }
}

function told(frame: Buffer | undefined, detail: string): { frame: Buffer; detail: string } | undefined {
  return frame === undefined ? undefined : { frame, detail };
}
