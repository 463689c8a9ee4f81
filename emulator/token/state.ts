/** The state of one token: how far it is set up, where it is, how many tries each PIN has left. Pure data. */
import { freshPin, type PinState, unsetPin } from './pin-state.ts';
import { type Move, type Presence, presenceAfter } from './presence.ts';
import type { PinRole, TokenProfile } from './profile.ts';

export interface TokenState {
  readonly presence: Presence;
  readonly user: PinState;
  readonly so: PinState;
}

export interface TokenView {
  readonly label: string;
  readonly serial: string;
  readonly state: 'blank' | 'initialised' | 'active' | 'locked' | 'so-locked' | 'removed' | 'lost';
  readonly user: { readonly triesLeft: number; readonly triesMax: number };
  readonly so: { readonly triesLeft: number; readonly triesMax: number };
}

/** A token as it leaves the factory: no PIN, all tries. */
export function blankToken(profile: TokenProfile): TokenState {
  return freeze({
    presence: 'inserted',
    user: unsetPin('user', profile),
    so: unsetPin('so', profile),
  });
}

/** C_InitToken has gone through: the SO has a PIN, the user none, every counter is full. */
export function initialised(state: TokenState, profile: TokenProfile): TokenState {
  return freeze({
    presence: state.presence,
    user: unsetPin('user', profile),
    so: freshPin('so', profile),
  });
}

/** A role has a new PIN: its counter is full again. */
export function withPin(state: TokenState, role: PinRole, profile: TokenProfile): TokenState {
  return freeze({ ...state, [role]: freshPin(role, profile) });
}

/** The token after a move; undefined for a lost token, which nothing brings back. */
export function moved(state: TokenState, move: Move): TokenState | undefined {
  const presence = presenceAfter(state.presence, move);
  return presence === undefined ? undefined : freeze({ ...state, presence });
}

/** The one word for a token; the worst thing that is true of it wins. */
export function stateWord(state: TokenState): TokenView['state'] {
  if (state.presence !== 'inserted') return state.presence;
  if (!state.so.set) return 'blank';
  if (state.so.triesLeft === 0) return 'so-locked';
  if (!state.user.set) return 'initialised';
  return state.user.triesLeft === 0 ? 'locked' : 'active';
}

export function tokenView(
  label: string,
  serial: string,
  state: TokenState,
  profile: TokenProfile,
): TokenView {
  return Object.freeze({
    label,
    serial,
    state: stateWord(state),
    user: Object.freeze({ triesLeft: state.user.triesLeft, triesMax: profile.tries.user }),
    so: Object.freeze({ triesLeft: state.so.triesLeft, triesMax: profile.tries.so }),
  });
}

export function freeze(state: TokenState): TokenState {
  return Object.freeze({
    ...state,
    user: Object.freeze({ ...state.user }),
    so: Object.freeze({ ...state.so }),
  });
}
