/** How one PIN of a token stands. */
import type { PinRole, TokenProfile } from './profile.ts';

export interface PinState {
  /** Whether this role has a PIN. */
  readonly set: boolean;
  /** 0 = locked. */
  readonly triesLeft: number;
}

/** No PIN yet, all tries. */
export function unsetPin(role: PinRole, profile: TokenProfile): PinState {
  return Object.freeze({ set: false, triesLeft: profile.tries[role] });
}

/** A PIN that has just been given: its counter is full. */
export function freshPin(role: PinRole, profile: TokenProfile): PinState {
  return Object.freeze({ set: true, triesLeft: profile.tries[role] });
}
