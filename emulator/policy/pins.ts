/** C_SetPIN, C_InitPIN, C_InitToken: PINs belong to the emulator, SoftHSM never hears of these calls. */
import { storedPin } from '../store/stored-pin.ts';
import type { StoredToken } from '../store/stored-token.ts';
import { mayUnlock, pinLengthFits } from '../token/pin-tries.ts';
import type { PinRole } from '../token/profile.ts';
import { initialised, withPin } from '../token/state.ts';
import { CKR } from '../wire/results.ts';
import {
  type Answer,
  nothing,
  type PolicedCall,
  type Session,
  type Shared,
  sessionsOn,
} from './application.ts';
import { releaseLoadedEngine } from './engines.ts';
import { checkPin } from './pin-check.ts';

/** Changes the PIN of whoever is logged in, or the user's when nobody is. */
export async function setPin({ shared, values, notePin }: PolicedCall, session: Session): Promise<Answer> {
  const old = values.bytes();
  const fresh = values.bytes();
  notePin(old);
  const { token, login } = session.attachment;
  const role: PinRole = login === 'so' ? 'so' : 'user';
  if (!session.readWrite) return CKR.CKR_SESSION_READ_ONLY;
  if (old === undefined || fresh === undefined) return CKR.CKR_ARGUMENTS_BAD;
  if (!token.state()[role].set) return CKR.CKR_USER_PIN_NOT_INITIALIZED;
  if (token.state()[role].triesLeft === 0) return CKR.CKR_PIN_LOCKED;
  if (!pinLengthFits(fresh.length, role, token.profile)) return CKR.CKR_PIN_LEN_RANGE;
  return token.exclusively(async () => {
    const checked = await checkPin(token, role, old);
    if (checked !== CKR.CKR_OK) return checked;
    await storeNewPin(token, role, fresh, shared);
    return nothing;
  });
}

/** The SO gives the user a PIN; this is how a locked token is opened where the profile allows it. */
export async function initPin({ shared, values, notePin }: PolicedCall, session: Session): Promise<Answer> {
  const fresh = values.bytes();
  notePin(fresh);
  const { token, login } = session.attachment;
  if (login !== 'so') return CKR.CKR_USER_NOT_LOGGED_IN;
  if (fresh === undefined) return CKR.CKR_ARGUMENTS_BAD;
  if (!pinLengthFits(fresh.length, 'user', token.profile)) return CKR.CKR_PIN_LEN_RANGE;
  return token.exclusively(async () => {
    if (!mayUnlock(token.state(), token.profile, 'c-initpin')) return CKR.CKR_PIN_LOCKED;
    const unlocked = token.state().user.set && token.state().user.triesLeft === 0;
    await storeNewPin(token, 'user', fresh, shared);
    if (unlocked) shared.journal.event({ event: 'unlocked', token: token.identity.serial });
    return nothing;
  });
}

/** Must run inside `token.exclusively`. */
export async function storeNewPin(
  token: StoredToken,
  role: PinRole,
  pin: Uint8Array,
  { store }: Pick<Shared, 'store'>,
): Promise<void> {
  const stored = await storedPin(pin, store.random);
  token.save({ state: withPin(token.state(), role, token.profile), pins: { [role]: stored } });
}

/** Empties the token. Refused while any application has a session on it. */
export async function initToken({ shared, values, notePin }: PolicedCall): Promise<Answer> {
  const token = shared.store.bySlot(values.ulong());
  const pin = values.bytes();
  const label = values.string();
  notePin(pin);
  if (token === undefined) return CKR.CKR_SLOT_ID_INVALID;
  if (token.state().presence !== 'inserted') return CKR.CKR_TOKEN_NOT_PRESENT;
  if (pin === undefined) return CKR.CKR_ARGUMENTS_BAD;
  return token.exclusively(async () => {
    const refusal = token.state().so.set
      ? await refusedReset(token, pin, shared)
      : newTokenRefusal(token, pin);
    if (refusal !== CKR.CKR_OK) return refusal;
    shared.wiping.add(token);
    try {
      await reset(token, pin, label, shared);
    } finally {
      shared.wiping.delete(token);
    }
    return nothing;
  });
}

async function refusedReset(token: StoredToken, pin: Uint8Array, shared: Shared): Promise<number> {
  if (inUse(token, shared)) return CKR.CKR_SESSION_EXISTS;
  const checked = await checkPin(token, 'so', pin);
  if (checked !== CKR.CKR_OK) return checked;
  return inUse(token, shared) ? CKR.CKR_SESSION_EXISTS : CKR.CKR_OK;
}

function newTokenRefusal(token: StoredToken, pin: Uint8Array): number {
  return pinLengthFits(pin.length, 'so', token.profile) ? CKR.CKR_OK : CKR.CKR_PIN_LEN_RANGE;
}

function inUse(token: StoredToken, shared: Shared): boolean {
  return [...shared.applications].some((application) => sessionsOn(application, token).length > 0);
}

async function reset(token: StoredToken, pin: Uint8Array, label: Uint8Array, shared: Shared): Promise<void> {
  const { store, applications, journal } = shared;
  const so = await storedPin(pin, store.random);
  await token.wipe(store.engine, store.configuration);
  token.save({
    state: initialised(token.state(), token.profile),
    pins: { user: null, so },
    label: labelOf(label),
  });
  // Engines that have loaded the old objects would go on seeing them.
  for (const application of applications) releaseLoadedEngine(application, token);
  journal.event({ event: 'initialised', token: token.identity.serial });
}

/** The field has 32 bytes and no NUL; an old client sends whatever stands behind it too. */
function labelOf(field: Uint8Array): string {
  return Buffer.from(field.subarray(0, 32)).toString('utf8').normalize('NFC').trimEnd();
}
