/** What applications notice when something happens to a token. */
import type { StoredToken } from '../../store/stored-token.ts';
import type { TokenState } from '../../token/state.ts';
import { releaseEngine, releaseLoadedEngine } from '../engines/engines.ts';
import { answerForGone, releaseVainHolds } from '../leaving/under-way.ts';
import { type Application, type Shared, sessionsOn } from '../line/application.ts';
import { endVainPadRequests } from '../pins/pin-pad.ts';
import { slotChanged } from '../slots/slot-events.ts';

/** All sessions on the token end: their next call is answered CKR_SESSION_HANDLE_INVALID, and nobody is logged in. */
export function endSessions(shared: Shared, token: StoredToken): void {
  for (const application of shared.applications) {
    expireSessions(application, token);
    releaseEngine(application, token);
  }
  answerForGone(shared, token);
}

/** The same inside `token.exclusively`, before its objects are replaced: engines that still start see the new ones. */
export function endLoadedSessions(shared: Shared, token: StoredToken): void {
  for (const application of shared.applications) {
    expireSessions(application, token);
    releaseLoadedEngine(application, token);
  }
  answerForGone(shared, token);
}

export function expireSessions(application: Application, token: StoredToken): void {
  token.disturb();
  for (const session of sessionsOn(application, token)) session.expired = true;
}

/** The readers that see another token than before, or one that comes or goes: where it was, and where it is. */
export function readersThatSee(...places: readonly (readonly [TokenState, number])[]): readonly number[] {
  return places.flatMap(([{ presence }, slot]) => (presence === 'inserted' ? [slot] : []));
}

/** C_WaitForSlotEvent tells every application of it. */
export function tellSlot(shared: Shared, ...slots: readonly number[]): void {
  endVainPadRequests(shared);
  releaseVainHolds(shared);
  for (const slot of new Set(slots)) {
    for (const application of shared.applications) slotChanged(application, slot);
  }
}

/** C_WaitForSlotEvent tells of a token that a tool has initialised, locked or unlocked; a number of tries is no transition. */
export function tellTransition(shared: Shared, token: StoredToken, before: TokenState): void {
  if (stageOf(token.state()) !== stageOf(before)) tellSlot(shared, token.slot());
}

function stageOf({ user, so, puk }: TokenState): string {
  return [user, so, puk].map(({ set, triesLeft }) => (set ? triesLeft > 0 : 'unset')).join();
}
