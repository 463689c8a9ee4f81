/** The canonical result of a run: every report, the certificate and the exit code are made from this and nothing else. */
import type { Bilingual, Capability } from '../regulations/record.ts';
import type { Row } from '../runner/row.ts';
import { type Verdict, verdicts } from '../runner/verdict.ts';
import type { Product } from '../sut/messages.ts';

export const resultsSchemaId = 'urn:congvu:results:v1';

/** The shape of `results.json`; published as schemas/results.v1.json. */
export interface Results {
  readonly schema: typeof resultsSchemaId;
  readonly product: Product;
  readonly target: {
    readonly file?: string;
    readonly adapter: 'stdio' | 'http' | 'in-process' | 'none';
    readonly tokenLabel?: string;
    /** What a token that was named on the command line says of itself (C_GetTokenInfo). */
    readonly token?: { readonly manufacturer: string; readonly model: string; readonly serial: string };
    /** Wrong user PINs after which the token has to be locked; not declared: the default of the suite. */
    readonly retryLimit?: { readonly user: number; readonly declared: boolean };
  };
  readonly scope: {
    readonly texts: readonly string[];
    readonly capabilities: readonly Capability[];
    readonly referenceDate: string;
  };
  readonly run: RunFacts;
  readonly environment: EnvironmentFacts;
  readonly texts: readonly TextFacts[];
  readonly summary: Summary;
  readonly rows: readonly Row[];
}

export interface RunFacts {
  /** ISO times. */
  readonly started: string;
  readonly ended: string;
  readonly seed: number;
  readonly runs?: number;
  /** Fewer cases were tried than the properties themselves ask for: no certificate. */
  readonly shortened?: true;
  readonly only?: readonly string[];
  readonly path?: string;
  readonly interrupted: boolean;
  /** The command that makes this run again. */
  readonly command: string;
}

export interface EnvironmentFacts {
  readonly congvu: string;
  readonly system: string;
  readonly machine: string;
  /** Program → version. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface TextFacts {
  readonly id: string;
  readonly title: Bilingual;
  readonly status: 'draft' | 'in-force' | 'replaced';
  readonly dates: { readonly issued?: string; readonly from?: string; readonly to?: string };
  readonly articles: readonly {
    readonly id: string;
    readonly citation: Bilingual;
    readonly title: Bilingual;
  }[];
}

export interface Summary {
  /** Every required row of the whole scope passed or is attested, and nothing was left out. */
  readonly granted: boolean;
  /** Rows in scope and in force that must pass or be attested. */
  readonly required: number;
  readonly requiredPassed: number;
  readonly requiredAttested: number;
  /** Required rows that rest on a place of another text which the suite's authors could not read in full. */
  readonly requiredOnUnreadText: number;
  readonly blocking: number;
  readonly counts: Readonly<Record<Verdict, number>>;
}

export function summaryOf(rows: readonly Row[], { shortened = false } = {}): Summary {
  const required = rows.filter((row) => row.required);
  const count = (verdict: Verdict, among = rows) => among.filter((row) => row.verdict === verdict).length;
  const blocking = rows.filter((row) => row.blocking).length;
  const requiredPassed = count('pass', required);
  return Object.freeze({
    // A scope in which nothing passed by machine proves nothing.
    granted: blocking === 0 && requiredPassed > 0 && !shortened,
    required: required.length,
    requiredPassed,
    requiredAttested: count('attested', required),
    requiredOnUnreadText: required.filter(restsOnUnreadText).length,
    blocking,
    counts: Object.freeze(
      Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, number>,
    ),
  });
}

/** What a run that left rows out was asked for; `summary` speaks of the whole scope. */
export interface Asked {
  readonly required: number;
  readonly passed: number;
  readonly attested: number;
  readonly blocking: number;
  /** Required rows that did not run. */
  readonly notRun: number;
}

/** Whether the run left out a part of its scope: `--only`, one case, or interrupted. */
export function isPartial({ run }: Pick<Results, 'run'>): boolean {
  return run.only !== undefined || run.path !== undefined || run.interrupted;
}

export function askedOf({ rows, run }: Pick<Results, 'rows' | 'run'>): Asked {
  const required = rows.filter((row) => row.required);
  const wasAsked = (row: Row) => {
    if (run.only) return run.only.includes(row.requirement);
    return !run.interrupted || row.verdict !== 'not-run';
  };
  const asked = required.filter(wasAsked);
  const count = (verdict: Verdict, among: readonly Row[]) =>
    among.filter((row) => row.verdict === verdict).length;
  return Object.freeze({
    required: asked.length,
    passed: count('pass', asked),
    attested: count('attested', asked),
    blocking: asked.filter((row) => row.blocking).length,
    notRun: count('not-run', required),
  });
}

/** The texts that the run speaks of. */
export function claimedTexts({ texts, scope }: Pick<Results, 'texts' | 'scope'>): readonly TextFacts[] {
  return texts.filter(({ id }) => scope.texts.includes(id));
}

export function restsOnUnreadText(row: Row): boolean {
  return row.borrows?.some(({ textKnown }) => !textKnown) ?? false;
}

/** 3 the harness broke; 1 a required row that was to run does not pass; 0 all of them do. */
export function exitCode(results: Results): 0 | 1 | 3 {
  const { only } = results.run;
  const asked = only ? results.rows.filter((row) => only.includes(row.requirement)) : results.rows;
  if (asked.some((row) => row.verdict === 'error' && row.origin === 'harness')) return 3;
  if (asked.some((row) => row.blocking)) return 1;
  return asked.some((row) => row.verdict === 'pass' || row.verdict === 'attested') || only ? 0 : 1;
}
