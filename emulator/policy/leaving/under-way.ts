/**
 * Calls that a token has not answered when it leaves: they are answered at once, as a session on it is from then on, and
 * whatever they have done or will do is taken back by whoever carries them out (forward.ts, route.ts).
 */
import type { StoredToken } from '../../store/stored-token.ts';
import { isDead } from '../../token/condition.ts';
import { callIds, callNamed } from '../../wire/calls.ts';
import { CKR } from '../../wire/results.ts';
import type { Application, Shared } from '../line/application.ts';
import { type Line, type Request, refuse } from '../line/line.ts';
import { tokenIn } from '../slots/readers.ts';
import { sessionRefusal } from '../slots/session-refusal.ts';
import { awaitEnd } from './recovery.ts';

/** What a policy meets that is in the middle of a call when the token leaves. */
export class TokenLeft extends Error {}

const closeSession = callNamed('C_CloseSession').id;
/** About the reader, whether a token is in it or not. */
const ofReader = callIds('C_GetSlotInfo', 'C_CloseAllSessions');

/** The call is carried out from now on. */
export function goesUnderWay(line: Line, request: Request, token: StoredToken): void {
  request.about = token;
  line.application.underWay.set(request, line);
}

/** To be called when something has happened to the token: calls that it cannot answer any more are answered now. */
export function answerForGone(shared: Shared, token: StoredToken): void {
  for (const application of shared.applications) {
    for (const [request, line] of [...application.underWay]) {
      if (request.about !== token || request.gone !== undefined) continue;
      const result = refusalNow(application, shared, request, token);
      if (result !== undefined) leaveBehind(line, request, result);
    }
  }
}

function refusalNow(
  application: Application,
  shared: Shared,
  { call, session, frame, shape }: Request,
  token: StoredToken,
): number | undefined {
  const { presence, condition } = token.state();
  if (session === undefined) {
    if (ofReader.has(call.id)) return undefined;
    const there = tokenIn(shared, frame.readUInt32BE(shape.values + 4));
    if (typeof there === 'number') return there;
    return there === token ? undefined : CKR.CKR_TOKEN_NOT_PRESENT;
  }
  if (call.id === closeSession) return presence === 'inserted' ? undefined : CKR.CKR_DEVICE_REMOVED;
  return sessionRefusal(application, session) ?? (isDead(condition) ? CKR.CKR_DEVICE_ERROR : undefined);
}

function leaveBehind(line: Line, request: Request, result: number): void {
  const { application } = line;
  const { session } = request;
  request.gone = result;
  // Whoever has the answer says so when it lets go.
  if (request.inFault) return;
  if (session !== undefined && request.atWork && !session.expired) awaitEnd(request, session.attachment);
  refuse(line, request, result);
  // The time that a card would take is over: those who wait for it see that they have been left behind.
  for (const held of [...application.held]) if (held.request === request) held.release();
}

/**
 * Calls that a fault holds in vain go on: their token has left, and what they are told stands. To be called when what was done to
 * it is done, for the fault may do more to it; those of a token that is being wiped or restored wait until that is done too.
 */
export function releaseVainHolds(shared: Shared): void {
  for (const application of shared.applications) {
    for (const held of [...application.held]) {
      const { about, gone } = held.request;
      if (about === undefined || shared.wiping.has(about)) continue;
      if ((gone ?? refusalNow(application, shared, held.request, about)) !== undefined) held.release();
    }
  }
}
