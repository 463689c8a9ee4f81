/** The head of the page: verdict banner, product, scope, what people decide, the score, the summary by article. */

import { html, type Markup, moment, raw, words } from '../../../foundation/page/markup.ts';
import type { Row } from '../../runner/row.ts';
import { type Verdict, verdicts } from '../../runner/verdict.ts';
import { askedOf, claimedTexts, isPartial, type Results, type TextFacts } from '../results.ts';
import { capabilityWords, statusWords, text, verdictWords } from './wording.ts';

export function banner(results: Results): Markup {
  const { summary } = results;
  const state = summary.granted ? 'granted' : 'refused';
  const asked = askedOf(results);
  const partial = isPartial(results);
  const headline = summary.granted ? text.granted : partial ? text.partialRun : text.refused;
  const isDraft = claimedTexts(results).some(({ status }) => status === 'draft');
  return html`<section class="banner ${state}" aria-labelledby="verdict">${raw(summary.granted ? seal : cross)}
<div><h2 id="verdict">${words(headline)}</h2><p>${reason(results)}</p><p class="fine">${words(isDraft ? text.noStateCertificateDraft : text.noStateCertificate)}</p></div>
<div class="big"><b>${asked.passed + asked.attested}</b><span> / ${asked.required}</span><small>${words(partial ? text.askedDone : text.requiredDone)}</small>${partial && html`<small>${asked.notRun} ${words(text.notRun)}</small>`}</div>
</section>`;
}

function reason(results: Results): Markup {
  const { summary, run } = results;
  if (summary.granted) return words(text.grantedWhy);
  if (run.interrupted) return words(text.wasInterrupted);
  if (run.only) return words(text.partial);
  if (summary.blocking === 0) return words(run.shortened ? text.shortened : text.nothingProved);
  return html`${summary.blocking} ${words(text.refusedWhy)}`;
}

export function scopeFacts(results: Results): Markup {
  const claimed = claimedTexts(results);
  const drafts = claimed.filter(({ status }) => status === 'draft');
  return html`<dl class="facts">
<div><dt>${words(text.textsLabel)}</dt><dd><ul>${claimed.map((one) => html`<li>${words(one.title)} <code>${one.id}</code>, ${words(statusWords[one.status])}</li>`)}</ul></dd></div>
<div><dt>${words(text.capabilities)}</dt><dd><ul>${results.scope.capabilities.map((one) => html`<li>${words(capabilityWords[one])} <code>${one}</code></li>`)}</ul></dd></div>
<div><dt>${words(text.referenceDate)}</dt><dd>${moment(results.scope.referenceDate)}${drafts.map(({ id }) => html`<br><code>${id}</code>: ${words(text.draftNotInForce)}`)}</dd></div>
</dl>`;
}

export function scores(results: Results): Markup {
  const { summary } = results;
  const { counts } = summary;
  const attestable = counts.attested + counts.review;
  const shown: readonly Verdict[] = [
    'pass',
    'fail',
    'error',
    'warning',
    'unsupported',
    'inconclusive',
    'not-applicable',
    'pending',
    'not-in-force',
    'not-run',
  ];
  const always: readonly Verdict[] = ['pass', 'fail', 'error'];
  return html`<div class="scores">
<section><h3>${words(text.byPeople)}</h3><p>${words(text.byPeopleWhy)}</p><div class="tiles">
${tile('attested', html`${counts.attested}<span class="of"> / ${attestable}</span>`, attestable === 0)}
${tile('not-testable', html`${counts['not-testable']}`, counts['not-testable'] === 0)}
</div></section>
<section><h3>${words(text.score)}</h3><p>${words({ vi: 'Chỉ “Đạt” là đạt; mọi trạng thái khác của một yêu cầu bắt buộc đều chặn chứng nhận.', en: 'Only a pass is a pass; a required row in any other state blocks the certificate.' })}</p><div class="tiles">
${shown.filter((verdict) => always.includes(verdict) || counts[verdict] > 0).map((verdict) => tile(verdict, html`${counts[verdict]}`, counts[verdict] === 0))}
</div>${summary.requiredOnUnreadText > 0 && html`<p class="unread"><b>${summary.requiredOnUnreadText}</b> ${words(text.unreadText)}</p>`}</section>
</div>`;
}

function tile(verdict: Verdict, value: Markup, zero: boolean): Markup {
  return html`<div class="tile v-${verdict}${zero && ' zero'}"><b${!zero && html` style="color:var(--tone)"`}>${value}</b><span class="caption">${words(verdictWords[verdict])}</span></div>`;
}

/** One line an article of the claimed texts; articles without a row in scope are left to the list of the unclaimed. */
export function articleTable(one: TextFacts, rows: readonly Row[]): Markup {
  const lines = one.articles.map((article) => {
    const own = rows.filter((row) => row.article === article.id && row.verdict !== 'not-claimed');
    return own.length === 0 ? undefined : articleLine(article, own);
  });
  return html`<h3>${words(one.title)}</h3><table class="sum"><thead><tr><th scope="col" colspan="2">${words(text.article)}</th><th scope="col">${words({ vi: 'Kết quả', en: 'States' })}</th><th scope="col" class="num">${words(text.requiredPassed)}</th></tr></thead><tbody>${lines}</tbody></table>`;
}

function articleLine(article: TextFacts['articles'][number], rows: readonly Row[]): Markup {
  const present = verdicts.filter((verdict) => rows.some((row) => row.verdict === verdict));
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const required = rows.filter((row) => row.required);
  const done = required.filter((row) => !row.blocking).length;
  return html`<tr><td class="cite">${words(article.citation)}</td><td><a href="#${article.id}">${words(article.title)}</a></td>
<td class="states"><div class="bar" aria-hidden="true">${present.map((verdict) => html`<i class="v-${verdict}" style="flex:${count(verdict)}"></i>`)}</div><small>${present.map((verdict, index) => html`${index > 0 && ' · '}${count(verdict)} ${words(verdictWords[verdict])}`)}</small></td>
<td class="num">${done} / ${required.length}</td></tr>`;
}

/** A rosette with a tick: drawn here, so that the page needs nothing else. */
export const seal = `<svg viewBox="0 0 64 64" aria-hidden="true" fill="none" stroke="var(--state,#1e7145)"><path stroke-width="3" stroke-linejoin="round" d="M32 4l7 5 8.5-1 3.4 7.900 7.900 3.400-1 8.500 5 7-5 7 1 8.500-7.900 3.400-3.400 7.900-8.500-1-7 5-7-5-8.500 1-3.400-7.900-7.900-3.400 1-8.500-5-7 5-7-1-8.500 7.900-3.400 3.400-7.900 8.500 1z" transform="translate(3.300 -3) scale(.9)"/><path stroke-width="5" stroke-linecap="round" stroke-linejoin="round" d="M21 30l8 8 15-16"/></svg>`;

const cross = `<svg viewBox="0 0 64 64" aria-hidden="true" fill="none" stroke="var(--state,#b3261e)"><circle cx="32" cy="32" r="27" stroke-width="3"/><path stroke-width="5" stroke-linecap="round" d="M22 22l20 20M42 22L22 42"/></svg>`;
