/** What an audit says of one document: the verdict, and for each article whether anything speaks against it. */
import { relative } from 'node:path';
import type { Bilingual } from '../../../foundation/bilingual.ts';
import type { Detail } from '../details/index.ts';
import { type Acceptance, acceptanceOf } from '../report/acceptance.ts';
import { fileFault } from '../report/file-fault.ts';
import type { ArticleReport, Report, Verdict } from '../report.ts';
import type { AuditedArticle } from './articles.ts';

export type ArticleState = ArticleReport['state'];

/** The worst first. */
export const articleStates = [
  'violated',
  'not-settled',
  'holds',
  'not-examined',
  'not-in-force',
] as const satisfies readonly ArticleState[];

export interface AuditedDocument {
  /** From the archive's folder. */
  readonly file: string;
  readonly verdict: Verdict;
  readonly acceptance: Acceptance;
  readonly subIndication: string | undefined;
  /** A reason, or the code of a file that could not be examined. */
  readonly reason: string | undefined;
  /** What exactly led to the verdict. */
  readonly detail?: Detail;
  /** False for what is no readable PDF, or could not be read at all: nothing is known of its signatures. */
  readonly read: boolean;
  readonly signers: readonly string[];
  readonly agencies: readonly string[];
  /** Of the last signature, ISO 8601. */
  readonly signedAt: string | undefined;
  readonly signingTimeFrom: 'time-stamp' | 'claimed' | 'none';
  readonly remarks: readonly string[];
  readonly articles: Readonly<Record<string, ArticleState>>;
  /** By article: what is not sure about the reading that its state rests on. */
  readonly doubts: Readonly<Record<string, readonly Bilingual[]>>;
}

export type AuditedReport = Omit<Report, 'articles'> & {
  readonly file: string;
  readonly articles?: Report['articles'];
};

export function auditedDocument(
  { file, ...report }: AuditedReport,
  folder: string,
  articles: readonly AuditedArticle[],
): AuditedDocument {
  // Lines of an older version say nothing of articles.
  const states = new Map(report.articles?.map(({ id, state }) => [id, state]));
  const people = report.signatures.filter(({ kind }) => kind === 'signature');
  const last = people.at(-1)?.signingTime;
  const unread = fileFault(report.findings);
  return {
    file: relative(folder, file),
    verdict: report.verdict,
    acceptance: acceptanceOf(report),
    subIndication: report.subIndication,
    reason: report.verdict === 'TOTAL-PASSED' ? undefined : (report.reason ?? unread),
    ...(report.verdict === 'TOTAL-PASSED' || report.detail === undefined ? {} : { detail: report.detail }),
    read: unread === undefined,
    signers: people.map(({ signer }) => signer.name),
    agencies: [
      ...new Set(people.flatMap(({ signer }) => (signer.agency === undefined ? [] : [signer.agency]))),
    ],
    signedAt: last?.time ?? undefined,
    signingTimeFrom: last?.source ?? 'none',
    remarks: [
      ...new Set(report.findings.filter(({ severity }) => severity !== 'error').map(({ code }) => code)),
    ],
    doubts: Object.fromEntries(
      (report.articles ?? []).flatMap(({ id, doubts }) => (doubts === undefined ? [] : [[id, doubts]])),
    ),
    articles: Object.fromEntries(articles.map(({ id }) => [id, states.get(id) ?? 'not-examined'])),
  };
}
