/** C_Login and C_Logout: the application's PIN is judged here, the engine gets the internal one. */
import { CKU } from '../store/softhsm.ts';
import type { PinRole } from '../token/profile.ts';
import { callNamed } from '../wire/calls.ts';
import { CKR } from '../wire/results.ts';
import { valueWriter } from '../wire/values.ts';
import { type Answer, nothing, type PolicedCall, type Session, sessionsOn } from './application.ts';
import { checkPin } from './pin-check.ts';

export async function login(policed: PolicedCall, session: Session): Promise<Answer> {
  const { values, notePin } = policed;
  const userType = values.ulong();
  const pin = values.bytes();
  notePin(pin);
  if (userType === CKU.contextSpecific) return contextLogin(session, pin);
  if (userType !== CKU.so && userType !== CKU.user) return CKR.CKR_USER_TYPE_INVALID;
  const role: PinRole = userType === CKU.so ? 'so' : 'user';
  const refusal = refusedLogin(policed, session, role);
  if (refusal !== undefined) return refusal;
  // A NULL PIN asks for a PIN pad, which these tokens do not have.
  if (pin === undefined) return CKR.CKR_ARGUMENTS_BAD;
  const { attachment } = session;
  const result = await judgedLogin(session, userType, role, pin);
  if (result !== CKR.CKR_OK) return result;
  attachment.login = role;
  return nothing;
}

/** What makes a login impossible before any PIN is looked at; none of it costs a try. */
function refusedLogin({ application }: PolicedCall, session: Session, role: PinRole): number | undefined {
  const { attachment } = session;
  if (attachment.login === role) return CKR.CKR_USER_ALREADY_LOGGED_IN;
  if (attachment.login !== 'none') return CKR.CKR_USER_ANOTHER_ALREADY_LOGGED_IN;
  const { token } = attachment;
  if (role === 'user' && !token.state().user.set) return CKR.CKR_USER_PIN_NOT_INITIALIZED;
  const readOnly = sessionsOn(application, token).some((open) => !open.readWrite);
  return role === 'so' && readOnly ? CKR.CKR_SESSION_READ_ONLY_EXISTS : undefined;
}

/** Once more the user PIN, for a key with CKA_ALWAYS_AUTHENTICATE; counted like any other. */
async function contextLogin(session: Session, pin: Uint8Array | undefined): Promise<Answer> {
  const { attachment } = session;
  if (!session.keyOperation) return CKR.CKR_OPERATION_NOT_INITIALIZED;
  if (attachment.login === 'none') return CKR.CKR_USER_NOT_LOGGED_IN;
  if (pin === undefined) return CKR.CKR_ARGUMENTS_BAD;
  const result = await judgedLogin(session, CKU.contextSpecific, attachment.login, pin);
  return result === CKR.CKR_OK ? nothing : result;
}

/** The engine's part is inside too: SoftHSM rewrites `token.object` at every login. */
function judgedLogin(session: Session, userType: number, role: PinRole, pin: Uint8Array): Promise<number> {
  const { token } = session.attachment;
  return token.exclusively(async () => {
    const checked = await checkPin(token, role, pin);
    return checked === CKR.CKR_OK ? engineLogin(session, userType, role) : checked;
  });
}

async function engineLogin(session: Session, userType: number, role: PinRole): Promise<number> {
  const internal = Buffer.from(session.attachment.token.identity.internal[role]);
  const values = valueWriter().ulong(session.remote).ulong(userType).bytes(internal).end();
  return (await session.link.call(callNamed('C_Login'), values)).result;
}

/** SoftHSM answers CKR_OK to a logout without login; the standard wants CKR_USER_NOT_LOGGED_IN. */
export async function logout({ call }: PolicedCall, session: Session): Promise<Answer> {
  const { attachment } = session;
  if (attachment.login === 'none') return CKR.CKR_USER_NOT_LOGGED_IN;
  const { result } = await session.link.call(call, valueWriter().ulong(session.remote).end());
  if (result !== CKR.CKR_OK) return result;
  attachment.login = 'none';
  return nothing;
}
