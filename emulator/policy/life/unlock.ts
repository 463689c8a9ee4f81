/** Unlocking a token from outside, as the issuer's tool does. */
import { shellWord } from '../../../foundation/shell-word.ts';
import { fail } from '../../errors.ts';
import { checkCardRule } from '../../store/first-pins.ts';
import { pinBytes } from '../../store/pin-bytes.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { mayUnlock } from '../../token/pin-tries.ts';
import type { TokenView } from '../../token/state.ts';
import { CKR } from '../../wire/results.ts';
import type { Shared } from '../line/application.ts';
import { storeNewPin } from '../pins/new-pin.ts';
import { checkPin } from '../pins/pin-check.ts';
import { tellTransition } from './effects.ts';
import { allowed } from './move.ts';
import { inTurnOn } from './turn.ts';

/** The new PIN, and the proof of the right to give one: the SO PIN, or the PUK where the profile has one. */
export interface UnlockPins {
  readonly soPin?: string | undefined;
  readonly puk?: string | undefined;
  readonly newPin: string;
}

/**
 * Gives the user a new PIN, as the issuer's tool does; the SO PIN or PUK is counted like any other try.
 * Throws TOKEN_UNKNOWN, TOKEN_LOST, TOKEN_ABSENT, TOKEN_NOT_INITIALISED, TOKEN_UNLOCK_IMPOSSIBLE, TOKEN_PUK_UNUSED,
 * TOKEN_PIN_MISSING, TOKEN_PIN_LETTERS, TOKEN_PIN_LENGTH, TOKEN_PIN_CHARACTERS, TOKEN_SO_PIN_INCORRECT, TOKEN_SO_PIN_LOCKED,
 * TOKEN_PUK_INCORRECT, TOKEN_PUK_LOCKED.
 */
export function unlockToken(shared: Shared, name: string, pins: UnlockPins): Promise<TokenView> {
  return inTurnOn(shared, name, async (token) => {
    const label = token.label();
    const proof = pins.puk === undefined ? 'so' : 'puk';
    const given = pinBytes(pins.puk ?? pins.soPin ?? '', proof === 'puk' ? 'PUK' : 'SO PIN');
    const newPin = pinBytes(pins.newPin, 'user PIN');
    refuseUnlock(token, pins);
    const checked = await checkPin(token, proof, given, shared);
    const name = proof === 'puk' ? 'TOKEN_PUK' : 'TOKEN_SO_PIN';
    if (checked === CKR.CKR_PIN_LOCKED) throw fail(`${name}_LOCKED`, { label });
    if (checked !== CKR.CKR_OK) {
      throw fail(`${name}_INCORRECT`, { label, triesLeft: token.state()[proof].triesLeft });
    }
    const before = token.state();
    await storeNewPin(token, 'user', newPin, shared, 'reset');
    shared.journal.event({ event: 'unlocked', token: token.identity.serial });
    tellTransition(shared, token, before);
    return token.view();
  });
}

/** What gives tries back where this does not. */
function instead({ profile, label }: StoredToken): string {
  if (profile.unlock === 'administrative') {
    return `Its tries come back with time, or from its administrator: congvu token reset-tries ${shellWord(label())}`;
  }
  if (profile.unlock === 'puk-setpin') return 'Unlock it with its PUK: --puk-file.';
  return 'Create a new token, or choose a profile that can be unlocked.';
}

/** Everything that makes unlocking impossible before the SO PIN or the PUK is looked at. */
function refuseUnlock(token: StoredToken, { soPin, puk, newPin }: UnlockPins): void {
  const { profile } = token;
  const label = token.label();
  const state = token.state();
  allowed(token, 'unlock');
  if (!state.so.set) throw fail('TOKEN_NOT_INITIALISED', { label });
  if (puk !== undefined && !state.puk.set) throw fail('TOKEN_PUK_UNUSED', { profile: profile.id });
  if (!mayUnlock(state, profile, puk === undefined ? 'control' : 'puk')) {
    throw fail('TOKEN_UNLOCK_IMPOSSIBLE', { label, profile: profile.id, next: instead(token) });
  }
  if (soPin === undefined && puk === undefined) {
    throw fail('TOKEN_PIN_MISSING', {
      role: 'SO',
      field: 'soPin',
      option: '--so-pin',
      variable: 'CONGVU_SO_PIN',
    });
  }
  checkCardRule(Buffer.from(newPin), 'user', profile);
}
