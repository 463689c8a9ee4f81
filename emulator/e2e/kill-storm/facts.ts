/** What the applications of the storm know for certain, and what may be one way or the other since nobody answered. */

/** Bounds of the tries that are left. */
export interface Tries {
  readonly max: number;
  low: number;
  high: number;
}

export const freshTries = (max: number): Tries => ({ max, low: max, high: max });

/** A wrong PIN was sent: it may have been counted, until the answer says whether it was. */
export function wrongSent(tries: Tries): void {
  tries.low = Math.max(0, tries.low - 1);
}

/**
 * The answer to a wrong PIN that `wrongSent` had noted. CKR_PIN_LOCKED is said only when no try is left; CKR_DEVICE_ERROR,
 * of a dead engine, leaves open whether the PIN was counted.
 */
export function wrongAnswered(tries: Tries, result: string): string | undefined {
  if (result === 'CKR_PIN_LOCKED') {
    tries.high = 0;
    return undefined;
  }
  if (result === 'CKR_DEVICE_ERROR') return undefined;
  if (result !== 'CKR_PIN_INCORRECT') return `a wrong PIN was answered with ${result}`;
  tries.high -= 1;
  return tries.high < 0 ? 'a locked token looked at a wrong PIN' : undefined;
}

/** Complaint when the token shows a number that cannot be; from then on that number is known. */
export function triesSeen(tries: Tries, left: number): string | undefined {
  const { low, high } = tries;
  tries.low = left;
  tries.high = left;
  if (left > high) return `${left} tries are left where at most ${high} can be: a try was given back`;
  return left < low ? `${left} tries are left where at least ${low} must be: a try was lost` : undefined;
}

/** Keys that are there, and keys whose making or destroying was never answered. */
export interface Keys {
  readonly certain: Set<string>;
  readonly maybe: Set<string>;
}

/** An object on the token, as it shows itself. */
export interface SeenKey {
  readonly kind: 'private' | 'public';
  /** CKA_ID in hexadecimal; empty: it has none. */
  readonly id: string;
  /** For a private one. */
  readonly signs?: boolean;
}

/**
 * Whatever is there is there whole, answered or not: with its name, signing, and with its other half. Only keys that
 * somebody has set about to destroy may be without their private one.
 */
export function halfMade(seen: readonly SeenKey[], destroyed: ReadonlySet<string>): string | undefined {
  const nameless = seen.filter(({ id }) => id === '');
  if (nameless.length > 0) return `${nameless.length} keys have no name`;
  const silent = seen.filter(({ kind, signs }) => kind === 'private' && signs !== true);
  if (silent.length > 0) return `keys do not sign: ${silent.map(({ id }) => id).join(' ')}`;
  const has = (kind: SeenKey['kind'], wanted: string): boolean =>
    seen.some((key) => key.kind === kind && key.id === wanted);
  const half = seen.filter(({ kind, id }) =>
    kind === 'private' ? !has('public', id) : !has('private', id) && !destroyed.has(id),
  );
  return half.length > 0 ? `keys without their other half: ${half.map(({ id }) => id).join(' ')}` : undefined;
}

export const noKeys = (): Keys => ({ certain: new Set(), maybe: new Set() });

export function keysSeen(keys: Keys, seen: readonly string[]): string | undefined {
  const there = new Set(seen);
  const lost = [...keys.certain].filter((id) => !there.has(id));
  const risen = seen.filter((id) => !keys.certain.has(id) && !keys.maybe.has(id));
  keys.certain.clear();
  keys.maybe.clear();
  for (const id of there) keys.certain.add(id);
  if (lost.length > 0) return `acknowledged keys are gone: ${lost.join(' ')}`;
  return risen.length > 0
    ? `keys are there that nobody made or that were destroyed: ${risen.join(' ')}`
    : undefined;
}
