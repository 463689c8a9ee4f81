/** One row of a report: one requirement, what became of it, and all that is needed to look into it. */
import type { Actor, Bilingual, Capability, Level } from '../regulations/record.ts';
import type { Verdict } from './verdict.ts';

export interface Row {
  readonly requirement: string;
  readonly text: string;
  /** `hai-phong-2025/qc-14` */
  readonly article: string;
  readonly citation: Bilingual;
  readonly asks: Bilingual;
  readonly actor: Actor;
  readonly level: Level;
  /** Why the level was read so. */
  readonly levelReason: Bilingual;
  readonly capability: Capability;
  /** The places of other texts that the requirement rests on. */
  readonly borrows?: readonly Borrowed[];
  readonly doubts?: readonly Bilingual[];
  /** In scope, in force, a duty, and testable or attestable. */
  readonly required: boolean;
  /** Stands in the way of the certificate. */
  readonly blocking: boolean;
  readonly verdict: Verdict;
  /** Stable code (checks/reasons.ts, row-reasons.ts, or an error's); absent for pass and attested. */
  readonly reason?: string;
  /** One sentence for people: what the reason means. */
  readonly detail?: Bilingual;
  /** What a program said, or a limit or code that was met: as it came, in whatever language. */
  readonly technical?: string;
  readonly cases?: Cases;
  readonly failure?: Failure;
  /** Whose fault an error is. */
  readonly origin?: 'system' | 'harness';
  readonly attestation?: Attestation;
  readonly evidence?: Evidence;
  /** The command that runs this case again. */
  readonly replay?: string;
}

export interface Borrowed {
  /** `nd68-2024` */
  readonly text: string;
  /** `22.1` */
  readonly article: string;
  readonly citation: Bilingual;
  /** Whether the suite's authors could read the place in full. */
  readonly textKnown: boolean;
  readonly note?: Bilingual;
}

export interface Cases {
  readonly passed: number;
  readonly notApplicable: number;
  /** Seed of fast-check for this property, derived from the run's seed. */
  readonly seed: number;
  /** Where fast-check found the counterexample. */
  readonly path?: string;
  readonly shrinks?: number;
}

/** As stored: PINs blanked, bytes as their count. */
export interface Failure {
  readonly counterexample: unknown;
  readonly sent: unknown;
  readonly expected: unknown;
  readonly seen: unknown;
}

export interface Attestation {
  readonly requirement: string;
  readonly person: { readonly name: string; readonly role: string };
  readonly document: { readonly title: string; readonly reference?: string; readonly sha256?: string };
  /** ISO date. */
  readonly date: string;
}

export interface Evidence {
  /** Relative to the report's folder. */
  readonly folder: string;
  /** Names of the files in it. */
  readonly files: readonly string[];
}
