/** Delta lists put on their base (RFC 5280, 5.2.4 and 6.3.3 c and h to k). */
import type { Crl } from './crl.ts';
import { issuingPointKey } from './issuing-point.ts';
import type { RevokedEntry } from './reason.ts';

/** The newest of the deltas that stand on this complete list. */
export function deltaFor(base: Crl, deltas: readonly Crl[]): Crl | undefined {
  const fitting = deltas.filter((delta) => standsOn(delta, base));
  return fitting.sort((a, b) => compare(b.number ?? 0n, a.number ?? 0n))[0];
}

function standsOn(delta: Crl, base: Crl): boolean {
  if (base.number === undefined || delta.number === undefined || delta.baseNumber === undefined) return false;
  return (
    delta.issuerKey === base.issuerKey &&
    issuingPointKey(delta.point) === issuingPointKey(base.point) &&
    delta.authorityKeyId === base.authorityKeyId &&
    delta.baseNumber <= base.number &&
    delta.number > base.number
  );
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

/** What the two say together of one certificate. Only a hold can be taken back; a revocation stays. */
export function entryOf(
  base: Crl,
  delta: Crl | undefined,
  issuerKey: string,
  serial: string,
): RevokedEntry | undefined {
  const old = revokedIn(base, issuerKey, serial);
  const changed = delta?.entries.find(issuerKey, serial);
  if (changed === undefined) return old;
  if (changed.reason !== 'removeFromCRL') return changed;
  return old === undefined || old.reason === 'certificateHold' ? undefined : old;
}

/** Entries that take something back mean nothing alone. */
export function revokedIn(crl: Crl, issuerKey: string, serial: string): RevokedEntry | undefined {
  const entry = crl.entries.find(issuerKey, serial);
  return entry?.reason === 'removeFromCRL' ? undefined : entry;
}
