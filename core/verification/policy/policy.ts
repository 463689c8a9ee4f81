/** What a verifier demands: whom it trusts, at which time, which algorithms, and what the regulation asks for. */
import type { AlgorithmRules } from '../path/rules.ts';
import type { TrustStore } from '../path/trust.ts';
import { haiPhong2025 } from './hai-phong-2025.ts';
import type { RegulationPolicy, SubjectConvention } from './regulation.ts';

export type DocumentRole = 'original' | 'copy' | 'attachment' | 'annex';

export interface Policy {
  readonly trust: TrustStore;
  /** The time of verification. */
  readonly at: Date;
  readonly regulation: RegulationId;
  /** What the document claims to be; an original unless said otherwise. */
  readonly as?: DocumentRole;
  readonly algorithms?: AlgorithmPolicy;
  readonly subjects?: SubjectConvention;
}

export type AlgorithmPolicy = AlgorithmRules;

export const defaultAlgorithms: AlgorithmPolicy = Object.freeze({
  hashes: Object.freeze(['sha256', 'sha384', 'sha512'] as const),
  leastRsaBits: 2048,
});

/** How this project's PKI marks people and agencies; no law fixes it, so a policy may say otherwise. */
export const defaultSubjects: SubjectConvention = Object.freeze({
  personPrefix: 'CCCD:',
  agencyPrefix: 'MST:',
});

export const regulationIds = ['hai-phong-2025', 'none'] as const;
export type RegulationId = (typeof regulationIds)[number];

/** Undefined for `none`: then one good signature of anybody trusted is enough. */
export function regulationPolicy(id: RegulationId): RegulationPolicy | undefined {
  return id === 'hai-phong-2025' ? haiPhong2025 : undefined;
}
