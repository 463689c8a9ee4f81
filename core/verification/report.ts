/** The verdict on a file and each of its signatures, in the words of ETSI EN 319 102-1. */
import type { Bilingual } from '../../foundation/bilingual.ts';
import type { FetchFault as NetworkFault } from '../fetching/fault.ts';
import type { Numbering } from '../pdf/numbering/index.ts';
import type { Detail } from './details/index.ts';
import type { ChangeFacts, WidgetFacts } from './facts/facts.ts';
import type { PageFacts } from './page/page-facts.ts';
import type { DocumentRole, Issuer } from './policy/policy.ts';
import type { ReasonCode } from './reasons.ts';

export type Verdict = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE';

export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'TRY_LATER';

/** A verdict with its reason; a passed one needs none. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly subIndication?: SubIndication;
  readonly reason?: ReasonCode;
  /** What exactly: a code and values of the table in `details/`. */
  readonly detail?: Detail;
}

export interface Report extends Judgement {
  readonly regulation: string;
  /** What it was judged as, and what the caller knew of it. */
  readonly as: DocumentRole;
  readonly issuer?: Issuer;
  readonly classified?: true;
  /** The day that decides which texts are in force for the document. */
  readonly reference: Reference;
  /** Time of verification, ISO 8601. */
  readonly at: string;
  /** Put in between the signatures; absent when nothing of the kind was. */
  readonly numbering?: Numbering;
  readonly signatures: readonly SignatureReport[];
  readonly findings: readonly Finding[];
  /** Of the regulation and of national texts, those that a signed file can say something about. */
  readonly articles: readonly ArticleReport[];
  /** What the first page says, where it was to be read. */
  readonly page?: PageFacts;
  /** What was asked of the hosts that the caller allowed; absent where nothing was. */
  readonly questions?: readonly QuestionReport[];
}

export interface Reference {
  /** In Vietnam, `2026-03-02`. */
  readonly day: string;
  readonly from: 'caller' | 'time-stamp' | 'claimed' | 'verification';
}

export interface ArticleReport {
  /** `hai-phong-2025/15.1.b`. */
  readonly id: string;
  /** Of what can be seen of it in a file. `not-settled`: something speaks against it that does not decide. */
  readonly state: 'holds' | 'violated' | 'not-settled' | 'not-examined' | 'not-in-force';
  readonly reasons: readonly ReasonCode[];
  /** What is not sure about our reading of the article, beside a state that rests on it; absent: nothing that is known. */
  readonly doubts?: readonly Bilingual[];
}

/** A question to a place that a certificate names, where the caller allowed hosts to be asked. */
export interface QuestionReport {
  readonly url: string;
  /** Of this certificate: who issued it, or whether it was revoked. */
  readonly about: 'issuer' | 'list' | 'response';
  readonly certificate: { readonly name: string; readonly serial: string };
  /** Serial number of the signer's certificate for whose sake it was put, hex. */
  readonly signer: string;
  /** When, ISO 8601. */
  readonly at: string;
  /** Null: it was answered. */
  readonly fault: FetchFault | null;
}

/** On the way, or in what came. `value`: as there; the OCSP status, the bytes that are missing. */
export interface FetchFault {
  readonly kind:
    | NetworkFault['kind']
    | 'wrong-content'
    | 'cut-short'
    | 'wrong-response'
    | 'response-unreadable'
    | 'response-strange'
    | 'response-weak'
    | 'response-signature'
    | 'response-responder'
    | 'response-nonce'
    | 'response-times'
    | 'responder-status';
  readonly value?: number;
}

export interface Finding {
  /** A reason, or a PDF_ code of the reader. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** The field concerned; null for the file. */
  readonly field: string | null;
  readonly detail: Detail | null;
}

export interface SignatureReport extends Judgement {
  readonly field: string;
  readonly kind: 'signature' | 'document-time-stamp';
  readonly signer: SignerReport;
  /** From the anchor to the signer; empty when there is none. */
  readonly certificatePath: readonly CertificateReport[];
  readonly revocation: RevocationReport;
  /** Of the signed bytes. `unknown`: it could not be computed. */
  readonly integrity: 'intact' | 'broken' | 'unknown';
  /** From 1; null when the signature covers no whole revision. */
  readonly coveredRevision: { readonly number: number; readonly of: number } | null;
  readonly signingTime: { readonly time: string | null; readonly source: 'time-stamp' | 'claimed' | 'none' };
  readonly changesAfter: readonly ChangeFacts[];
  readonly widgets: readonly WidgetFacts[];
}

export interface SignerReport {
  readonly name: string;
  readonly title?: string;
  readonly agency?: string;
  readonly kind: 'person' | 'agency' | 'unknown';
  /** Of an agency: what identifies it in the certificate, as `MST:0200000001`. */
  readonly agencyIds?: readonly string[];
  /** Serial number of the certificate, hex. */
  readonly certificateSerial?: string;
}

export interface CertificateReport {
  /** For people; `subject` also holds the citizen number. */
  readonly name: string;
  readonly subject: string;
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface RevocationReport {
  readonly status: 'good' | 'revoked' | 'unknown' | 'not-checked';
  /** When it was revoked; for `good`, when the list was published. */
  readonly at: string | null;
  readonly source: 'crl' | 'ocsp' | 'none';
  readonly detail: Detail | null;
}
