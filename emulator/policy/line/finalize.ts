/** C_Finalize: nothing of the application waits any longer, and each of its threads has its answer before this one has. */
import { setTimeout } from 'node:timers/promises';
import { CKR } from '../../wire/results.ts';
import { releaseAllEngines } from '../engines/engines.ts';
import { endPadRequestsOf } from '../pins/pin-pad.ts';
import { stopWaiting } from '../slots/slot-events.ts';
import { type Answer, type Application, nothing, type PolicedCall } from './application.ts';
import { endHeldCalls } from './held.ts';

/**
 * Milliseconds between the answers of calls that C_Finalize ends and its own. p11-kit's client gives its socket up when it
 * reads that one, and aborts when another thread has its own answer by then but not yet let go of the socket
 * (`rpc_transport_buffer: Assertion 'sock->refs > 0' failed`). How far those threads are nobody can tell from here.
 */
const forThreads = 100;

export async function finalize({ application, shared }: PolicedCall): Promise<Answer> {
  const beside = hasOtherCalls(application);
  stopWaiting(application);
  endHeldCalls(application, CKR.CKR_CRYPTOKI_NOT_INITIALIZED);
  endPadRequestsOf(application, shared);
  releaseAllEngines(application);
  application.events.clear();
  // Before the pause: a thread that asks again in it must not be held once more.
  application.initialised = false;
  if (beside) await setTimeout(forThreads);
  return nothing;
}

/** In any of its threads, at this moment. */
function hasOtherCalls({ waiting, held, underWay }: Application): boolean {
  return waiting.length + held.size + underWay.size > 0;
}
