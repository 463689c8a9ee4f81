/** Unlocking a token from outside, as the issuer's tool does. */
import { fail } from '../../errors.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { mayUnlock, pinLengthFits } from '../../token/pin-tries.ts';
import type { TokenView } from '../../token/state.ts';
import { CKR } from '../../wire/results.ts';
import type { Shared } from '../application.ts';
import { checkPin } from '../pin-check.ts';
import { storeNewPin } from '../pins.ts';

export interface UnlockPins {
  readonly soPin: string;
  readonly newPin: string;
}

/**
 * Gives the user a new PIN, as the issuer's tool does; the SO PIN is counted like any other try.
 * Throws TOKEN_UNKNOWN, TOKEN_LOST, TOKEN_ABSENT, TOKEN_NOT_INITIALISED, TOKEN_UNLOCK_IMPOSSIBLE,
 * TOKEN_PIN_LENGTH, TOKEN_SO_PIN_INCORRECT, TOKEN_SO_PIN_LOCKED.
 */
export function unlockToken(shared: Shared, name: string, pins: UnlockPins): Promise<TokenView> {
  const token = shared.store.named(name);
  return token.exclusively(async () => {
    const label = token.label();
    refuseUnlock(token, pins.newPin);
    const checked = await checkPin(token, 'so', Buffer.from(pins.soPin));
    if (checked === CKR.CKR_PIN_LOCKED) throw fail('TOKEN_SO_PIN_LOCKED', { label });
    if (checked !== CKR.CKR_OK) {
      throw fail('TOKEN_SO_PIN_INCORRECT', { label, triesLeft: token.state().so.triesLeft });
    }
    await storeNewPin(token, 'user', Buffer.from(pins.newPin), shared);
    shared.journal.event({ event: 'unlocked', token: token.identity.serial });
    return token.view();
  });
}

/** Everything that makes unlocking impossible before the SO PIN is looked at. */
function refuseUnlock(token: StoredToken, newPin: string): void {
  const { profile } = token;
  const label = token.label();
  const state = token.state();
  if (state.presence === 'lost') throw fail('TOKEN_LOST', { label });
  if (state.presence === 'removed') throw fail('TOKEN_ABSENT', { label });
  if (!state.so.set) throw fail('TOKEN_NOT_INITIALISED', { label });
  if (!mayUnlock(state, profile, 'control')) {
    throw fail('TOKEN_UNLOCK_IMPOSSIBLE', { label, profile: profile.id });
  }
  if (!pinLengthFits(Buffer.byteLength(newPin), 'user', profile)) {
    throw fail('TOKEN_PIN_LENGTH', { role: 'user', profile: profile.id, ...profile.pinLength.user });
  }
}
