/** What a PKI description says, after parsing: data only. */
import type { KeyType } from '../../pkcs11/index.ts';

export type SoftwareKeyType = 'rsa-2048' | 'rsa-3072' | 'rsa-4096' | 'p-256' | 'p-384';

export type RsaPadding = 'pkcs1' | 'pss';

export interface PkiDescription {
  readonly name: string;
  /** Where certificates point for CRLs, issuers' certificates and OCSP; no slash at the end. */
  readonly baseUrl: string;
  readonly keys: {
    readonly authorities: SoftwareKeyType;
    readonly services: SoftwareKeyType;
    readonly subscribers: KeyType;
    /** How RSA keys of authorities and services sign; `pkcs1` is version 1.5. */
    readonly padding: RsaPadding;
  };
  readonly validity: {
    readonly authorities: Period;
    readonly services: Period;
    /** `maxYears` is the regulation's limit, `years` what is issued when a subscriber names nothing else. */
    readonly subscribers: { readonly years: number; readonly maxYears: number };
  };
  readonly crl: { readonly hours: number };
  readonly root: { readonly subject: AuthoritySubject };
  readonly sub: { readonly subject: AuthoritySubject };
  readonly ocsp: { readonly subject: AuthoritySubject; readonly hours: number };
  readonly tsa: {
    readonly subject: AuthoritySubject;
    /** Object identifier of the time-stamping policy. */
    readonly policy: string;
    readonly accuracySeconds: number;
  };
  readonly subscribers: readonly Subscriber[];
  readonly revocations: readonly DeclaredRevocation[];
}

export interface Period {
  /** ISO time; the moment of making when absent. */
  readonly since?: string;
  readonly years: number;
}

export interface AuthoritySubject {
  readonly commonName: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
  readonly locality?: string;
  /** VN unless said otherwise. */
  readonly country?: string;
}

interface CommonSubscriber {
  readonly id: string;
  readonly name: string;
  readonly keyType?: KeyType;
  readonly years?: number;
}

export type Subscriber =
  | (CommonSubscriber & {
      readonly kind: 'person';
      readonly title?: string;
      readonly agency: string;
      /** Number of the citizen identity card. */
      readonly citizenId: string;
    })
  | (CommonSubscriber & {
      readonly kind: 'agency';
      /** The superior agency, or the agency itself. */
      readonly organization?: string;
      readonly taxCode: string;
    })
  | (CommonSubscriber & { readonly kind: 'service'; readonly agency: string });

/** Every certificate that is issued to this subscriber is revoked at once, as of `at`. */
export interface DeclaredRevocation {
  readonly subscriber: string;
  /** ISO time. */
  readonly at: string;
  readonly reason: RevocationReason;
}

/** RFC 5280 section 5.3.1. */
export type RevocationReason =
  | 'unspecified'
  | 'keyCompromise'
  | 'cACompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'certificateHold'
  | 'removeFromCRL'
  | 'privilegeWithdrawn'
  | 'aACompromise';

export const revocationReasonNumbers: Readonly<Record<RevocationReason, number>> = Object.freeze({
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
});
