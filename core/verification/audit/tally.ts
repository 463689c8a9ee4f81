/** The counts of an audit, gathered document by document in flat memory; of the worst documents a bounded list. */
import type { Verdict } from '../report.ts';
import type { AuditedArticle } from './articles.ts';
import { type ArticleState, type AuditedDocument, articleStates } from './document.ts';

export type StateCounts = Readonly<Record<ArticleState, number>>;

export interface Tally {
  readonly documents: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly reasons: readonly { readonly reason: string; readonly documents: number }[];
  /** Warnings and notes, also on documents that passed. */
  readonly remarks: readonly { readonly code: string; readonly documents: number }[];
  readonly articles: readonly { readonly article: AuditedArticle; readonly counts: StateCounts }[];
  /** The first and last signing time that any document states. */
  readonly signed: { readonly from: string | undefined; readonly to: string | undefined };
  /** Worst first; at most `listed` of them. */
  readonly worst: readonly AuditedDocument[];
  /** Documents that did not pass. */
  readonly notPassed: number;
}

/** On the page; the spreadsheet has all. */
export const listed = 2000;

export interface Gatherer {
  add(document: AuditedDocument): void;
  tally(): Tally;
}

export function gatherer(articles: readonly AuditedArticle[]): Gatherer {
  const verdicts: Record<Verdict, number> = { 'TOTAL-PASSED': 0, 'TOTAL-FAILED': 0, INDETERMINATE: 0 };
  const found = new Map<string, number>();
  const remarked = new Map<string, number>();
  const counts = new Map<string, Record<ArticleState, number>>(articles.map(({ id }) => [id, none()]));
  const bad: Record<Exclude<Verdict, 'TOTAL-PASSED'>, AuditedDocument[]> = {
    'TOTAL-FAILED': [],
    INDETERMINATE: [],
  };
  let documents = 0;
  let from: string | undefined;
  let to: string | undefined;

  function add(document: AuditedDocument): void {
    const { verdict, reason, signedAt } = document;
    documents++;
    verdicts[verdict]++;
    if (reason !== undefined) found.set(reason, (found.get(reason) ?? 0) + 1);
    for (const code of document.remarks) remarked.set(code, (remarked.get(code) ?? 0) + 1);
    for (const [id, outcome] of Object.entries(document.articles)) {
      const own = counts.get(id);
      if (own !== undefined) own[outcome]++;
    }
    if (signedAt !== undefined && (from === undefined || signedAt < from)) from = signedAt;
    if (signedAt !== undefined && (to === undefined || signedAt > to)) to = signedAt;
    if (verdict !== 'TOTAL-PASSED' && bad[verdict].length < listed) bad[verdict].push(document);
  }

  return Object.freeze({
    add,
    tally: () => ({
      documents,
      verdicts: { ...verdicts },
      reasons: [...found]
        .sort((a, b) => b[1] - a[1])
        .map(([reason, count]) => ({ reason, documents: count })),
      remarks: [...remarked].sort((a, b) => b[1] - a[1]).map(([code, count]) => ({ code, documents: count })),
      articles: articles.map((article) => ({ article, counts: { ...(counts.get(article.id) ?? none()) } })),
      signed: { from, to },
      worst: [...bad['TOTAL-FAILED'], ...bad.INDETERMINATE].slice(0, listed),
      notPassed: documents - verdicts['TOTAL-PASSED'],
    }),
  });
}

function none(): Record<ArticleState, number> {
  return Object.fromEntries(articleStates.map((outcome) => [outcome, 0])) as Record<ArticleState, number>;
}
