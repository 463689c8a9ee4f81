/** One certification run from its options to the report on disk. */
import { randomInt } from 'node:crypto';
import type { Clock } from '../../foundation/clock.ts';
import type { Terminal } from '../../foundation/terminal.ts';
import type { Workbench } from '../material/workbench.ts';
import { texts as allTexts } from '../regulations/index.ts';
import type { RegulationText } from '../regulations/text.ts';
import { isPartial, type Results, summaryOf } from '../report/results.ts';
import { loadAttestations } from '../runner/attestations.ts';
import { isDiskFailure } from '../runner/disk-failure.ts';
import { fail } from '../runner/errors.ts';
import { evidenceStore } from '../runner/evidence.ts';
import type { Scope } from '../runner/plan.ts';
import { defaultRuns } from '../runner/run-property.ts';
import { runSuite } from '../runner/run-suite.ts';
import { replayOf, runCommand } from './command-line.ts';
import { environmentFacts } from './environment.ts';
import { openOutputFolder } from './output-folder.ts';
import { progressOn } from './progress.ts';
import { chosenRows, chosenTexts } from './selection.ts';
import { openSession, type Session } from './session.ts';
import { chosenTarget, type TargetChoice } from './target-choice.ts';
import { tokenFacts } from './token-facts.ts';
import { writeReports } from './write-reports.ts';

export interface CertifyOptions {
  readonly choice: TargetChoice;
  /** Empty: every text that the target claims. */
  readonly regulations: readonly string[];
  /** Requirement ids, or the id of an article or unit for all below it; empty: everything in scope. */
  readonly only: readonly string[];
  readonly seed: number | 'random';
  readonly runs?: number;
  readonly path?: string;
  readonly out?: string;
  readonly cwd: string;
  readonly clock: Clock;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** The texts to choose from; absent: all that the suite knows. */
  readonly texts?: readonly RegulationText<Workbench>[];
}

/** Limit for one case: a person may have to fetch a token. */
const caseSeconds = 300;
const largestSeed = 2 ** 31 - 1;

export interface Certified {
  readonly results: Results;
  /** Folder of the report. */
  readonly folder: string;
}

/**
 * Runs the scope and writes the report. Whatever a product does ends as rows; it throws only for wrong use
 * (exit 2) and when the harness itself cannot go on (exit 3), and then leaves no report.
 */
export async function certify(options: CertifyOptions): Promise<Certified> {
  const started = options.clock.now();
  const texts = options.texts ?? allTexts;
  const target = chosenTarget(options.choice, texts, options.cwd);
  const scope: Scope = {
    texts: chosenTexts(options.regulations, target, texts),
    capabilities: target.capabilities,
    referenceDate: target.referenceDate ?? started.toISOString().slice(0, 10),
  };
  const only = chosenRows(options.only, texts, scope);
  if (options.path !== undefined && only?.length !== 1) {
    throw fail('CERTIFY_ARGUMENT', {
      option: '--path',
      detail: 'it belongs to exactly one requirement, named with --only',
    });
  }
  const requirements = texts.flatMap((text) => text.requirements);
  const attestations = target.attestationsFile
    ? loadAttestations(target.attestationsFile, requirements, started)
    : new Map();
  const seed = options.seed === 'random' ? randomInt(largestSeed) : options.seed;
  const output = openOutputFolder({
    cwd: options.cwd,
    started,
    ...(options.out !== undefined && { out: options.out }),
  });
  let session: Session | undefined;
  try {
    session = await openSession({
      target,
      scope,
      texts,
      only,
      seed,
      building: output.building,
      clock: options.clock,
    });
    const rows = await runSuite({
      texts,
      scope,
      attestations,
      ...(only && { only }),
      bench: session.bench,
      evidence: evidenceStore(output.building, session.secrets),
      prepare: session.prepare,
      takeExchanges: session.takeExchanges,
      lane: ({ capability }) => (capability === 'token' ? 'token' : 'adapter'),
      replay: (requirement, path) => replayOf(options.choice, { requirement, seed, path }),
      progress: progressOn(options.terminal),
      seed,
      caseSeconds,
      signal: options.signal,
      ...(options.runs !== undefined && { runs: options.runs }),
      ...(options.path !== undefined && { path: options.path }),
    });
    await session.keepJournals();
    const token = tokenFacts(options.choice, target);
    const { runs = Number.POSITIVE_INFINITY } = options;
    const shortened = texts
      .filter(({ id }) => scope.texts.includes(id))
      .flatMap(({ properties }) => properties)
      .some((one) => scope.capabilities.includes(one.capability) && runs < (one.runs ?? defaultRuns));
    const results: Results = {
      schema: 'urn:congvu:results:v1',
      product: token.product,
      target: { ...session.targetFacts, ...token.target },
      scope,
      run: {
        started: started.toISOString(),
        ended: options.clock.now().toISOString(),
        seed,
        ...(options.runs !== undefined && { runs: options.runs }),
        ...(shortened && { shortened }),
        ...(only && { only }),
        ...(options.path !== undefined && { path: options.path }),
        interrupted: options.signal.aborted,
        command: runCommand(options.choice, {
          seed,
          regulations: options.regulations,
          only: options.only,
          runs: options.runs,
        }),
      },
      environment: environmentFacts(session.versions),
      texts: texts.map(({ id, title, status, dates, articles }) => ({
        id,
        title,
        status,
        dates,
        articles: articles.map((article) => ({
          id: article.id,
          citation: article.citation,
          title: article.title,
        })),
      })),
      summary: summaryOf(rows, { shortened }),
      rows,
    };
    writeReports(results, output.building);
    output.publish({ whole: !isPartial(results) });
    return { results, folder: output.final };
  } catch (error) {
    if (!isDiskFailure(error)) throw error;
    throw fail('CERTIFY_OUTPUT_UNWRITABLE', { folder: output.final, detail: error.message }, error);
  } finally {
    await session?.close();
    output.discard();
  }
}
