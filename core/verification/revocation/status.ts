/** What is said of a certificate in the end. */
import type { Detail } from '../details/index.ts';
import type { RevocationReason } from './reason.ts';

export type RevocationStatus =
  | {
      readonly status: 'good';
      readonly source: 'crl' | 'ocsp';
      readonly thisUpdate: Date;
      readonly laterRevokedAt?: Date;
    }
  | {
      readonly status: 'revoked';
      readonly source: 'crl' | 'ocsp';
      readonly at: Date;
      /** `certificateHold`: suspended, which may still be taken back. */
      readonly reason: RevocationReason;
    }
  | {
      readonly status: 'unknown';
      readonly detail: Detail;
      /** What else is at hand and counts for nothing, the newest first; absent where nothing is. */
      readonly unusable?: readonly Detail[];
    };
