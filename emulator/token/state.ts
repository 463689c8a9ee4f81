/** The state of one token: how far it is set up, where it is, how many tries each PIN has left. Pure data. */
import type { PinRole, TokenProfile } from './profile.ts';

export type Presence = 'inserted' | 'removed' | 'lost';

export interface PinState {
  /** Whether this role has a PIN. */
  readonly set: boolean;
  /** 0 = locked. */
  readonly triesLeft: number;
}

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
    user: { set: false, triesLeft: profile.tries.user },
    so: { set: false, triesLeft: profile.tries.so },
  });
}

/** C_InitToken has gone through: the SO has a PIN, the user none, every counter is full. */
export function initialised(state: TokenState, profile: TokenProfile): TokenState {
  return freeze({
    presence: state.presence,
    user: { set: false, triesLeft: profile.tries.user },
    so: { set: true, triesLeft: profile.tries.so },
  });
}

/** A role has a new PIN: its counter is full again. */
export function withPin(state: TokenState, role: PinRole, profile: TokenProfile): TokenState {
  return freeze({ ...state, [role]: { set: true, triesLeft: profile.tries[role] } });
}

export type Move = 'insert' | 'remove' | 'lose';

/** Where the token is after a move; undefined for a lost token, which nothing brings back. */
export function moved(state: TokenState, move: Move): TokenState | undefined {
  if (state.presence === 'lost') return move === 'lose' ? state : undefined;
  const presence = { insert: 'inserted', remove: 'removed', lose: 'lost' } as const;
  return freeze({ ...state, presence: presence[move] });
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
