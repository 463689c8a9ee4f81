/** The bytes of a PIN that came as text. */
import { fail } from '../errors.ts';

/**
 * No half of a surrogate pair, which would become U+FFFD: another PIN than the sender's. As a pattern with the flag `u`, for
 * the schemas of the control channel, which name the field.
 */
export const wholeLetters = '^\\P{Cs}*$';

const whole = new RegExp(wholeLetters, 'u');

/** `called`: whose it is, as in `user PIN`. Throws TOKEN_PIN_LETTERS. */
export function pinBytes(pin: string, called: string): Buffer {
  if (!whole.test(pin)) throw fail('TOKEN_PIN_LETTERS', { role: called });
  return Buffer.from(pin);
}
