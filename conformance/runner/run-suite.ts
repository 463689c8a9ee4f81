/** Runs every row that is asked of a product and gives all rows, in the order of the texts. */
import { stringify } from 'fast-check';
import type { AnyProperty, CheckResult } from '../regulations/property.ts';
import type { RegulationText } from '../regulations/text.ts';
import type { Exchange } from '../sut/system-under-test.ts';
import { isDiskFailure } from './disk-failure.ts';
import { errorTable } from './errors.ts';
import type { EvidenceStore } from './evidence.ts';
import { finished, type PlannedRow, planRows, type RowStart, type Scope } from './plan.ts';
import type { Attestation, Row } from './row.ts';
import { explained } from './row-reasons.ts';
import { type PropertyRun, type RunOptions, runProperty } from './run-property.ts';

export interface SuiteOptions<Bench> extends RunOptions {
  readonly texts: readonly RegulationText<Bench>[];
  readonly scope: Scope;
  readonly attestations: ReadonlyMap<string, Attestation>;
  readonly only?: readonly string[];
  readonly bench: Bench;
  readonly evidence: EvidenceStore;
  /**
   * Before the first case of each property: brings the product back to its first state. A result says that the
   * property need not be tried; it is never a pass.
   */
  readonly prepare?: (property: AnyProperty<Bench>) => Promise<Unprepared | undefined>;
  /** The messages that belong to the row since the last call, for the evidence folder. */
  readonly takeExchanges?: (row: RowStart) => readonly Exchange[];
  /** Names the lane of a row; absent: all in one. */
  readonly lane?: (row: RowStart) => string;
  /** How one case is run again: the command, and what else belongs to it, stored with the counterexample. */
  readonly replay: (requirement: string, path: string | undefined) => Replay;
  readonly progress?: Progress;
}

export type Unprepared = Extract<CheckResult, { outcome: 'unsupported' | 'inconclusive' | 'not-applicable' }>;

export interface Replay {
  readonly command: string;
  readonly [more: string]: unknown;
}

export interface Progress {
  began(total: number): void;
  started(row: RowStart): void;
  ended(row: Row): void;
  finished(): void;
}

/**
 * Rows of one lane run one after the other, lanes side by side: a token and an adapter know nothing of each other.
 * Which rows run beside which changes no case and no verdict.
 */
export async function runSuite<Bench>(options: SuiteOptions<Bench>): Promise<readonly Row[]> {
  const planned = planRows(options.texts, options.scope, options.attestations, options.only);
  const toRun = planned.filter((plan) => plan.kind === 'run');
  const lanes = Map.groupBy(toRun, (plan) => options.lane?.(plan.row) ?? '');
  options.progress?.began(toRun.length);
  const ran = await Promise.all([...lanes.values()].map((lane) => ranLane(lane, options)));
  options.progress?.finished();
  const rows = new Map(ran.flat().map((row) => [row.requirement, row]));
  return planned.map((plan) =>
    plan.kind === 'settled' ? plan.row : (rows.get(plan.row.requirement) ?? interrupted(plan.row)),
  );
}

async function ranLane<Bench>(
  lane: readonly Run<Bench>[],
  options: SuiteOptions<Bench>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const plan of lane) {
    options.progress?.started(plan.row);
    const row = options.signal?.aborted ? interrupted(plan.row) : await ranRow(plan, options);
    options.progress?.ended(row);
    rows.push(row);
  }
  return rows;
}

type Run<Bench> = Extract<PlannedRow<Bench>, { kind: 'run' }>;

function interrupted(start: RowStart): Row {
  return finished(start, 'not-run', {
    reason: 'CERTIFY_INTERRUPTED',
    ...explained('CERTIFY_INTERRUPTED'),
  });
}

async function ranRow<Bench>(plan: Run<Bench>, options: SuiteOptions<Bench>): Promise<Row> {
  options.takeExchanges?.(plan.row);
  const run = await prepared(plan.property, options);
  const exchanges = options.takeExchanges?.(plan.row) ?? [];
  try {
    return rowOf(plan.row, run, exchanges, options);
  } catch (error) {
    if (isDiskFailure(error)) throw error;
    // The check named a file that is not there, or facts that cannot be written down.
    const detail = error instanceof Error ? error.message : String(error);
    return finished(plan.row, 'error', {
      reason: 'CERTIFY_CHECK_THREW',
      ...explained('CERTIFY_CHECK_THREW'),
      technical: errorTable.CERTIFY_CHECK_THREW.message.replace('{detail}', detail),
      origin: 'harness',
      cases: run.cases,
    });
  }
}

/** A product that cannot be brought back to its first state is in error like one that breaks in the check. */
async function prepared<Bench>(
  property: AnyProperty<Bench>,
  options: SuiteOptions<Bench>,
): Promise<PropertyRun> {
  const { prepare } = options;
  if (!prepare) return runProperty(property, options.bench, options);
  let ready = false;
  const afterPreparing: AnyProperty<Bench> = {
    requirement: property.requirement,
    capability: property.capability,
    ...(property.runs !== undefined && { runs: property.runs }),
    cases: (bench) => property.cases(bench),
    check: async (bench, value) => {
      const unprepared = ready ? undefined : await prepare(property);
      if (unprepared) return unprepared;
      ready = true;
      return property.check(bench, value);
    },
  };
  return runProperty(afterPreparing, options.bench, options);
}

function rowOf<Bench>(
  start: RowStart,
  run: PropertyRun,
  exchanges: readonly Exchange[],
  options: SuiteOptions<Bench>,
): Row {
  const { evidence } = options;
  const id = start.requirement;
  const { cases } = run;
  const found = (counterexample: unknown) => ({
    requirement: id,
    seed: options.seed,
    path: cases.path,
    reason: 'reason' in run ? run.reason : 'result' in run ? run.result.reason : undefined,
    counterexample,
    text: evidence.redactedText(stringify(counterexample)),
    replay: options.replay(id, cases.path),
  });
  const { command: replay } = options.replay(id, cases.path);
  switch (run.outcome) {
    case 'pass': {
      const documents = { 'facts.json': run.facts, 'exchanges.json': exchanges };
      return finished(start, 'pass', { cases, evidence: evidence.keep(id, documents, run.evidence), replay });
    }
    case 'fail': {
      const { sent, expected, seen, reason, evidence: files = [] } = run.result;
      const documents = {
        'counterexample.json': found(run.counterexample),
        'sent.json': sent,
        'expected.json': expected,
        'seen.json': seen,
        'exchanges.json': exchanges,
      };
      // A recommendation that is not followed is a warning; only a duty can be failed.
      const isDuty = start.level === 'must' || start.level === 'must-not';
      return finished(start, isDuty ? 'fail' : 'warning', {
        reason,
        ...explained(reason),
        cases,
        failure: evidence.redacted({
          counterexample: run.counterexample,
          sent,
          expected,
          seen,
        }) as NonNullable<Row['failure']>,
        evidence: evidence.keep(id, documents, files),
        replay,
      });
    }
    case 'error': {
      const documents = {
        'counterexample.json': found(run.counterexample),
        'error.json': { reason: run.reason, detail: run.detail, trace: run.trace },
        'exchanges.json': exchanges,
      };
      return finished(start, 'error', {
        reason: run.reason,
        ...explained(run.reason, run.origin),
        technical: evidence.redactedText(run.detail),
        origin: run.origin,
        cases,
        evidence: evidence.keep(id, documents, []),
        replay,
      });
    }
    default:
      return finished(start, run.outcome, {
        reason: run.reason,
        ...explained(run.reason),
        ...(run.detail !== undefined && { technical: evidence.redactedText(run.detail) }),
        cases,
        evidence: evidence.keep(id, { 'exchanges.json': exchanges }, []),
        replay,
      });
  }
}
