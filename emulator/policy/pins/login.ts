/** C_Login and C_Logout: the application's PIN is judged here, the engine gets the internal one. */
import { deferred } from '../../../foundation/deferred.ts';
import { CKU } from '../../store/softhsm.ts';
import { pinDue } from '../../token/pin-state.ts';
import type { PinRole } from '../../token/profile.ts';
import { callNamed } from '../../wire/calls.ts';
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import { type Answer, nothing, type PolicedCall, type Session, sessionsOn } from '../line/application.ts';
import { endKeyOperations, hasKeyOperation } from '../objects/operations.ts';
import { sessionRefusal } from '../slots/session-refusal.ts';
import { checkPin, checkStillThere } from './pin-check.ts';
import type { PadQuestion } from './pin-pad.ts';
import { presentedPins } from './pins.ts';

export async function login(policed: PolicedCall, session: Session): Promise<Answer> {
  const { values, notePin } = policed;
  const userType = values.ulong();
  const given = values.bytes();
  notePin(given);
  const refusal = refusedLogin(policed, session, userType);
  if (refusal !== undefined) return refusal;
  const { token } = session.attachment;
  const pins = await presentedPins(policed, { token, session }, { pin: given }, questionOf(userType));
  if (typeof pins === 'number') return pins;
  const { pin } = pins;
  if (pin === undefined) return CKR.CKR_ARGUMENTS_BAD;
  // The engine's part is inside too: SoftHSM rewrites `token.object` at every login.
  return token.exclusively(async () => {
    // Whoever waited, for a pad or for another PIN, may find the world changed.
    const late = sessionRefusal(policed.application, session) ?? refusedLogin(policed, session, userType);
    return late ?? judgedLogin(policed, session, userType, pin);
  });
}

/** What makes a login impossible before any PIN is looked at; none of it costs a try. */
function refusedLogin({ application }: PolicedCall, session: Session, userType: number): number | undefined {
  const { attachment } = session;
  if (userType === CKU.contextSpecific) {
    if (!hasKeyOperation(session)) return CKR.CKR_OPERATION_NOT_INITIALIZED;
    return attachment.login === 'none' ? CKR.CKR_USER_NOT_LOGGED_IN : undefined;
  }
  if (userType !== CKU.so && userType !== CKU.user) return CKR.CKR_USER_TYPE_INVALID;
  const role = roleOf(userType, session);
  const { token } = attachment;
  // Before all else, as SoftHSM has it.
  const readOnly = role === 'so' && sessionsOn(application, token).some((open) => !open.readWrite);
  if (readOnly) return CKR.CKR_SESSION_READ_ONLY_EXISTS;
  if (attachment.login === role) return CKR.CKR_USER_ALREADY_LOGGED_IN;
  if (attachment.login !== 'none') return CKR.CKR_USER_ANOTHER_ALREADY_LOGGED_IN;
  return role === 'user' && !token.state().user.set ? CKR.CKR_USER_PIN_NOT_INITIALIZED : undefined;
}

/** Context-specific: once more the PIN of whoever is logged in, for a key with CKA_ALWAYS_AUTHENTICATE. */
function roleOf(userType: number, { attachment }: Session): PinRole {
  if (userType === CKU.contextSpecific) return attachment.login === 'so' ? 'so' : 'user';
  return userType === CKU.so ? 'so' : 'user';
}

function questionOf(userType: number): PadQuestion {
  if (userType === CKU.contextSpecific) return 'login-context';
  return userType === CKU.so ? 'login-so' : 'login-user';
}

/** Must run inside `token.exclusively`. */
async function judgedLogin(
  policed: PolicedCall,
  session: Session,
  userType: number,
  pin: Uint8Array,
): Promise<Answer> {
  const { shared } = policed;
  const { attachment } = session;
  const { token } = attachment;
  const role = roleOf(userType, session);
  const checked = await checkPin(token, role, pin, shared, policed);
  if (checked !== CKR.CKR_OK) return checked;
  const context = userType === CKU.contextSpecific;
  const due = !context && pinDue(token.state()[role], role, token.profile, shared.clock.now());
  if (due && token.profile.duePin === 'refused') return CKR.CKR_PIN_EXPIRED;
  const result = await engineLogin(session, userType, role);
  if (result !== CKR.CKR_OK) return result;
  if (policed.left()) {
    if (context) endKeyOperations(session);
    else await engineLogout(session).catch(() => undefined);
    checkStillThere(token, role, policed);
  }
  if (!context) {
    attachment.login = role;
    attachment.limited = due && token.profile.duePin === 'limited';
  }
  return nothing;
}

async function engineLogin(session: Session, userType: number, role: PinRole): Promise<number> {
  const internal = Buffer.from(session.attachment.token.identity.internal[role]);
  const values = valueWriter().ulong(session.remote).ulong(userType).bytes(internal).end();
  return (await session.link.call(callNamed('C_Login'), values)).result;
}

async function engineLogout({ link, remote }: Session): Promise<number> {
  return (await link.call(callNamed('C_Logout'), valueWriter().ulong(remote).end())).result;
}

/**
 * SoftHSM answers CKR_OK to a logout without login; the standard wants CKR_USER_NOT_LOGGED_IN. Threads that log out at once end
 * one login once: each waits for the one before. Not inside `token.exclusively`, where an engine that hangs would keep the
 * token from being wiped.
 */
export async function logout({ application }: PolicedCall, session: Session): Promise<Answer> {
  const { attachment } = session;
  while (attachment.loggingOut !== undefined) await attachment.loggingOut;
  const late = sessionRefusal(application, session);
  if (late !== undefined) return late;
  if (attachment.login === 'none') return CKR.CKR_USER_NOT_LOGGED_IN;
  const { promise, resolve } = deferred();
  attachment.loggingOut = promise;
  try {
    const result = await engineLogout(session);
    if (result !== CKR.CKR_OK) return result;
    attachment.login = 'none';
    attachment.limited = false;
    return nothing;
  } finally {
    attachment.loggingOut = undefined;
    resolve();
  }
}
