/** Which calls are answered here. Every call that is not in these tables goes to the engine unread. */
import { byCallId } from '../../wire/calls.ts';
import { CKR } from '../../wire/results.ts';
import { mechanismInfo, mechanismList } from '../objects/mechanisms.ts';
import { initToken } from '../pins/init-token.ts';
import { login, logout } from '../pins/login.ts';
import { initPin, setPin } from '../pins/pins.ts';
import { closeAllSessions, closeSession, openSession, sessionInfo } from '../slots/sessions.ts';
import { waitForSlotEvent } from '../slots/slot-events.ts';
import { libraryInfo, slotInfo, slotList, tokenInfo } from '../slots/slots.ts';
import { type Answer, nothing, type PolicedCall, type Session } from './application.ts';
import { finalize } from './finalize.ts';

export type Policy = (policed: PolicedCall) => Answer | Promise<Answer>;
export type SessionPolicy = (policed: PolicedCall, session: Session) => Answer | Promise<Answer>;

export const policies: readonly (Policy | undefined)[] = byCallId<Policy>({
  C_Initialize: initialize,
  C_Finalize: finalize,
  C_GetInfo: libraryInfo,
  C_GetSlotList: slotList,
  C_GetSlotInfo: slotInfo,
  C_GetTokenInfo: tokenInfo,
  C_GetMechanismList: mechanismList,
  C_GetMechanismInfo: mechanismInfo,
  C_InitToken: initToken,
  C_OpenSession: openSession,
  C_CloseAllSessions: closeAllSessions,
  C_WaitForSlotEvent: waitForSlotEvent,
});

export const sessionPolicies: readonly (SessionPolicy | undefined)[] = byCallId<SessionPolicy>({
  C_CloseSession: closeSession,
  C_GetSessionInfo: sessionInfo,
  C_InitPIN: initPin,
  C_SetPIN: setPin,
  C_Login: login,
  C_Logout: logout,
});

const handshake = Buffer.from('PRIVATE-GNOME-KEYRING-PKCS11-PROTOCOL-V-1');

function initialize({ application, values }: PolicedCall): Answer {
  if (values.bytes()?.equals(handshake) !== true) return CKR.CKR_ARGUMENTS_BAD;
  if (application.initialised) return CKR.CKR_CRYPTOKI_ALREADY_INITIALIZED;
  application.initialised = true;
  return nothing;
}
