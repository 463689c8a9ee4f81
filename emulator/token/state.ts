/** The state of one token: how far it is set up, where it is, how many tries each PIN has left. Pure data. */
import type { Condition, Damage } from './condition.ts';
import type { TokenKind } from './kind.ts';
import { freshPin, keptPin, type PinOrigin, type PinState, unsetPin } from './pin-state.ts';
import type { Presence } from './presence.ts';
import type { CountedPin, TokenProfile } from './profile.ts';

export interface TokenState {
  readonly presence: Presence;
  readonly condition: Condition;
  /** Somebody else holds a copy of its keys, or may hold one. */
  readonly compromised: boolean;
  /** Nothing on it can be changed, PINs included; tries are counted all the same. */
  readonly writeProtected: boolean;
  readonly user: PinState;
  readonly so: PinState;
  /** Set only where the profile has a PUK. */
  readonly puk: PinState;
}

/** What a token is called and where it belongs; the part of a view that is no state. */
export interface TokenNames {
  readonly label: string;
  /** The emulator's name of it: folder, journal, commands. Applications see the same, but for a copy. */
  readonly serial: string;
  readonly kind: TokenKind;
  /** PKCS#11 slot id of the reader that it is in, or belongs to. */
  readonly slot: number;
  /** Serial number of the token that this one is a copy of: what applications see as its own. */
  readonly copyOf: string | null;
}

export interface TokenView extends TokenNames {
  /** One word; the worst that is true wins. The fields below tell each thing apart. */
  readonly state:
    | 'blank'
    | 'initialised'
    | 'active'
    | 'locked'
    | 'so-locked'
    | 'removed'
    | 'compromised'
    | 'damaged'
    | 'recalled'
    | 'lost';
  readonly presence: Presence;
  readonly condition: 'sound' | 'damaged';
  readonly damage: Damage | null;
  readonly compromised: boolean;
  /** Id of the profile. */
  readonly profile: string;
  readonly user: { readonly triesLeft: number; readonly triesMax: number };
  readonly so: { readonly triesLeft: number; readonly triesMax: number };
  /** Null where the profile has no PUK. */
  readonly puk: { readonly triesLeft: number; readonly triesMax: number } | null;
  readonly writeProtected: boolean;
  /** `shared`: a wrong PIN of either kind takes a try from both. */
  readonly counter: TokenProfile['counter'];
  /** How a locked user PIN is opened. */
  readonly unlock: TokenProfile['unlock'];
}

/** A token as it leaves the factory: no PIN, all tries. */
export function blankToken(profile: TokenProfile): TokenState {
  return freeze({
    presence: 'inserted',
    condition: 'sound',
    compromised: false,
    writeProtected: profile.readOnly,
    user: unsetPin('user', profile),
    so: unsetPin('so', profile),
    puk: unsetPin('puk', profile),
  });
}

/** C_InitToken has gone through: the SO has a PIN, the user none, every counter is full; keys that leaked are gone. */
export function initialised(state: TokenState, profile: TokenProfile, origin: PinOrigin): TokenState {
  return freeze({
    ...state,
    compromised: false,
    user: unsetPin('user', profile, state.user),
    // The SO PIN was given to empty the token; it stays what it was, and as old.
    so: state.so.set ? keptPin('so', profile, state.so) : freshPin('so', profile, origin, state.so),
  });
}

/** There is a new PIN: its counter is full again, unless all share one. */
export function withPin(
  state: TokenState,
  role: CountedPin,
  profile: TokenProfile,
  origin: PinOrigin,
): TokenState {
  return freeze({ ...state, [role]: freshPin(role, profile, origin, state[role]) });
}

/** The one word for a token; the worst thing that is true of it wins. */
export function stateWord(state: TokenState): TokenView['state'] {
  const { presence, condition, compromised } = state;
  if (presence === 'lost' || presence === 'recalled') return presence;
  if (condition !== 'sound') return 'damaged';
  if (compromised) return 'compromised';
  if (presence === 'removed') return presence;
  if (!state.so.set) return 'blank';
  if (state.so.triesLeft === 0) return 'so-locked';
  if (!state.user.set) return 'initialised';
  return state.user.triesLeft === 0 ? 'locked' : 'active';
}

export function tokenView(names: TokenNames, state: TokenState, profile: TokenProfile): TokenView {
  const { label, serial, kind, slot, copyOf } = names;
  const { presence, condition, compromised } = state;
  return Object.freeze({
    label,
    serial,
    state: stateWord(state),
    user: Object.freeze({ triesLeft: state.user.triesLeft, triesMax: profile.tries.user }),
    so: Object.freeze({ triesLeft: state.so.triesLeft, triesMax: profile.tries.so }),
    puk: state.puk.set
      ? Object.freeze({ triesLeft: state.puk.triesLeft, triesMax: profile.tries.puk })
      : null,
    writeProtected: state.writeProtected,
    counter: profile.counter,
    unlock: profile.unlock,
    presence,
    condition: condition === 'sound' ? 'sound' : 'damaged',
    damage: condition === 'sound' ? null : condition,
    compromised,
    kind,
    profile: profile.id,
    slot,
    copyOf,
  });
}

export function freeze(state: TokenState): TokenState {
  return Object.freeze({
    ...state,
    user: Object.freeze({ ...state.user }),
    so: Object.freeze({ ...state.so }),
    puk: Object.freeze({ ...state.puk }),
  });
}
