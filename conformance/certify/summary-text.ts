/** The outcome of a run as lines for a terminal: by article, then every row that stands in the way. */

import { inLanguage } from '../report/language.ts';
import { askedOf, claimedTexts, isPartial, type Results } from '../report/results.ts';
import type { Row } from '../runner/row.ts';

/** `folder`: where the report stands, as it should be shown. */
export function summaryLines(results: Results, folder: string): readonly string[] {
  const { product, scope, summary } = results;
  return [
    '',
    `${productWords(product)} · ${scope.texts.join(', ')} × ${scope.capabilities.join(', ')} · ${referenceWords(results)}`,
    ...retryLimitLine(results),
    '',
    ...articleLines(results),
    '',
    ...shownRows(results).flatMap((row) => [...rowLines(row, folder), '']),
    `by people:  ${summary.counts.attested} attested, ${summary.counts.review} awaiting attestation, ${summary.counts['not-testable']} not testable`,
    `by machine: ${scoreWords(results)}; ${summary.counts['not-claimed']} rows not claimed`,
    ...(summary.requiredOnUnreadText > 0
      ? [
          `reading:    ${summary.requiredOnUnreadText} of the required rows rest on a borrowed text that the suite's authors could not read in full`,
        ]
      : []),
    `${outcome(results)} → ${folder}/index.html`,
    `${draftsOf(results).length > 0 ? 'A test result against a draft regulation' : 'A test result'}; not a certificate of a state authority.`,
  ];
}

/** A token that says nothing of its maker has only its label. */
function productWords({ name, version, vendor }: Results['product']): string {
  return [name, version, vendor && `(${vendor})`].filter((part) => part !== '').join(' ');
}

function retryLimitLine({ target }: Results): readonly string[] {
  const { retryLimit } = target;
  if (!retryLimit) return [];
  const whose = retryLimit.declared
    ? 'declared by the vendor'
    : 'default of the suite; the vendor declared none';
  return [`wrong PINs that lock the token: ${retryLimit.user} (${whose})`];
}

/** A draft is the law of no day. */
function referenceWords(results: Results): string {
  const { referenceDate } = results.scope;
  const drafts = draftsOf(results);
  if (drafts.length === 0) return `law of ${referenceDate}`;
  return `reference date ${referenceDate} (${drafts.join(', ')}: a draft, not in force)`;
}

function draftsOf(results: Results): readonly string[] {
  return claimedTexts(results)
    .filter(({ status }) => status === 'draft')
    .map(({ id }) => id);
}

function scoreWords(results: Results): string {
  const { passed, required, attested, blocking, notRun } = askedOf(results);
  const rows = isPartial(results) ? 'required rows asked for pass' : 'required rows pass';
  const leftOut = isPartial(results) ? `, ${notRun} not run` : '';
  const inTheWay = blocking > 0 || !isPartial(results) ? `, ${blocking} in the way` : '';
  return `${passed} of ${required} ${rows}, ${attested} attested${inTheWay}${leftOut}`;
}

function outcome(results: Results): string {
  if (results.summary.granted) return 'CERTIFICATE GRANTED';
  if (results.run.interrupted) return 'interrupted, no certificate';
  if (results.run.shortened && results.summary.blocking === 0) return 'shortened run, no certificate';
  return results.run.only ? 'part of the scope only, no certificate' : 'NO CERTIFICATE';
}

function articleLines(results: Results): readonly string[] {
  const lines = results.texts.flatMap((text) =>
    text.articles.flatMap((article) => {
      const rows = results.rows.filter((row) => row.article === article.id && isShown(row, results));
      if (rows.length === 0) return [];
      const required = rows.filter((row) => row.required);
      const done = required.filter((row) => !row.blocking).length;
      const mark = rows.some((row) => row.blocking) ? '✗' : '✓';
      return [
        {
          mark,
          article: article.id,
          score: `${done}/${required.length}`,
          states: states(rows),
          title: article.title.en,
        },
      ];
    }),
  );
  const widths = {
    article: Math.max(0, ...lines.map((line) => line.article.length)),
    score: Math.max(0, ...lines.map((line) => line.score.length)),
    states: Math.max(0, ...lines.map((line) => line.states.length)),
  };
  return lines.map(
    ({ mark, article, score, states, title }) =>
      `${mark} ${article.padEnd(widths.article)}  ${score.padStart(widths.score)}  ${states.padEnd(widths.states)}  ${title}`,
  );
}

function isShown(row: Row, results: Results): boolean {
  const leftOut = isPartial(results) && row.verdict === 'not-run';
  return row.verdict !== 'not-claimed' && !leftOut;
}

function states(rows: readonly Row[]): string {
  const groups = Map.groupBy(rows, (row) => row.verdict);
  return [...groups].map(([verdict, group]) => `${group.length} ${verdict}`).join(', ');
}

function shownRows(results: Results): readonly Row[] {
  return results.rows.filter((row) => (row.blocking || row.verdict === 'warning') && isShown(row, results));
}

function rowLines(row: Row, folder: string): readonly string[] {
  const line = (label: string, text: string | undefined) =>
    text === undefined ? [] : [`  ${label.padEnd(9)} ${text}`];
  const { failure } = row;
  return [
    `${row.verdict.toUpperCase()} ${row.requirement} · ${row.citation.en}`,
    ...line('asks', row.asks.en),
    ...(failure
      ? [
          ...line('sent', compact(failure.sent)),
          ...line('expected', compact(failure.expected)),
          ...line('seen', compact(failure.seen)),
        ]
      : []),
    ...line('why', row.detail?.en),
    ...line('detail', row.technical),
    ...line('reason', row.reason),
    ...line('evidence', row.evidence && `${folder}/${row.evidence.folder}`),
    ...line('replay', row.replay),
  ];
}

function compact(data: unknown): string {
  const value = inLanguage(data, 'en');
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '—');
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}
