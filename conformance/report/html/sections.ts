/** The body of the page: blocking rows first, all rows by article, what people answer for, what is not claimed. */

import { html, label, type Markup, moment, words } from '../../../foundation/page/markup.ts';
import type { Row } from '../../runner/row.ts';
import { verdicts } from '../../runner/verdict.ts';
import { isPartial, type Results } from '../results.ts';
import { command, rowMarkup } from './row.ts';
import { adapterWords, capabilityWords, text, verdictMeanings, verdictWords } from './wording.ts';

const severity = [
  'fail',
  'error',
  'unsupported',
  'inconclusive',
  'not-applicable',
  'review',
  'pending',
  'not-run',
];

/** In a partial run, the rows that were left out are counted, not listed one by one. */
export function blockingRows(results: Results): Markup {
  const blocking = results.rows
    .filter((row) => row.blocking && !(isPartial(results) && row.verdict === 'not-run'))
    .sort((a, b) => severity.indexOf(a.verdict) - severity.indexOf(b.verdict));
  return html`<h2 id="blocking">${words(text.blockingRows)}</h2>
${blocking.length === 0 ? html`<p class="lead">${words(text.noBlockingRows)}</p>` : blocking.map((row) => rowMarkup(row, { open: row.verdict === 'fail' || row.verdict === 'error', linked: false }))}`;
}

export function allRows(results: Results): Markup {
  const inScope = results.rows.filter((row) => row.verdict !== 'not-claimed');
  const groups = results.texts.flatMap((one) =>
    one.articles.map((article) => ({ article, rows: inScope.filter((row) => row.article === article.id) })),
  );
  return html`<h2 id="rows">${words(text.allRows)}</h2>
${filters(inScope)}
<div data-rows>${groups
    .filter(({ rows }) => rows.length > 0)
    .map(
      ({ article, rows }) =>
        html`<section data-group><h3 id="${article.id}"><span class="at">${words(article.citation)}.</span> ${words(article.title)}</h3>${rows.map((row) => rowMarkup(row, { open: false, linked: true }))}</section>`,
    )}<p class="lead" data-none hidden>${words(text.noneLeft)}</p></div>`;
}

function filters(rows: readonly Row[]): Markup {
  const present = verdicts.filter((verdict) => rows.some((row) => row.verdict === verdict));
  const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
  return html`<div class="filters" role="group" ${label(text.filter)}>
<button type="button" data-state="" aria-pressed="true">${words(text.all)} <b>${rows.length}</b></button>
${present.map((verdict) => html`<button type="button" class="v-${verdict}" data-state="${verdict}" aria-pressed="false">${words(verdictWords[verdict])} <b>${count(verdict)}</b></button>`)}
<input type="search" data-search placeholder="${text.search.vi}" ${label(text.search)}></div>`;
}

/** Rows outside what the vendor claims, folded by text and capability. */
export function notClaimed(results: Results): Markup {
  const rows = results.rows.filter((row) => row.verdict === 'not-claimed');
  const groups = Map.groupBy(rows, (row) => `${row.text} ${row.capability}`);
  return html`<h2 id="not-claimed">${words(text.notClaimed)}</h2><p class="lead">${words(text.notClaimedWhy)}</p>
${[...groups.values()].map((group) => unclaimedGroup(group))}${rows.length === 0 && html`<p class="lead">${words(text.noBlockingRows)}</p>`}`;
}

function unclaimedGroup(rows: readonly Row[]): Markup {
  const [first] = rows;
  if (first === undefined) return html``;
  return html`<details class="fold"><summary>${words(capabilityWords[first.capability])} · ${first.text} <span class="n">(${rows.length})</span></summary>
<table class="plain"><tbody>${rows.map((row) => html`<tr><td class="id">${row.requirement}</td><td>${words(row.asks)}</td></tr>`)}</tbody></table></details>`;
}

export function environment(results: Results): Markup {
  const { run, environment: facts, target } = results;
  const lines: readonly (readonly [keyof typeof text, Markup])[] = [
    ['started', moment(run.started)],
    ['ended', moment(run.ended)],
    ['seed', html`${run.seed}`],
    ...(run.runs === undefined ? [] : [['runs', html`${run.runs}`] as const]),
    ['system', html`${facts.system}`],
    ['machine', html`${facts.machine}`],
    ['adapter', words(adapterWords[target.adapter])],
    ...(target.tokenLabel === undefined ? [] : [['token', html`${target.tokenLabel}`] as const]),
    ...(target.retryLimit === undefined ? [] : [['retryLimit', retryLimit(target.retryLimit)] as const]),
    ['command', command(run.command)],
    ['files', files()],
  ];
  return html`<h2 id="environment">${words(text.environment)}</h2><dl class="env">
${lines.map(([label, value]) => html`<dt>${words(text[label])}</dt><dd>${value}</dd>`)}
<dt>congvu</dt><dd>${facts.congvu}</dd>
${Object.entries(facts.versions).map(([name, version]) => html`<dt>${name}</dt><dd>${version}</dd>`)}
</dl>`;
}

function retryLimit({ user, declared }: NonNullable<Results['target']['retryLimit']>): Markup {
  return html`${user} (${words(declared ? text.retryLimitDeclared : text.retryLimitDefault)})`;
}

function files(): Markup {
  const names = ['results.json', 'junit.xml', 'evidence/'];
  return html`<span class="links">${names.map((name) => html`<a href="${name}">${name}</a>`)}</span>`;
}

export function legend(): Markup {
  return html`<h2 id="legend">${words(text.legend)}</h2><ul class="legend">
${verdicts.map((verdict) => html`<li class="v-${verdict}"><span class="badge">${words(verdictWords[verdict])}</span><p>${words(verdictMeanings[verdict])}</p></li>`)}</ul>`;
}
