/** A property: one requirement bound to the cases that try it and the check that observes them. */
import type * as fc from 'fast-check';
import type { Capability } from './record.ts';

/** What a check saw, as data: facts first, the verdict is made from them. */
export type Facts = Readonly<Record<string, unknown>>;

/** A file that belongs to a case: by path (copied) or by content. `name` is a plain file name. */
export type EvidenceFile =
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly content: Uint8Array | string };

export type CheckResult =
  | { readonly outcome: 'pass'; readonly facts: Facts; readonly evidence?: readonly EvidenceFile[] }
  | {
      readonly outcome: 'fail';
      /** Stable code in SCREAMING_SNAKE. */
      readonly reason: string;
      readonly sent: unknown;
      readonly expected: unknown;
      readonly seen: unknown;
      readonly evidence?: readonly EvidenceFile[];
    }
  | {
      readonly outcome: 'unsupported' | 'inconclusive' | 'not-applicable';
      readonly reason: string;
      /** What was seen or said, as it was; the reason's sentence stands in a table (checks/reasons.ts). */
      readonly detail?: string;
    };

/** Written as methods so that a property of any case type fits into a list. `Bench` is what checks stand on in one run (conformance/material/workbench.ts). */
export interface Property<Case, Bench> {
  readonly requirement: string;
  readonly capability: Capability;
  cases(bench: Bench): fc.Arbitrary<Case>;
  /** How many cases by default; small, because signing is slow. */
  readonly runs?: number;
  check(bench: Bench, value: Case): Promise<CheckResult>;
}

/** A property whose case type is hidden, as the runner and the registry of texts hold it. */
export type AnyProperty<Bench> = Property<unknown, Bench>;
