/** Reasons that speak against the same articles, named once. */
import type { ReasonCode } from '../reasons.ts';

type Reasons = readonly ReasonCode[];

/** The signature value and the certificate that it needs. */
export const ofKey: Reasons = [
  'SIGNATURE_INVALID',
  'SIGNER_CERTIFICATE_MISSING',
  'SIGNER_CERTIFICATE_UNREADABLE',
  'SIGNER_CERTIFICATE_MISMATCH',
];

/** What was signed is what is there. */
export const ofContent: Reasons = ['INTEGRITY_BROKEN', 'CHANGED_AFTER_SIGNING'];

/** The term of a certificate and its status. */
export const ofTerm: Reasons = [
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_REVOKED',
  'CERTIFICATE_SUSPENDED',
];

/** A certificate at the time that counts: term, status, purpose. */
export const ofCertificate: Reasons = [
  ...ofTerm,
  'REVOCATION_UNKNOWN',
  'REVOCATION_DATA_UNUSABLE',
  'KEY_USAGE_UNSUITABLE',
];

/** The path from a certificate to the anchor. */
export const ofPath: Reasons = ['CERTIFICATE_UNTRUSTED', 'CERTIFICATE_PATH_INVALID'];

/** The form of file and signature. */
export const ofForm: Reasons = [
  'FORMAT_INVALID',
  'ALGORITHM_WEAK',
  'ALGORITHM_NOT_ACCEPTED',
  'ALGORITHM_UNSUPPORTED',
  'SIGNER_KEY_WEAK',
  'TIME_STAMP_INVALID',
  'TIME_STAMP_AHEAD',
  'TIME_STAMP_UNTRUSTED',
];

/** The time that a file claims and nobody has proven, or does not even claim. */
export const ofTime: Reasons = ['CLAIMED_TIME_DOUBTFUL', 'SIGNING_TIME_MISSING'];

/** Who signed, in which order. */
export const ofSigners: Reasons = [
  'NO_SIGNATURE',
  'AGENCY_SIGNATURE_MISSING',
  'PERSONAL_SIGNATURE_MISSING',
  'SIGNATURE_ORDER_WRONG',
];

/** Whatever makes a signature not valid. */
export const ofValidity: Reasons = [...ofKey, ...ofContent, ...ofCertificate, ...ofPath, ...ofForm];
