/** PINs for trying a token: made up, never derived from the real ones, so that a report that shows them gives nothing away. */
import * as fc from 'fast-check';
import type { TokenTarget } from '../sut/index.ts';

const letters = 'abcdefghijkmnpqrstuvwxyz';

/** Eight to twelve characters with a capital, a small letter and a digit: what the usual PIN rules take. */
export function otherPin(target: TokenTarget | undefined): fc.Arbitrary<string> {
  const real = target === undefined ? [] : [target.pins.user, target.pins.so];
  return fc
    .tuple(
      fc.constantFrom(...letters.toUpperCase()),
      fc.constantFrom(...letters),
      fc.string({ unit: fc.constantFrom(...letters, ...'23456789'), minLength: 5, maxLength: 9 }),
      fc.integer({ min: 1, max: 9 }),
    )
    .map(([capital, small, rest, digit]) => `${capital}${small}${rest}${digit}`)
    .filter((pin) => !real.includes(pin));
}
