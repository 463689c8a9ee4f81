/** Runs one property with fast-check and says what came of it; a check that throws is an error, never a pass. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { CongvuError } from '../../foundation/error.ts';
import type { AnyProperty, CheckResult, EvidenceFile, Facts } from '../regulations/property.ts';
import { errorTable, fail } from './errors.ts';
import type { Cases } from './row.ts';

export interface RunOptions {
  /** Seed of the whole run; each property derives its own. */
  readonly seed: number;
  /** Number of cases; absent: the property's own, or 5. */
  readonly runs?: number;
  /** fast-check's path of one case, to run just that one again. */
  readonly path?: string;
  /** Limit for one case. */
  readonly caseSeconds: number;
  /** Once aborted, no further case starts and the property proves nothing. */
  readonly signal?: AbortSignal;
}

export type PropertyRun =
  | {
      readonly outcome: 'pass';
      readonly cases: Cases;
      readonly facts: Facts;
      /** The files of the last case. */
      readonly evidence: readonly EvidenceFile[];
    }
  | {
      readonly outcome: 'fail';
      readonly cases: Cases;
      readonly counterexample: unknown;
      readonly result: Extract<CheckResult, { outcome: 'fail' }>;
    }
  | {
      readonly outcome: 'unsupported' | 'inconclusive' | 'not-applicable';
      readonly cases: Cases;
      readonly reason: string;
      readonly detail?: string;
    }
  | {
      readonly outcome: 'error';
      readonly cases: Cases;
      readonly reason: string;
      readonly detail: string;
      readonly origin: 'system' | 'harness';
      readonly counterexample?: unknown;
      /** Stack of the error, for the evidence folder. */
      readonly trace: string;
    };

type Failing = Extract<CheckResult, { outcome: 'fail' }>;
type Undecided = Exclude<CheckResult, { outcome: 'pass' | 'fail' }>;

const interrupted: Undecided = Object.freeze({
  outcome: 'inconclusive',
  reason: 'CERTIFY_INTERRUPTED',
});
export const defaultRuns = 5;
/** Signing is slow: after a failure at most so many smaller cases are tried. */
const shrinkAttempts = 15;

export async function runProperty<Bench>(
  property: AnyProperty<Bench>,
  bench: Bench,
  options: RunOptions,
): Promise<PropertyRun> {
  const seed = derivedSeed(options.seed, property.requirement);
  const tally = new Tally(property, bench, options);
  try {
    const tried = fc.asyncProperty(property.cases(bench), (value) => tally.judge(value));
    const details = await fc.check(tried, { ...settings(property, options), seed });
    return tally.outcome(seed, details);
  } catch (error) {
    return broken(error, { passed: 0, notApplicable: 0, seed });
  }
}

/** Independent of which other properties run: the same run seed gives the same cases. */
export function derivedSeed(seed: number, requirement: string): number {
  return createHash('sha256').update(`${seed}/${requirement}`).digest().readInt32BE(0);
}

function settings<Bench>(property: AnyProperty<Bench>, options: RunOptions): fc.Parameters<[unknown]> {
  const { path } = options;
  if (path === undefined) return { numRuns: options.runs ?? property.runs ?? defaultRuns };
  return { path, numRuns: 1, endOnFailure: true };
}

/** Thrown inside fast-check only, so that it shrinks. */
class Failed extends Error {}

/** Counts the cases and remembers the one that decides. */
class Tally<Bench> {
  readonly #property: AnyProperty<Bench>;
  readonly #bench: Bench;
  readonly #options: RunOptions;
  #tried = 0;
  #passed = 0;
  #notApplicable = 0;
  #facts: Facts = {};
  #evidence: readonly EvidenceFile[] = [];
  #failure: { readonly value: unknown; readonly result: Failing } | undefined;
  #undecided: Undecided | undefined;
  #inapplicable: Undecided | undefined;
  #error: { readonly value: unknown; readonly error: unknown; readonly path: string } | undefined;
  #shrinks = 0;

  constructor(property: AnyProperty<Bench>, bench: Bench, options: RunOptions) {
    this.#property = property;
    this.#bench = bench;
    this.#options = options;
  }

  /** After an error or an undecided case nothing more is asked of the product. */
  async judge(value: unknown): Promise<void> {
    if (this.#error || this.#undecided) return;
    if (this.#options.signal?.aborted) {
      this.#undecided = this.#failure ? undefined : interrupted;
      return;
    }
    if (this.#failure && this.#shrinks++ >= shrinkAttempts) return;
    const index = this.#tried++;
    try {
      this.#take(value, await this.#checked(value));
    } catch (error) {
      if (error instanceof Failed) throw error;
      // While shrinking, the failure that was found first stays the finding.
      if (!this.#failure) this.#error = { value, error, path: String(index) };
    }
  }

  outcome(seed: number, details: fc.RunDetails<[unknown]>): PropertyRun {
    const cases = { passed: this.#passed, notApplicable: this.#notApplicable, seed };
    if (this.#failure) {
      const path = details.counterexamplePath;
      return {
        outcome: 'fail',
        cases: { ...cases, ...(path !== null && { path }), shrinks: details.numShrinks },
        counterexample: this.#failure.value,
        result: this.#failure.result,
      };
    }
    if (this.#error) {
      const { value, error, path } = this.#error;
      return { ...broken(error, { ...cases, path }), counterexample: value };
    }
    if (this.#undecided) return { ...this.#undecided, cases };
    if (this.#passed > 0) {
      return { outcome: 'pass', cases, facts: this.#facts, evidence: this.#evidence };
    }
    if (this.#inapplicable) return { ...this.#inapplicable, cases };
    return broken(fail('CERTIFY_NO_CASES'), cases);
  }

  #take(value: unknown, result: CheckResult): void {
    if (result.outcome === 'pass') {
      this.#passed += this.#failure ? 0 : 1;
      this.#facts = result.facts;
      this.#evidence = result.evidence ?? [];
    } else if (result.outcome === 'fail') {
      // A smaller case that fails for another reason is another finding, not a smaller one.
      if (this.#failure && this.#failure.result.reason !== result.reason) return;
      this.#failure = { value, result };
      throw new Failed(result.reason);
    } else if (result.outcome === 'not-applicable') {
      this.#notApplicable += this.#failure ? 0 : 1;
      this.#inapplicable = result;
    } else if (!this.#failure) {
      this.#undecided = result;
    }
  }

  async #checked(value: unknown): Promise<CheckResult> {
    const seconds = this.#options.caseSeconds;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(fail('CERTIFY_CHECK_TIMED_OUT', { seconds })), seconds * 1000);
    });
    try {
      return await Promise.race([this.#property.check(this.#bench, value), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function broken(error: unknown, cases: Cases): Extract<PropertyRun, { outcome: 'error' }> {
  const trace = error instanceof Error ? `${error.stack ?? error.message}` : String(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof CongvuError) {
    return { outcome: 'error', cases, reason: error.code, detail, origin: origin(error.code), trace };
  }
  const { message } = errorTable.CERTIFY_CHECK_THREW;
  return {
    outcome: 'error',
    cases,
    reason: 'CERTIFY_CHECK_THREW',
    detail: message.replace('{detail}', detail),
    origin: 'harness',
    trace,
  };
}

const ownFaults: readonly string[] = ['SUT_REQUEST_INVALID', 'SUT_CLOSED'];

/** A dead adapter and a broken module are the product's; everything else is ours. */
function origin(code: string): 'system' | 'harness' {
  const products = code.startsWith('SUT_') || code.startsWith('PKCS11_');
  return products && !ownFaults.includes(code) ? 'system' : 'harness';
}
