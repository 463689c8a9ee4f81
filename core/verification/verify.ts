/** Facts and verdict in one step, with a verdict also for files that cannot be read. */
import { CongvuError } from '../../foundation/error.ts';
import { allAtOnce, type Steps } from '../../foundation/steps.ts';
import type { Limits } from '../pdf/reading/index.ts';
import { type DetailCode, detail } from './details/index.ts';
import { unreadRow } from './details/unread.ts';
import { factsInSteps } from './facts/collect.ts';
import { storedBytes } from './facts/signatures/store.ts';
import { articleReports } from './judge/articles.ts';
import { judge } from './judge/document.ts';
import { referenceOf, regimeDays } from './judge/reference.ts';
import { type JudgedTerms, termsOf } from './judge/terms.ts';
import type { PageFacts } from './page/page-facts.ts';
import { paperExtentFor } from './paper/collect.ts';
import type { Policy } from './policy/policy.ts';
import { regimeOf } from './policy/regime.ts';
import type { Finding, Judgement, Report } from './report.ts';

/** A report, and the reader's error where the file could not be read as a PDF at all. */
export interface Examination {
  readonly report: Report;
  readonly unreadable?: CongvuError;
}

/**
 * Verifies a PDF. A file that is no sound PDF is TOTAL-FAILED / FORMAT_FAILURE with FORMAT_INVALID; one that is encrypted
 * or takes more than `limits` is INDETERMINATE without a reason. The reader's own code (PDF_TRUNCATED, PDF_ENCRYPTED, …)
 * is among the findings of both.
 */
export function verifyPdf(pdf: Uint8Array, policy: Policy, limits?: Limits): Report {
  return examinePdf(pdf, policy, limits).report;
}

/** As `verifyPdf`, for callers that treat a file that is no readable PDF as wrong input. */
export function examinePdf(pdf: Uint8Array, policy: Policy, limits?: Limits, page?: PageFacts): Examination {
  return allAtOnce(examinedInSteps(pdf, policy, limits, page));
}

/** As `examinePdf`. `contents`: whether the instructions of pages are looked at, which makes a small file a sixth dearer. */
export function* examinedInSteps(
  pdf: Uint8Array,
  policy: Policy,
  limits?: Limits,
  page?: PageFacts,
  contents = false,
): Steps<Examination> {
  try {
    const facts = yield* factsInSteps(pdf, limits, paperExtentFor(policy.as), contents);
    yield pdf.length + storedBytes(facts.store);
    return { report: judge(facts, policy, page) };
  } catch (error) {
    if (!(error instanceof CongvuError) || !error.code.startsWith('PDF_')) throw error;
    return { report: unreadableReport(error, policy), unreadable: error };
  }
}

/** INVALID when the file is no sound PDF; not settled when it was not read, so that nothing is proven. */
export function unreadableReport(error: CongvuError, terms: JudgedTerms): Report {
  // The table has a row for each of these codes; its type holds that.
  const { message: said, vietnamese } = error;
  const what = detail(error.code as DetailCode, {
    said,
    ...(vietnamese && { saidInVietnamese: vietnamese.message }),
  });
  const judgement: Judgement =
    error.code.startsWith('PDF_') && unreadRow(error.code) === undefined
      ? { verdict: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE', reason: 'FORMAT_INVALID' }
      : { verdict: 'INDETERMINATE' };
  const findings: readonly Finding[] = [{ code: error.code, severity: 'error', field: null, detail: what }];
  const reference = referenceOf(terms, [], []);
  const regime = regimeOf(terms.regulation, terms.as ?? 'original', regimeDays(reference, terms.at));
  const looked = { look: undefined, issuer: false, secrecy: false, text: false, scan: false };
  return {
    ...judgement,
    detail: what,
    ...termsOf(terms),
    reference,
    signatures: [],
    findings,
    articles: articleReports(regime, { ...judgement, findings }, [], looked),
  };
}
