/** The actions of a fault before the call is carried out, one after the other. */

import { dice } from '../../foundation/dice.ts';
import { holdCall } from '../policy/line/held.ts';
import type { PendingCut, Proceed } from '../policy/line/intercept.ts';
import { refuse } from '../policy/line/line.ts';
import type { StoredToken } from '../store/stored-token.ts';
import { CKR, resultName } from '../wire/results.ts';
import { hasRoomToHold } from './held-limit.ts';
import { resultNumber } from './names.ts';
import type { FaultAction } from './script.ts';
import type { SeenCall } from './seen-call.ts';
import { isDoneBehind, type Step, tell, tellTooLate } from './steps.ts';
import { actOnToken, type Stage } from './token-acts.ts';

/** The answer that the call gets at the end, and the action that says so. */
interface Decided {
  readonly by: Step;
  readonly result: number;
}

/** Answers the call, or lets it proceed at the end; never both, and always one of them once nothing holds it. */
export function actBefore(
  stage: Stage,
  seen: SeenCall,
  steps: readonly Step[],
  proceed: Proceed,
  decided?: Decided,
): void {
  const { line, request } = seen;
  const [step, ...rest] = steps;
  if (step === undefined) {
    if (decided === undefined) proceed(line, request);
    else refuse(line, request, decided.result);
    return;
  }
  const goOn = (now = decided): void => actBefore(stage, seen, rest, proceed, now);
  if (decided !== undefined && !isDoneBehind(step, decided.by)) {
    tellTooLate(stage, seen, step, decided.by);
    goOn();
    return;
  }
  const { action } = step;
  switch (action.action) {
    case 'return': {
      const code = resultNumber(action.code) ?? CKR.CKR_GENERAL_ERROR;
      tell(stage, seen, step, `return ${resultName(code)}`);
      goOn({ by: step, result: code });
      return;
    }
    case 'delay':
    case 'hang':
      holdBack(stage, seen, step, () => goOn());
      return;
    case 'close-socket':
      tell(stage, seen, step, 'close-socket');
      closeSocket(stage, seen, step, rest);
      return;
    case 'cut-power':
      tell(stage, seen, step, `cut-power ${action.counter} the counter`);
      for (const late of rest) tellTooLate(stage, seen, late, step);
      if (action.counter === 'before') loseCall(stage, seen, step, action);
      else cutWhenCounted(stage, seen, step, action, proceed);
      return;
    case 'sign-other-data':
      tell(stage, seen, step, otherData(seen) ? 'sign-other-data' : 'sign-other-data: no data');
      goOn();
      return;
    default:
      tell(stage, seen, step, onTarget(stage, step));
      goOn();
  }
}

/** For a while, or until released. Too many at once are answered CKR_HOST_MEMORY, as a call that waits for a slot. */
export function holdBack(stage: Stage, seen: SeenCall, step: Step, then: () => void): void {
  const { line, request } = seen;
  const { action, roll } = step;
  if (!hasRoomToHold(stage.shared, line.application)) {
    tell(stage, seen, step, `${action.action}: too many calls are held`);
    request.onAnswer = undefined;
    refuse(line, request, CKR.CKR_HOST_MEMORY);
    return;
  }
  const jitter = action.action === 'delay' ? dice(roll).below((action.jitterMs ?? 0) + 1) : 0;
  const ms = action.action === 'delay' ? action.ms + jitter : undefined;
  tell(stage, seen, step, ms === undefined ? 'hang' : `delay ${ms} ms`);
  request.about ??= seen.token;
  holdCall(line, request, ms, then);
}

/**
 * The journal shows the call as one that met a removed device; nobody hears of it. What the rule then does to its token
 * is done.
 */
export function closeSocket(stage: Stage, seen: SeenCall, step: Step, rest: readonly Step[]): void {
  const { line, request } = seen;
  line.close();
  for (const next of rest) {
    if (isDoneBehind(next, step)) tell(stage, seen, next, onTarget(stage, next));
    else tellTooLate(stage, seen, next, step);
  }
  request.onAnswer = undefined;
  refuse(line, request, CKR.CKR_DEVICE_REMOVED);
}

type PowerCutAction = Extract<FaultAction, { readonly action: 'cut-power' }>;

/** The call dies with the token: nothing of it is done, nothing is counted. */
function loseCall(stage: Stage, seen: SeenCall, step: Step, action: PowerCutAction): void {
  const { line, request, token } = seen;
  const dark = step.target ?? token;
  if (dark !== undefined) goDark(stage, seen, step, action, dark);
  request.onAnswer = undefined;
  refuse(line, request, CKR.CKR_DEVICE_REMOVED);
}

/**
 * The call runs until a try is on disk, and the power goes before the PIN is looked at. A call that counts nothing
 * runs to its end, and the power goes before its answer leaves.
 */
function cutWhenCounted(
  stage: Stage,
  seen: SeenCall,
  step: Step,
  action: PowerCutAction,
  proceed: Proceed,
): void {
  const { line, request, token } = seen;
  const dark = step.target ?? token;
  if (dark === undefined) {
    proceed(line, request);
    return;
  }
  const { cutWhenCounted: waiting } = stage.shared.interception;
  const pending: PendingCut = {
    connection: line.application.connection,
    cut: () => {
      waiting.delete(dark);
      goDark(stage, seen, step, action, dark);
    },
  };
  waiting.set(dark, pending);
  request.onAnswer = () => {
    request.onAnswer = undefined;
    if (waiting.get(dark) === pending) pending.cut();
    refuse(line, request, CKR.CKR_DEVICE_REMOVED);
  };
  proceed(line, request);
}

/** The call gets the same answer if it cannot: whatever has happened to the token, it is no longer in its reader. */
function goDark(stage: Stage, seen: SeenCall, step: Step, action: PowerCutAction, token: StoredToken): void {
  const came = actOnToken(stage, action, token);
  if (came !== action.action) tell(stage, seen, step, came);
}

/** Turns the last bit of the data that C_Sign or C_SignUpdate brings, in place. */
function otherData({ request: { frame, shape } }: SeenCall): boolean {
  const at = shape.values + 8;
  const length = frame[at] === 1 ? frame.readUInt32BE(at + 1) : 0;
  if (length === 0) return false;
  frame[at + 4 + length] = (frame[at + 4 + length] ?? 0) ^ 1;
  return true;
}

export function onTarget(stage: Stage, { action, target }: Step): string {
  return target === undefined ? `${action.action}: no token` : actOnToken(stage, action, target);
}
