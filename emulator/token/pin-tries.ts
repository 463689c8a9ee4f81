/** Counting PIN tries: the try is taken before the PIN is looked at, and given back only when it was right. */
import type { PinRole, TokenProfile } from './profile.ts';
import { freeze, type TokenState } from './state.ts';

export type Begun =
  | { readonly outcome: 'not-set' }
  | { readonly outcome: 'locked' }
  /** Save `state` first, then look at the PIN. */
  | { readonly outcome: 'look'; readonly state: TokenState };

/** Takes one try of a role. */
export function beginTry(state: TokenState, role: PinRole): Begun {
  const pin = state[role];
  if (!pin.set) return { outcome: 'not-set' };
  if (pin.triesLeft === 0) return { outcome: 'locked' };
  return {
    outcome: 'look',
    state: freeze({ ...state, [role]: { set: true, triesLeft: pin.triesLeft - 1 } }),
  };
}

export type Ended =
  | { readonly outcome: 'right'; readonly state: TokenState }
  | { readonly outcome: 'incorrect'; readonly state: TokenState }
  | { readonly outcome: 'locked'; readonly state: TokenState };

/** What the try that `beginTry` took comes to; `state` is the one after it. */
export function endTry(state: TokenState, role: PinRole, right: boolean, profile: TokenProfile): Ended {
  if (right) {
    return {
      outcome: 'right',
      state: freeze({ ...state, [role]: { set: true, triesLeft: profile.tries[role] } }),
    };
  }
  const saysLocked = state[role].triesLeft === 0 && profile.lockAnswer === 'at-limit';
  return { outcome: saysLocked ? 'locked' : 'incorrect', state };
}

/** Whether a locked user PIN may be given a new value by that way. An unlocked one always may. */
export function mayUnlock(state: TokenState, profile: TokenProfile, way: 'c-initpin' | 'control'): boolean {
  if (!state.user.set || state.user.triesLeft > 0) return true;
  if (profile.unlock === 'none') return false;
  return way === 'control' || profile.unlock === 'so-initpin';
}

export function pinLengthFits(length: number, role: PinRole, profile: TokenProfile): boolean {
  const { min, max } = profile.pinLength[role];
  return length >= min && length <= max;
}
