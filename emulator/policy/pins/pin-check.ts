/** The one place where a PIN is looked at: counted on disk first, compared in constant time, then settled. */
import { pinMatches } from '../../store/stored-pin.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { type PinFlaw, pinCharactersFit, pinLengthFits } from '../../token/pin-rules.ts';
import { beginTry, endTry } from '../../token/pin-tries.ts';
import type { CountedPin } from '../../token/profile.ts';
import { CKR } from '../../wire/results.ts';
import { TokenLeft } from '../leaving/under-way.ts';
import type { PolicedCall, Shared } from '../line/application.ts';
import { tryCounted } from '../line/intercept.ts';

/**
 * CKR_OK when the PIN is right, else what PKCS#11 calls the refusal. Must run inside `token.exclusively`.
 * A PIN of impossible length or characters is counted or refused as the profile says; a locked one says so before
 * anything. Throws TokenLeft when the token leaves in the middle of `call`: its try is spent then.
 */
export async function checkPin(
  token: StoredToken,
  role: CountedPin,
  pin: Uint8Array,
  { clock, interception }: Pick<Shared, 'clock' | 'interception'>,
  call?: Pick<PolicedCall, 'worked'>,
): Promise<number> {
  const { profile } = token;
  const before = token.state();
  const begun = beginTry(before, role, profile, clock.now());
  if (begun.outcome === 'not-set') return CKR.CKR_USER_PIN_NOT_INITIALIZED;
  if (begun.outcome === 'locked') return CKR.CKR_PIN_LOCKED;
  if (profile.wrongLength === 'refused' && !pinLengthFits(pin.length, role, profile)) {
    return CKR.CKR_PIN_LEN_RANGE;
  }
  if (profile.wrongCharacters === 'refused' && !pinCharactersFit(pin, profile)) return CKR.CKR_PIN_INVALID;
  token.save({ state: begun.state });
  tryCounted(interception, token);
  const stored = token.pin(role);
  const right = stored !== null && (await pinMatches(stored, pin));
  await call?.worked(right ? CKR.CKR_OK : CKR.CKR_PIN_INCORRECT);
  // The state may have changed meanwhile (the token was taken out): settle on what it is now.
  const ended = endTry(before, token.state(), role, right, profile);
  if (ended.outcome === 'right') {
    token.save({ state: ended.state });
    return CKR.CKR_OK;
  }
  return ended.outcome === 'locked' ? CKR.CKR_PIN_LOCKED : CKR.CKR_PIN_INCORRECT;
}

/**
 * Behind a right PIN, before what it was given for is done or told: throws TokenLeft when the token has left since, and
 * takes the try again, as if that had been before the PIN was looked at.
 */
export function checkStillThere(
  token: StoredToken,
  role: CountedPin | undefined,
  { shared, left }: Pick<PolicedCall, 'shared' | 'left'>,
): void {
  if (!left()) return;
  if (role !== undefined) {
    const begun = beginTry(token.state(), role, token.profile, shared.clock.now());
    if ('state' in begun) token.save({ state: begun.state });
  }
  throw new TokenLeft('the token has left');
}

/** What PKCS#11 calls a new PIN that is not taken. */
export function flawResult(flaw: PinFlaw): number {
  return flaw === 'length' ? CKR.CKR_PIN_LEN_RANGE : CKR.CKR_PIN_INVALID;
}
