/** What a new token starts with: its state and the PINs that it was given. */
import { fail } from '../errors.ts';
import { cardFlaw } from '../token/pin-rules.ts';
import type { PinOrigin } from '../token/pin-state.ts';
import type { CountedPin, TokenProfile } from '../token/profile.ts';
import { blankToken, initialised, type TokenState, withPin } from '../token/state.ts';
import { pinBytes } from './pin-bytes.ts';
import { type RandomBytes, type StoredPin, storedPin } from './stored-pin.ts';
import type { TokenRecord } from './token-files.ts';

export interface FirstPins {
  readonly profile: TokenProfile;
  /** Undefined: a token without a user PIN; with both undefined it is blank. */
  readonly pin?: string | undefined;
  readonly soPin?: string | undefined;
  /** Only where the profile has one, and then at once: it comes with the card. */
  readonly puk?: string | undefined;
}

const names: Readonly<Record<CountedPin, 'pin' | 'soPin' | 'puk'>> = { user: 'pin', so: 'soPin', puk: 'puk' };

/** Throws TOKEN_PIN_LETTERS, TOKEN_PIN_LENGTH, TOKEN_PIN_CHARACTERS, TOKEN_PUK_UNUSED, TOKEN_PIN_MISSING. */
export function checkFirstPins(pins: FirstPins): void {
  const { profile, pin, puk } = pins;
  const hasPuk = profile.unlock === 'puk-setpin';
  if (puk !== undefined && !hasPuk) throw fail('TOKEN_PUK_UNUSED', { profile: profile.id });
  for (const [role, name] of Object.entries(names) as [CountedPin, 'pin' | 'soPin' | 'puk'][]) {
    const value = pins[name];
    if (value !== undefined) checkCardRule(pinBytes(value, calledPin(role)), role, profile);
  }
  if (hasPuk && pin !== undefined && puk === undefined) {
    throw fail('TOKEN_PIN_MISSING', { role: 'PUK', field: 'puk', option: '--puk', variable: 'CONGVU_PUK' });
  }
}

/** A PIN that the card could not hold. Throws TOKEN_PIN_LENGTH, TOKEN_PIN_CHARACTERS. */
export function checkCardRule(pin: Uint8Array, role: CountedPin, profile: TokenProfile): void {
  const flaw = cardFlaw(pin, role, profile);
  const called = calledPin(role);
  if (flaw === 'length') {
    throw fail('TOKEN_PIN_LENGTH', { role: called, profile: profile.id, ...profile.pinLength[role] });
  }
  if (flaw === 'characters') {
    const { id, pinCharacters } = profile;
    throw fail('TOKEN_PIN_CHARACTERS', { role: called, profile: id, characters: pinCharacters });
  }
}

function calledPin(role: CountedPin): string {
  return role === 'puk' ? 'PUK' : `${role} PIN`;
}

export async function firstPins(
  { profile, pin, soPin, puk }: FirstPins,
  { random, at }: { readonly random: RandomBytes; readonly at: Date },
): Promise<{ readonly state: TokenState; readonly pins: TokenRecord['pins'] }> {
  const origin: PinOrigin = { by: 'creation', at };
  const stored = async (value: string | undefined): Promise<StoredPin | null> =>
    value === undefined ? null : storedPin(Buffer.from(value), random);
  let state = blankToken(profile);
  if (soPin !== undefined) state = initialised(state, profile, origin);
  if (pin !== undefined) state = withPin(state, 'user', profile, origin);
  if (puk !== undefined) state = withPin(state, 'puk', profile, origin);
  const pins = { user: await stored(pin), so: await stored(soPin), puk: await stored(puk) };
  return { state, pins: { ...pins, earlier: { user: [], so: [] } } };
}
