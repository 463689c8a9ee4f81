/** What an audit says of one document: the verdict, and for each article whether anything speaks against it. */
import { relative } from 'node:path';
import { type ReasonCode, reasons } from '../reasons.ts';
import { type Acceptance, acceptanceOf } from '../report/acceptance.ts';
import type { Report, Verdict } from '../report.ts';
import type { AuditedArticle } from './articles.ts';

/** `clear`: nothing speaks against it, as far as a file can show. `remark`: a person should look. */
export type ArticleOutcome = 'against' | 'unsettled' | 'remark' | 'clear' | 'not-examined';

/** The worst first. */
export const articleOutcomes = ['against', 'unsettled', 'remark', 'clear', 'not-examined'] as const;

export interface AuditedDocument {
  /** From the archive's folder. */
  readonly file: string;
  readonly verdict: Verdict;
  readonly acceptance: Acceptance;
  readonly subIndication: string | undefined;
  /** A reason, or the code of a file that could not be examined. */
  readonly reason: string | undefined;
  readonly signers: readonly string[];
  readonly agencies: readonly string[];
  /** Of the last signature, ISO 8601. */
  readonly signedAt: string | undefined;
  readonly signingTimeFrom: 'time-stamp' | 'claimed' | 'none';
  readonly remarks: readonly string[];
  readonly articles: Readonly<Record<string, ArticleOutcome>>;
}

export function auditedDocument(
  { file, ...report }: Report & { readonly file: string },
  folder: string,
  articles: readonly AuditedArticle[],
): AuditedDocument {
  const people = report.signatures.filter(({ kind }) => kind === 'signature');
  const last = people.at(-1)?.signingTime;
  const access = report.findings.find(({ code }) => code.startsWith('VERIFY_'))?.code;
  return {
    file: relative(folder, file),
    verdict: report.verdict,
    acceptance: acceptanceOf(report),
    subIndication: report.subIndication,
    reason: report.verdict === 'TOTAL-PASSED' ? undefined : (report.reason ?? access),
    signers: people.map(({ signer }) => signer.name),
    agencies: [
      ...new Set(people.flatMap(({ signer }) => (signer.agency === undefined ? [] : [signer.agency]))),
    ],
    signedAt: last?.time ?? undefined,
    signingTimeFrom: last?.source ?? 'none',
    remarks: [
      ...new Set(report.findings.filter(({ severity }) => severity !== 'error').map(({ code }) => code)),
    ],
    articles: Object.fromEntries(articles.map((article) => [article.id, outcomeOf(article, report)])),
  };
}

function outcomeOf(article: AuditedArticle, report: Report): ArticleOutcome {
  const bears = (code: string) => article.reasons.includes(code as ReasonCode);
  const faults = [report, ...report.signatures].filter(
    ({ verdict, reason }) => verdict !== 'TOTAL-PASSED' && reason !== undefined && bears(reason),
  );
  // Where there is no signature to look at, only what is said of the file itself was examined.
  if (faults.length === 0 && report.signatures.length === 0) return 'not-examined';
  const final = faults.some(
    ({ verdict, reason }) =>
      verdict === 'TOTAL-FAILED' || (reason !== undefined && reasons[reason].undetermined !== 'unsettled'),
  );
  if (final) return 'against';
  if (faults.length > 0) return 'unsettled';
  return report.findings.some(({ code, severity }) => severity === 'warning' && bears(code))
    ? 'remark'
    : 'clear';
}
