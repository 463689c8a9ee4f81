/** The one place where a PIN is looked at: counted on disk first, compared in constant time, then settled. */
import { pinMatches } from '../store/stored-pin.ts';
import type { StoredToken } from '../store/stored-token.ts';
import { beginTry, endTry, pinLengthFits } from '../token/pin-tries.ts';
import type { PinRole } from '../token/profile.ts';
import { CKR } from '../wire/results.ts';

/**
 * CKR_OK when the PIN is right, else what PKCS#11 calls the refusal. Must run inside `token.exclusively`.
 * A PIN of impossible length is counted or refused as the profile says; a locked role says so before anything.
 */
export async function checkPin(token: StoredToken, role: PinRole, pin: Uint8Array): Promise<number> {
  const begun = beginTry(token.state(), role);
  if (begun.outcome === 'not-set') return CKR.CKR_USER_PIN_NOT_INITIALIZED;
  if (begun.outcome === 'locked') return CKR.CKR_PIN_LOCKED;
  const { profile } = token;
  if (profile.wrongLength === 'refused' && !pinLengthFits(pin.length, role, profile)) {
    return CKR.CKR_PIN_LEN_RANGE;
  }
  token.save({ state: begun.state });
  const stored = token.pin(role);
  const right = stored !== null && (await pinMatches(stored, pin));
  // The state may have changed meanwhile (the token was taken out): settle on what it is now.
  const ended = endTry(token.state(), role, right, profile);
  if (ended.outcome === 'right') {
    token.save({ state: ended.state });
    return CKR.CKR_OK;
  }
  return ended.outcome === 'locked' ? CKR.CKR_PIN_LOCKED : CKR.CKR_PIN_INCORRECT;
}
