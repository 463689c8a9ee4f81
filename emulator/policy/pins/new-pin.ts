/** A new PIN takes the place of the old one, which is remembered as long as it may not come back. */
import { pinMatches, type StoredPin, storedPin } from '../../store/stored-pin.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { type PinOrigin, pinDue } from '../../token/pin-state.ts';
import type { PinRole } from '../../token/profile.ts';
import { withPin } from '../../token/state.ts';
import type { Shared } from '../line/application.ts';

/** Must run inside `token.exclusively`. `last` is asked right before it is stored, and may throw. */
export async function storeNewPin(
  token: StoredToken,
  role: PinRole,
  pin: Uint8Array,
  { store, clock }: Pick<Shared, 'store' | 'clock'>,
  by: PinOrigin['by'],
  last: () => void = () => undefined,
): Promise<void> {
  const stored = await storedPin(pin, store.random);
  last();
  const origin = { by, at: clock.now() };
  const { user, so } = { user: token.earlierPins('user'), so: token.earlierPins('so') };
  const earlier = { user, so, [role]: rememberedPins(token, role) };
  token.save({
    state: withPin(token.state(), role, token.profile, origin),
    pins: { [role]: stored, earlier },
  });
}

function rememberedPins(token: StoredToken, role: PinRole): readonly StoredPin[] {
  const depth = token.profile.newPin[role]?.history ?? 0;
  const present = token.pin(role);
  const all = present === null ? token.earlierPins(role) : [present, ...token.earlierPins(role)];
  return all.slice(0, depth);
}

/**
 * Whether the profile forbids this PIN because it is the present one or one of the last; the present one also when it is
 * to be changed: giving it again is no change.
 */
export async function wasUsedBefore(
  token: StoredToken,
  role: PinRole,
  pin: Uint8Array,
  { clock }: Pick<Shared, 'clock'>,
): Promise<boolean> {
  const { profile } = token;
  const present = token.pin(role);
  const due = profile.duePinAgain === 'refused' && pinDue(token.state()[role], role, profile, clock.now());
  if (due && present !== null && (await pinMatches(present, pin))) return true;
  for (const earlier of rememberedPins(token, role)) if (await pinMatches(earlier, pin)) return true;
  return false;
}
