/** A report as one line of JSON. The list of articles, which most documents of a run share, is written once. */
import { jsonLine } from '../../../foundation/json-line.ts';
import type { ArticleReport, Report } from '../report.ts';

/** `about`: what stands before the report. The same text as `jsonLine({ ...about, ...report })`. */
export function reportLine(about: Readonly<Record<string, unknown>>, report: Report): string {
  // The last two of a report.
  const { articles, page, ...rest } = report;
  const front = jsonLine({ ...about, ...rest });
  const behind = page === undefined ? '' : `,"page":${jsonLine(page)}`;
  return `${front.slice(0, -1)},"articles":${articlesText(articles)}${behind}}`;
}

const texts = new WeakMap<readonly ArticleReport[], string>();

/** Only what cannot change any more is kept. */
function articlesText(articles: readonly ArticleReport[]): string {
  const kept = texts.get(articles);
  if (kept !== undefined) return kept;
  const text = jsonLine(articles);
  if (Object.isFrozen(articles)) texts.set(articles, text);
  return text;
}
