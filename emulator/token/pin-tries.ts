/** Counting PIN tries: the try is taken before the PIN is looked at, and given back only when it was right. */
import { type Counter, type PinState, type Pins, withCounter } from './pin-state.ts';
import type { CountedPin, TokenProfile } from './profile.ts';
import { freeze, type TokenState } from './state.ts';

export type Begun =
  | { readonly outcome: 'not-set' }
  | { readonly outcome: 'locked' }
  /** Save `state` first, then look at the PIN. */
  | { readonly outcome: 'look'; readonly state: TokenState };

const counted = ['user', 'so', 'puk'] as const satisfies readonly CountedPin[];

/** Takes one try: of that PIN, or of the counter that all share. */
export function beginTry(state: TokenState, role: CountedPin, profile: TokenProfile, now: Date): Begun {
  const pin = state[role];
  if (!pin.set) return { outcome: 'not-set' };
  if (pin.triesLeft === 0) return { outcome: 'locked' };
  const taken = {
    triesLeft: pin.triesLeft - 1,
    ...(profile.recoverySeconds === null ? {} : { recoveringSince: now.toISOString() }),
  };
  return { outcome: 'look', state: withCounters(state, role, profile, () => taken) };
}

export type Ended =
  | { readonly outcome: 'right'; readonly state: TokenState }
  | { readonly outcome: 'incorrect'; readonly state: TokenState }
  | { readonly outcome: 'locked'; readonly state: TokenState };

/** What the try that `beginTry` took comes to; `before` is the state before it, `state` the present one. */
export function endTry(
  before: TokenState,
  state: TokenState,
  role: CountedPin,
  right: boolean,
  profile: TokenProfile,
): Ended {
  if (right) {
    const after = profile.resetOnSuccess ? fullCounter(profile) : (each: CountedPin) => before[each];
    return { outcome: 'right', state: withCounters(state, role, profile, after) };
  }
  const saysLocked = state[role].triesLeft === 0 && profile.lockAnswer === 'at-limit';
  return { outcome: saysLocked ? 'locked' : 'incorrect', state };
}

/** Every counter is full, as after an administrator's reset; PINs stay. */
export function refilled(state: TokenState, profile: TokenProfile): TokenState {
  const full = fullCounter(profile);
  return freeze({
    ...state,
    ...each((role) => withCounter(state[role], full(role))),
  });
}

/** Tries that are left from now on; a role that is left out keeps its own. */
export type TriesWanted = { readonly [Role in CountedPin]?: number | undefined };

/**
 * The counters as a test wants them, 0 being locked as by wrong PINs: of a shared one that of every PIN. `wanted` fits the
 * profile. What time gives back begins anew.
 */
export function withTries(
  state: TokenState,
  wanted: TriesWanted,
  profile: TokenProfile,
  now: Date,
): TokenState {
  let next = state;
  for (const role of counted) {
    const triesLeft = wanted[role];
    if (triesLeft === undefined) continue;
    const recovers = profile.recoverySeconds !== null && triesLeft < profile.tries[role];
    const value = recovers ? { triesLeft, recoveringSince: now.toISOString() } : { triesLeft };
    next = withCounters(next, role, profile, () => value);
  }
  return next;
}

/** What time has given back by now: a try for each whole period without a wrong PIN. The same object when nothing. */
export function recovered(state: TokenState, profile: TokenProfile, now: Date): TokenState {
  if (profile.recoverySeconds === null) return state;
  const period = profile.recoverySeconds * 1000;
  if (counted.every((role) => periodsOf(state[role], period, now) === 0)) return state;
  return freeze({
    ...state,
    ...each((role) => recoveredPin(state[role], profile.tries[role], period, now)),
  });
}

function recoveredPin(pin: PinState, max: number, period: number, now: Date): PinState {
  const periods = periodsOf(pin, period, now);
  if (periods === 0 || pin.recoveringSince === undefined) return pin;
  const triesLeft = Math.min(max, pin.triesLeft + periods);
  if (triesLeft === max) return withCounter(pin, { triesLeft });
  const since = new Date(Date.parse(pin.recoveringSince) + periods * period);
  return withCounter(pin, { triesLeft, recoveringSince: since.toISOString() });
}

function periodsOf({ recoveringSince }: PinState, period: number, now: Date): number {
  if (recoveringSince === undefined) return 0;
  return Math.max(0, Math.floor((now.getTime() - Date.parse(recoveringSince)) / period));
}

/** Whether a locked user PIN may be given a new value by that way. An unlocked one always may. */
export function mayUnlock(
  state: TokenState,
  profile: TokenProfile,
  way: 'c-initpin' | 'puk' | 'control',
): boolean {
  if (!state.user.set || state.user.triesLeft > 0) return true;
  switch (profile.unlock) {
    case 'so-initpin':
      return way !== 'puk';
    case 'puk-setpin':
      return way === 'puk';
    case 'vendor-tool':
      return way === 'control';
    default:
      return false;
  }
}

function fullCounter(profile: TokenProfile): (role: CountedPin) => Counter {
  return (role) => ({ triesLeft: profile.tries[role] });
}

/** Gives the counter of that PIN, or of all that share it, its new value. */
function withCounters(
  state: TokenState,
  role: CountedPin,
  { counter }: TokenProfile,
  value: (role: CountedPin) => Counter,
): TokenState {
  // A PUK does not go with a shared counter: such a profile has none.
  const moves = (one: CountedPin): boolean => one === role || (counter === 'shared' && one !== 'puk');
  const of = (one: CountedPin) => (moves(one) ? withCounter(state[one], value(one)) : state[one]);
  return freeze({ ...state, ...each(of) });
}

function each(of: (role: CountedPin) => PinState): Pins {
  return { user: of('user'), so: of('so'), puk: of('puk') };
}
