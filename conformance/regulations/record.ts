/** What one requirement record says: our reading of one duty in one unit of a text, data only. */

/** One sentence for the two readers of every record: auditors and agencies. Always our own words. */
export interface Bilingual {
  readonly en: string;
  readonly vi: string;
}

/** The part of a product that a requirement speaks about. A vendor claims capabilities, never single rows. */
export type Capability =
  | 'token'
  | 'signer'
  | 'verifier'
  | 'registry'
  | 'documents'
  | 'onestop'
  | 'organisation';

/** Who must act (glossary.md). */
export type Actor =
  | 'subscriber'
  | 'subscriber-manager'
  | 'managing-agency'
  | 'department'
  | 'government-ca'
  | 'registration-authority'
  | 'clerk'
  | 'authorised-signer'
  | 'delegated-signer'
  | 'relying-party'
  | 'agency'
  | 'office'
  | 'state-treasury'
  | 'chairman'
  | 'everyone';

export type Level = 'must' | 'should' | 'may' | 'must-not';

export type Testability =
  | { readonly kind: 'automated' }
  | { readonly kind: 'attested'; readonly by: Bilingual; readonly document: Bilingual }
  | { readonly kind: 'not-testable'; readonly why: Bilingual }
  | { readonly kind: 'pending'; readonly why: Bilingual };

export interface Requirement {
  /** `hai-phong-2025/qc-14/k1.b.1`: unit and count. Never reused. */
  readonly id: string;
  readonly unit: string;
  readonly citation: Bilingual;
  readonly asks: Bilingual;
  readonly actor: Actor;
  readonly level: Level;
  readonly levelReason: Bilingual;
  readonly capability: Capability;
  /** ISO dates; absent: as the text. */
  readonly inForce?: { readonly from?: string; readonly to?: string };
  readonly borrows?: readonly {
    readonly text: string;
    readonly article: string;
    /** False where we could read only parts or retellings of the borrowed place; absent: read in full. */
    readonly textKnown?: boolean;
    readonly note?: Bilingual;
  }[];
  readonly supersededBy?: string;
  /** Doubts about our reading, where an auditor sees them. */
  readonly doubts?: readonly Bilingual[];
  readonly testability: Testability;
}
