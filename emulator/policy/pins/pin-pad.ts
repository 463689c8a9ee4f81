/** Protected authentication path: calls with a NULL PIN wait until somebody enters it on the emulated PIN pad. */
import type { StoredToken } from '../../store/stored-token.ts';
import { CKR } from '../../wire/results.ts';
import type { Application, PolicedCall, Session, Shared } from '../line/application.ts';

/** What the display of the pad asks for. */
export type PadQuestion =
  | 'login-user'
  | 'login-so'
  | 'login-context'
  | 'change-user'
  | 'change-so'
  | 'unblock-user'
  | 'new-user'
  | 'initialise';

/** What a person enters: `pin` is the present PIN (or PUK), `newPin` the one that is to hold from now on. */
export interface PadEntry {
  readonly pin?: string | undefined;
  readonly newPin?: string | undefined;
}

/** Whose PIN, and for which call. */
export interface AskedFor {
  readonly token: StoredToken;
  /** None for C_InitToken. */
  readonly session?: Session;
}

export interface PadRequest extends AskedFor {
  readonly application: Application;
  readonly asks: PadQuestion;
  readonly since: Date;
  /** The application has been told something else already: its token has left, or its sessions have ended. */
  left(): boolean;
  /** Answers the pad: with what was entered, or with the CK_RV that the call gets. */
  settle(answer: PadEntry | number): void;
}

/** Somebody stands before the pad of a token. */
export interface PinPads {
  readonly open: Set<PadRequest>;
  /** Those who want to know of the next request. */
  readonly watchers: Set<() => void>;
}

export function newPinPads(): PinPads {
  return { open: new Set(), watchers: new Set() };
}

/** What is missing for an answer to that question: names of the fields. */
export function padFields(asks: PadQuestion): readonly ('pin' | 'newPin')[] {
  if (asks.startsWith('login')) return ['pin'];
  if (asks === 'initialise') return ['pin'];
  return asks === 'new-user' ? ['newPin'] : ['pin', 'newPin'];
}

/**
 * Asks on the pad of that token, which must have one. Resolves with what was entered, or with the CK_RV when it was
 * cancelled, nobody came in time, or the token, the session or the application went.
 */
export function askPad(
  { shared, application, left }: Pick<PolicedCall, 'shared' | 'application' | 'left'>,
  asked: AskedFor,
  asks: PadQuestion,
): Promise<PadEntry | number> {
  const { token } = asked;
  const { pinPad } = token.profile;
  if (pinPad === null) return Promise.resolve(CKR.CKR_ARGUMENTS_BAD);
  const { pads, journal } = shared;
  return new Promise((resolve) => {
    const timer = setTimeout(() => request.settle(CKR[pinPad.atTimeout]), pinPad.timeoutSeconds * 1000);
    const request: PadRequest = {
      ...asked,
      application,
      asks,
      since: shared.clock.now(),
      left,
      settle: (answer) => {
        if (!pads.open.delete(request)) return;
        clearTimeout(timer);
        resolve(answer);
      },
    };
    pads.open.add(request);
    journal.event({ event: 'pin-pad-asks', token: token.identity.serial, detail: asks });
    for (const tell of [...pads.watchers]) tell();
  });
}

/** C_Finalize, or the application is gone: its questions leave the displays. */
export function endPadRequestsOf(application: Application, { pads }: Pick<Shared, 'pads'>): void {
  for (const request of [...pads.open]) {
    if (request.application === application) request.settle(CKR.CKR_CRYPTOKI_NOT_INITIALIZED);
  }
}

/** Another thread has closed sessions: what was asked in them leaves the displays. */
export function endPadRequestsOfClosed(application: Application, { pads }: Pick<Shared, 'pads'>): void {
  for (const request of [...pads.open]) {
    const { session } = request;
    if (request.application !== application || session === undefined) continue;
    if (application.sessions.get(session.handle) !== session) request.settle(CKR.CKR_SESSION_HANDLE_INVALID);
  }
}

/** Tokens have left their readers, or calls have been answered: nobody can enter anything for them. */
export function endVainPadRequests({ pads }: Pick<Shared, 'pads'>): void {
  for (const request of [...pads.open]) {
    if (request.left() || request.token.state().presence !== 'inserted')
      request.settle(CKR.CKR_DEVICE_REMOVED);
  }
}
