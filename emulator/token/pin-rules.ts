/** What a PIN may look like: the card's rule for every PIN, the middleware's rule for new ones. */
import type { CountedPin, NewPinRule, PinRole, TokenProfile } from './profile.ts';

/** What is wrong with a PIN; the same words whatever it is, nothing of the PIN itself. */
export type PinFlaw = 'length' | 'characters';

const characters: Readonly<Record<TokenProfile['pinCharacters'], (byte: number) => boolean>> = {
  any: () => true,
  printable: (byte) => byte >= 0x20 && byte <= 0x7e,
  alphanumeric: (byte) => isDigit(byte) || isLower(byte) || isUpper(byte),
  digits: isDigit,
};

export function pinLengthFits(length: number, role: CountedPin, profile: TokenProfile): boolean {
  const { min, max } = profile.pinLength[role];
  return length >= min && length <= max;
}

export function pinCharactersFit(pin: Uint8Array, profile: TokenProfile): boolean {
  return pin.every(characters[profile.pinCharacters]);
}

/** Why the card would not take this PIN as a new one. */
export function cardFlaw(pin: Uint8Array, role: CountedPin, profile: TokenProfile): PinFlaw | undefined {
  if (!pinLengthFits(pin.length, role, profile)) return 'length';
  return pinCharactersFit(pin, profile) ? undefined : 'characters';
}

/** Why a new PIN is not taken, by the middleware or by the card. `old` is what its owner gave as the old one. */
export function newPinFlaw(
  pin: Uint8Array,
  role: PinRole,
  profile: TokenProfile,
  old?: Uint8Array,
): PinFlaw | undefined {
  const rule = profile.newPin[role];
  if (rule !== null && (pin.length < rule.min || pin.length > rule.max)) return 'length';
  const flaw = cardFlaw(pin, role, profile);
  if (flaw !== undefined || rule === null) return flaw;
  if (rule.notOld && old !== undefined && Buffer.from(old).equals(pin)) return 'characters';
  return classesFit(pin, rule) ? undefined : 'characters';
}

/** Counted by characters, so that one Vietnamese letter is one special character, not three. */
function classesFit(pin: Uint8Array, rule: NewPinRule): boolean {
  const letters = [...Buffer.from(pin).toString('utf8')].map((letter) => letter.codePointAt(0) ?? 0);
  const count = (is: (code: number) => boolean): number => letters.filter(is).length;
  return (
    count(isUpper) >= rule.upper &&
    count(isLower) >= rule.lower &&
    count(isDigit) >= rule.digit &&
    count((code) => !isUpper(code) && !isLower(code) && !isDigit(code)) >= rule.special
  );
}

/**
 * Shortest and longest PIN that CK_TOKEN_INFO shows. It has one pair for all roles: the widest of those that are meant.
 * A role without a rule for new PINs does not widen what another one's rule says.
 */
export function shownPinLength(profile: TokenProfile): { readonly min: number; readonly max: number } {
  const { newPin, pinLength, reportedPinLength } = profile;
  const rules = [newPin.user, newPin.so].filter((rule) => rule !== null);
  const lengths =
    reportedPinLength === 'new-pin' && rules.length > 0 ? rules : [pinLength.user, pinLength.so];
  return {
    min: Math.min(...lengths.map(({ min }) => min)),
    max: Math.max(...lengths.map(({ max }) => max)),
  };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isUpper(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function isLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}
