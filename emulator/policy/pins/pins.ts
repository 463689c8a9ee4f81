/** C_SetPIN, C_InitPIN, C_InitToken: PINs belong to the emulator, SoftHSM never hears of these calls. */
import type { StoredToken } from '../../store/stored-token.ts';
import { newPinFlaw } from '../../token/pin-rules.ts';
import { mayUnlock } from '../../token/pin-tries.ts';
import type { CountedPin, PinRole } from '../../token/profile.ts';
import { CKR } from '../../wire/results.ts';
import { type Answer, nothing, type PolicedCall, type Session, type Shared } from '../line/application.ts';
import { sessionRefusal } from '../slots/session-refusal.ts';
import { storeNewPin, wasUsedBefore } from './new-pin.ts';
import { checkPin, checkStillThere, flawResult } from './pin-check.ts';
import { type AskedFor, askPad, type PadEntry, type PadQuestion } from './pin-pad.ts';

/**
 * Changes the PIN of whoever is logged in, or the user's when nobody is. While the user PIN is locked and nobody is
 * logged in, the old PIN is the PUK where the profile has one.
 */
export async function setPin(policed: PolicedCall, session: Session): Promise<Answer> {
  const { application, shared, values, notePin } = policed;
  const given = { pin: values.bytes(), newPin: values.bytes() };
  notePin(given.pin);
  const { token } = session.attachment;
  // In its turn: while another PIN is looked at its try is taken, and the last one taken is no lock yet.
  const before = await token.exclusively(async () => {
    const roles = setPinRoles(session);
    return { ...roles, refusal: refusedSetPin(session, roles.proof) };
  });
  const { role, proof, refusal } = before;
  if (refusal !== undefined) return refusal;
  const asks: PadQuestion = proof === 'puk' ? 'unblock-user' : `change-${role}`;
  const pins = await presentedPins(policed, { token, session }, given, asks);
  if (typeof pins === 'number') return pins;
  const { pin: old, newPin: fresh } = pins;
  if (old === undefined || fresh === undefined) return CKR.CKR_ARGUMENTS_BAD;
  const flaw = newPinFlaw(fresh, role, token.profile, proof === 'puk' ? undefined : old);
  if (flaw !== undefined) return flawResult(flaw);
  return token.exclusively(async () => {
    // Whoever waited, for a pad or for another PIN, may find the world changed.
    const now = setPinRoles(session);
    const late = sessionRefusal(application, session) ?? refusedSetPin(session, now.proof);
    if (late !== undefined) return late;
    const checked = await checkPin(token, now.proof, old, shared, policed);
    if (checked !== CKR.CKR_OK) return checked;
    if (await wasUsedBefore(token, now.role, fresh, shared)) return CKR.CKR_PIN_INVALID;
    await storeNewPin(token, now.role, fresh, shared, 'owner', () =>
      checkStillThere(token, now.proof, policed),
    );
    session.attachment.limited = false;
    if (now.proof === 'puk') shared.journal.event({ event: 'unlocked', token: token.identity.serial });
    return nothing;
  });
}

/** Whose PIN C_SetPIN changes, and which secret it is proved with. */
function setPinRoles({ attachment: { token, login } }: Session): { role: PinRole; proof: CountedPin } {
  const role: PinRole = login === 'so' ? 'so' : 'user';
  const { user } = token.state();
  const locked = user.set && user.triesLeft === 0;
  return login === 'none' && locked && mayUnlock(token.state(), token.profile, 'puk')
    ? { role, proof: 'puk' }
    : { role, proof: role };
}

/** What makes C_SetPIN impossible before any PIN is looked at; none of it costs a try. */
function refusedSetPin(session: Session, proof: CountedPin): number | undefined {
  const state = session.attachment.token.state();
  if (!session.readWrite) return CKR.CKR_SESSION_READ_ONLY;
  if (state.writeProtected) return CKR.CKR_TOKEN_WRITE_PROTECTED;
  // A token that was to have a PUK, and has none, cannot be opened. CKR_USER_PIN_NOT_INITIALIZED is C_Login's alone
  // (PKCS#11 2.40 and 3.0, 5.1.6): no old PIN is right here.
  if (!state[proof].set) return proof === 'puk' ? CKR.CKR_PIN_LOCKED : CKR.CKR_PIN_INCORRECT;
  return state[proof].triesLeft === 0 ? CKR.CKR_PIN_LOCKED : undefined;
}

/** The SO gives the user a PIN; this is how a locked token is opened where the profile allows it. */
export async function initPin(policed: PolicedCall, session: Session): Promise<Answer> {
  const { application, shared, values, notePin } = policed;
  const newPin = values.bytes();
  notePin(newPin);
  const { token } = session.attachment;
  const refusal = refusedInitPin(session);
  if (refusal !== undefined) return refusal;
  const pins = await presentedPins(policed, { token, session }, { newPin }, 'new-user');
  if (typeof pins === 'number') return pins;
  const fresh = pins.newPin;
  if (fresh === undefined) return CKR.CKR_ARGUMENTS_BAD;
  const flaw = newPinFlaw(fresh, 'user', token.profile);
  if (flaw !== undefined) return flawResult(flaw);
  return token.exclusively(async () => {
    const late = sessionRefusal(application, session) ?? refusedInitPin(session);
    if (late !== undefined) return late;
    if (!mayUnlock(token.state(), token.profile, 'c-initpin')) return CKR.CKR_PIN_LOCKED;
    const { user } = token.state();
    await policed.worked(CKR.CKR_OK);
    await storeNewPin(token, 'user', fresh, shared, user.set ? 'reset' : 'creation', () =>
      checkStillThere(token, undefined, policed),
    );
    const unlocked = user.set && user.triesLeft === 0;
    if (unlocked) shared.journal.event({ event: 'unlocked', token: token.identity.serial });
    return nothing;
  });
}

function refusedInitPin({ attachment: { token, login } }: Session): number | undefined {
  if (login !== 'so') return CKR.CKR_USER_NOT_LOGGED_IN;
  return token.state().writeProtected ? CKR.CKR_TOKEN_WRITE_PROTECTED : undefined;
}

/** PINs as the application gave them, or as they were entered on the pad when it gave none. */
export interface PresentedPins {
  readonly pin?: Uint8Array | undefined;
  readonly newPin?: Uint8Array | undefined;
}

/** A PIN pad is asked only when the application gave no PIN at all. */
export async function presentedPins(
  policed: Pick<PolicedCall, 'application' | 'shared' | 'left'>,
  asked: AskedFor,
  given: PresentedPins,
  asks: PadQuestion,
): Promise<PresentedPins | number> {
  const { pinPad } = asked.token.profile;
  if (pinPad === null) return given;
  if (given.pin !== undefined || given.newPin !== undefined) {
    return pinPad.givenPin === 'refused' ? CKR.CKR_ARGUMENTS_BAD : given;
  }
  const entry = await askPad(policed, asked, asks);
  return typeof entry === 'number' ? entry : inBytes(entry);
}

function inBytes({ pin, newPin }: PadEntry): PresentedPins {
  return {
    pin: pin === undefined ? undefined : Buffer.from(pin),
    newPin: newPin === undefined ? undefined : Buffer.from(newPin),
  };
}

/** Whether the token may be emptied: by the right SO PIN where it has one. Must run inside `token.exclusively`. */
export async function checkSoPin(
  token: StoredToken,
  pin: Uint8Array,
  shared: Shared,
  call: Pick<PolicedCall, 'worked'>,
): Promise<number> {
  if (token.state().so.set) return checkPin(token, 'so', pin, shared, call);
  const flaw = newPinFlaw(pin, 'so', token.profile);
  return flaw === undefined ? CKR.CKR_OK : flawResult(flaw);
}
