/** What people and test programs do to a token from outside: take it away, put it back, lose it, unlock it. */
import { fail } from '../errors.ts';
import type { StoredToken } from '../store/stored-token.ts';
import { mayUnlock, pinLengthFits } from '../token/pin-tries.ts';
import { type Move, moved, type TokenView } from '../token/state.ts';
import { CKR } from '../wire/results.ts';
import { type Shared, sessionsOn } from './application.ts';
import { releaseEngine } from './engines.ts';
import { checkPin } from './pin-check.ts';
import { storeNewPin } from './pins.ts';
import { slotChanged } from './slot-events.ts';

const told = { insert: 'inserted', remove: 'removed', lose: 'lost' } as const;

/** Moves a token, on disk first. Doing it twice is no error. Throws TOKEN_UNKNOWN, TOKEN_LOST. */
export function moveToken(shared: Shared, name: string, move: Move): TokenView {
  const token = shared.store.named(name);
  const before = token.state();
  const after = moved(before, move);
  if (after === undefined) throw fail('TOKEN_LOST', { label: token.label() });
  if (after.presence === before.presence) return token.view();
  token.save({ state: after });
  const keepsSessions = move !== 'lose' && token.profile.afterReturn === 'resume';
  for (const application of shared.applications) {
    if (move !== 'insert' && !keepsSessions) {
      for (const session of sessionsOn(application, token)) session.expired = true;
      releaseEngine(application, token);
    }
    slotChanged(application, token.identity.slot);
  }
  shared.journal.event({ event: told[move], token: token.identity.serial });
  return token.view();
}

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
