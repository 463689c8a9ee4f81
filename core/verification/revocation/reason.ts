/** Why a certificate was revoked (RFC 5280, 5.3.1), as lists and responses write it. */

export const revocationReasons = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aACompromise',
} as const;

export type RevocationReason = (typeof revocationReasons)[keyof typeof revocationReasons];

/** A number without a meaning counts as no reason given. */
export function revocationReasonOf(code: number): RevocationReason {
  const named: Readonly<Record<number, RevocationReason>> = revocationReasons;
  return named[code] ?? 'unspecified';
}

export interface RevokedEntry {
  readonly time: Date;
  readonly reason: RevocationReason;
}
