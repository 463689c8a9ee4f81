/** What a verifier demands: whom it trusts, at which time, which algorithms, and what the regulation asks for. */
import type { AlgorithmRules } from '../path/rules.ts';
import type { TrustStore } from '../path/trust.ts';
import type { RegulationId } from './policies.ts';
import type { DocumentRole, SubjectConvention } from './regulation.ts';

export { type RegulationId, regulationIds } from './policies.ts';
export { type DocumentRole, documentRoles } from './regulation.ts';

export interface Policy {
  readonly trust: TrustStore;
  /** The time of verification. */
  readonly at: Date;
  /** The clock of whoever verifies, also where `at` is another day: what is dated later than both is not believed. */
  readonly now?: Date;
  readonly regulation: RegulationId;
  /** What the document claims to be; an original unless said otherwise. */
  readonly as?: DocumentRole;
  /** The document's own day in Vietnam, `2019-06-01`, which decides what texts are in force; else its signing time. */
  readonly referenceDate?: string;
  /** The agency that issues the document, as the caller knows. */
  readonly issuer?: Issuer;
  /** The caller knows that the document is classified. */
  readonly classified?: boolean;
  readonly algorithms?: AlgorithmPolicy;
  readonly subjects?: SubjectConvention;
}

/** Several of one document with semicolons between them. */
export interface Issuer {
  readonly name?: string;
  /** As in the UID of its certificates: `MDD:H24.6`, `MST:0200000001`. */
  readonly id?: string;
}

export type AlgorithmPolicy = AlgorithmRules;

export const defaultAlgorithms: AlgorithmPolicy = Object.freeze({
  hashes: Object.freeze(['sha256', 'sha384', 'sha512'] as const),
  leastRsaBits: 2048,
});

/** How this project's PKI and signer mark people and agencies; no law fixes it, so a policy may say otherwise. */
export const defaultSubjects: SubjectConvention = Object.freeze({
  personPrefixes: Object.freeze(['CCCD:', 'CMND:', 'HC:']),
  agencyPrefixes: Object.freeze(['MST:', 'MDD:']),
});
