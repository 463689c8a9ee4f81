/** How one PIN of a token stands. */
import type { CountedPin, PinRole, TokenProfile } from './profile.ts';

export interface PinState {
  /** Whether there is such a PIN. */
  readonly set: boolean;
  /** 0 = locked. */
  readonly triesLeft: number;
  /** When the PIN was given, ISO 8601; tokens of earlier versions do not know. */
  readonly setAt?: string;
  /** Somebody else chose it, and the profile wants its owner to choose another. */
  readonly mustChange?: true;
  /** Since when the next try is being earned back, ISO 8601. */
  readonly recoveringSince?: string;
}

export type Pins = Readonly<Record<CountedPin, PinState>>;

/** Of a state record on disk; `moment` is the format of store/moment-format.ts. */
export const pinStateSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['set', 'triesLeft'],
  properties: {
    set: { type: 'boolean' },
    triesLeft: { type: 'integer', minimum: 0 },
    setAt: { type: 'string', format: 'moment' },
    mustChange: { const: true },
    recoveringSince: { type: 'string', format: 'moment' },
  },
} as const;

/** Who chose a PIN: the maker of the token, somebody with the right to reset it, or its owner; and when. */
export interface PinOrigin {
  readonly by: 'creation' | 'reset' | 'owner';
  readonly at: Date;
}

/** No PIN yet, all tries. A counter that is shared stays as it was `before`. */
export function unsetPin(role: CountedPin, profile: TokenProfile, before?: PinState): PinState {
  return Object.freeze({ set: false, ...counter(role, profile, before) });
}

/** A PIN that has just been given: its counter is full, but for a shared one, which stays as it was `before`. */
export function freshPin(
  role: CountedPin,
  profile: TokenProfile,
  origin: PinOrigin,
  before?: PinState,
): PinState {
  const mustChange = role !== 'puk' && wantsChange(role, profile, origin);
  return Object.freeze({
    set: true,
    ...counter(role, profile, before),
    setAt: origin.at.toISOString(),
    ...(mustChange ? { mustChange } : {}),
  });
}

/** The same PIN with a full counter, but for a shared one. */
export function keptPin(role: CountedPin, profile: TokenProfile, before: PinState): PinState {
  return Object.freeze(withCounter(before, counter(role, profile, before)));
}

function wantsChange(role: PinRole, profile: TokenProfile, { by }: PinOrigin): boolean {
  return by !== 'owner' && profile.mustChange[role].includes(by);
}

function counter(role: CountedPin, profile: TokenProfile, before: PinState | undefined): Counter {
  if (profile.counter === 'each' || before === undefined) return { triesLeft: profile.tries[role] };
  return counterOf(before);
}

/** The part of a PIN's state that is about its tries. */
export type Counter = Pick<PinState, 'triesLeft' | 'recoveringSince'>;

/** `pin` with the counter of another one. */
export function withCounter(pin: PinState, counted: Counter): PinState {
  const { recoveringSince: _, ...rest } = pin;
  return { ...rest, ...counterOf(counted) };
}

function counterOf({ triesLeft, recoveringSince }: Counter): Counter {
  return recoveringSince === undefined ? { triesLeft } : { triesLeft, recoveringSince };
}

const dayMs = 86_400_000;

/** Whether a PIN has expired or must be changed, so that only changing it is of use. */
export function pinDue(pin: PinState, role: PinRole, profile: TokenProfile, now: Date): boolean {
  if (!pin.set) return false;
  const days = profile.pinDays[role];
  const expired =
    days !== null && pin.setAt !== undefined && now.getTime() - Date.parse(pin.setAt) >= days * dayMs;
  return expired || pin.mustChange === true;
}
