/** This product's reason codes in the neutral words of the adapter protocol. */
import { type Detail, type ReasonCode, reasons, unreadSentence } from '../verification/index.ts';

export type Outcome = 'accepted' | 'rejected' | 'undetermined';

export type NeutralKind =
  | 'integrity'
  | 'signature'
  | 'expired'
  | 'not-yet-valid'
  | 'revoked'
  | 'untrusted'
  | 'revocation-unknown'
  | 'agency-signature-missing'
  | 'personal-signature-missing'
  | 'order'
  | 'no-signature'
  | 'changed-after-signing'
  | 'format'
  | 'key-usage'
  | 'time-stamp'
  | 'other';

export interface NeutralReason {
  readonly kind: NeutralKind;
  readonly text: string;
}

const kinds: Readonly<Partial<Record<ReasonCode, NeutralKind>>> = Object.freeze({
  INTEGRITY_BROKEN: 'integrity',
  SIGNATURE_INVALID: 'signature',
  SIGNER_CERTIFICATE_MISMATCH: 'signature',
  CERTIFICATE_EXPIRED: 'expired',
  CERTIFICATE_NOT_YET_VALID: 'not-yet-valid',
  CERTIFICATE_REVOKED: 'revoked',
  CERTIFICATE_SUSPENDED: 'revoked',
  CERTIFICATE_UNTRUSTED: 'untrusted',
  CERTIFICATE_PATH_INVALID: 'untrusted',
  REVOCATION_UNKNOWN: 'revocation-unknown',
  REVOCATION_DATA_UNUSABLE: 'revocation-unknown',
  KEY_USAGE_UNSUITABLE: 'key-usage',
  AGENCY_SIGNATURE_MISSING: 'agency-signature-missing',
  PERSONAL_SIGNATURE_MISSING: 'personal-signature-missing',
  SIGNATURE_ORDER_WRONG: 'order',
  NO_SIGNATURE: 'no-signature',
  CHANGED_AFTER_SIGNING: 'changed-after-signing',
  FORMAT_INVALID: 'format',
  TIME_STAMP_INVALID: 'time-stamp',
  TIME_STAMP_AHEAD: 'time-stamp',
  TIME_STAMP_UNTRUSTED: 'time-stamp',
});

export function outcomeOf(verdict: 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE'): Outcome {
  if (verdict === 'TOTAL-PASSED') return 'accepted';
  return verdict === 'TOTAL-FAILED' ? 'rejected' : 'undetermined';
}

/** The reason of one verdict, in Vietnamese since a clerk passes it on; empty for an accepted one. */
export function neutralReasons({
  reason,
  detail,
}: {
  readonly reason?: ReasonCode;
  readonly detail?: Detail;
}): readonly NeutralReason[] {
  const unread = reason === undefined && detail !== undefined ? unreadSentence(detail.code) : undefined;
  if (unread !== undefined) return [{ kind: 'other', text: `${detail?.code}: ${unread.vi}` }];
  if (reason === undefined || reason === 'OK') return [];
  return [{ kind: kinds[reason] ?? 'other', text: `${reason}: ${reasons[reason].sentence.vi}` }];
}
