/** The audit as a page: counts, articles, and the documents that did not pass, worst first. */
import { framedPage } from '../../../foundation/page/frame.ts';
import { type Bilingual, html, type Markup, moment, raw, words } from '../../../foundation/page/markup.ts';
import { printable } from '../../../foundation/printable.ts';
import { texts } from '../policy/texts.ts';
import { citationsText, placeText } from '../report/citation.ts';
import type { Verdict } from '../report.ts';
import type { AuditedArticle } from './articles.ts';
import type { Audit } from './audit-report.ts';
import { type ArticleState, type AuditedDocument, articleStates } from './document.ts';
import { exactlyOf, nextOf } from './exactly.ts';
import type { Tally } from './tally.ts';
import { acceptanceWords, roleWords, sentenceFor, stateWords, text, verdictWords } from './wording.ts';

/** The tones of the page's states. */
const tone: Readonly<Record<ArticleState | Verdict, string>> = {
  violated: 'v-fail',
  'not-settled': 'v-inconclusive',
  holds: 'v-pass',
  'not-examined': 'v-not-claimed',
  'not-in-force': 'v-not-in-force',
  'TOTAL-PASSED': 'v-pass',
  'TOTAL-FAILED': 'v-fail',
  INDETERMINATE: 'v-inconclusive',
};

export function auditPage(audit: Audit): string {
  const { tally } = audit;
  const title = (language: 'vi' | 'en') => `${text.name[language]}: ${printable(audit.folder)}`;
  return framedPage({
    title: { vi: title('vi'), en: title('en') },
    name: text.name,
    subtitle: text.subtitle,
    version: audit.congvu,
    schema: audit.schema,
    main: html`<h1>${printable(audit.folder)}</h1>
${banner(audit)}
<dl class="facts">
<div><dt>${words(text.regulation)}</dt><dd>${words(regulationWords(audit))} <code>${audit.regulation}</code></dd></div>
<div><dt>${words(text.at)}</dt><dd>${moment(audit.at)}<br>${words(text.role)}: ${words(roleWords[audit.role])}${audit.issuer && html`<br>${words(text.issuer)}: ${printable([audit.issuer.name, audit.issuer.id].filter((part) => part !== undefined).join(', '))}`}${audit.referenceDate && html`<br>${words(text.referenceDate)}: ${audit.referenceDate}`}${audit.readText && html`<br>${words(text.readText)}`}</dd></div>
<div><dt>${words(text.signedBetween)}</dt><dd>${spanOf(tally.signed)}</dd></div>
</dl>
<h2 id="verdicts">${words(text.byVerdict)}</h2>
<div class="tiles">${(['TOTAL-PASSED', 'TOTAL-FAILED', 'INDETERMINATE'] as const).map((verdict) => html`<div class="tile ${tone[verdict]}${tally.verdicts[verdict] === 0 && ' zero'}"><b style="color:var(--tone)">${tally.verdicts[verdict]}</b><span class="caption">${words(verdictWords[verdict])}</span></div>`)}</div>
${tally.reasons.length > 0 && html`<h2 id="reasons">${words(text.byReason)}</h2>${reasonTable(tally.reasons, text.reason)}`}
${
  tally.remarks.length > 0 &&
  html`<h2 id="remarks">${words(text.byRemark)}</h2>${reasonTable(
    tally.remarks.map(({ code, documents }) => ({ reason: code, documents })),
    text.remark,
  )}`
}
<h2 id="articles">${words(text.byArticle)}</h2>${articleTables(audit)}
<h2 id="worst">${words(text.worst)}</h2>
${tally.worst.length === 0 ? html`<p class="lead">${words(text.noneBad)}</p>` : groupsOf(audit).map((group) => groupOf(group, audit))}
${tally.notPassed > tally.worst.length && html`<p class="lead"><b>${tally.notPassed - tally.worst.length}</b> ${words(text.notListed)}</p>`}
<h2 id="files">${words(text.files)}</h2><p class="links">${['documents.csv', 'audit.json', 'results.ndjson'].map((name) => html`<a href="${name}">${name}</a> `)}</p>`,
  });
}

function spanOf({ from, to }: Audit['tally']['signed']): Markup | string {
  if (from === undefined || to === undefined) return '—';
  return from === to ? moment(from) : html`${moment(from)} –<br>${moment(to)}`;
}

function banner({ tally }: Audit): Markup {
  const good = tally.notPassed === 0;
  return html`<section class="banner ${good ? 'granted' : 'refused'}" aria-labelledby="verdict">${raw(good ? tick : cross)}
<div><h2 id="verdict">${words(good ? text.allPassed : text.somePassed)}</h2><p class="fine">${words(text.meaning)}</p></div>
<div class="big"><b>${tally.verdicts['TOTAL-PASSED']}</b><span> / ${tally.documents}</span><small>${words(text.headline)}</small></div></section>`;
}

function regulationWords({ regulation }: Audit): Bilingual {
  return regulation === 'none' ? { vi: '—', en: '—' } : texts[regulation].name;
}

function reasonTable(lines: Tally['reasons'], heading: Bilingual): Markup {
  return html`<table class="sum"><thead><tr><th scope="col" colspan="2">${words(heading)}</th><th scope="col" class="num">${words(text.documents)}</th></tr></thead><tbody>
${lines.map(({ reason, documents }) => html`<tr><td class="cite"><code>${reason}</code></td><td>${words(sentenceOf(reason))}</td><td class="num">${documents}</td></tr>`)}</tbody></table>`;
}

function sentenceOf(reason: string): Bilingual {
  return sentenceFor(reason) ?? { vi: '', en: '' };
}

/** A table a text, so that a line names only the place in it. */
function articleTables({ tally }: Audit): readonly Markup[] {
  const byText = Map.groupBy(tally.articles, ({ article }) => article.citation.text);
  return [...byText].map(
    ([id, lines]) => html`<h3>${words(texts[id].name)}</h3>
<table class="sum"><thead><tr><th scope="col" colspan="2">${words(text.article)}</th><th scope="col">${words(text.documents)}</th></tr></thead><tbody>
${lines.map(articleLine)}</tbody></table>`,
  );
}

function articleLine({ article, counts }: Tally['articles'][number]): Markup {
  const present = articleStates.filter((outcome) => counts[outcome] > 0);
  const place = { vi: placeText(article.citation, 'vi'), en: placeText(article.citation, 'en') };
  return html`<tr><td class="cite">${words(place)}</td><td>${words(article.about)}${doubtLines(article)}</td><td class="states"><div class="bar" aria-hidden="true">${present.map((outcome) => html`<i class="${tone[outcome]}" style="flex:${counts[outcome]}"></i>`)}</div><small>${present.map((outcome, index) => html`${index > 0 && ' · '}${counts[outcome]} ${words(stateWords[outcome])}`)}</small></td></tr>`;
}

/** Below what an article is about: a state of it is worth no more than our reading. */
function doubtLines({ doubts = [] }: AuditedArticle): readonly Markup[] {
  return doubts.map(
    ({ short, from }) =>
      html`<br><small><b>${words(text.doubt)}</b>${from !== undefined && html` (${words({ vi: `văn bản từ ${from}`, en: `documents from ${from} on` })})`}: ${words(short)}</small>`,
  );
}

/** By verdict and reason, in the order of the first of each: what all of a group have in common is said once. */
function groupsOf({ tally }: Audit): readonly (readonly AuditedDocument[])[] {
  return [...Map.groupBy(tally.worst, ({ verdict, reason }) => `${verdict} ${reason}`).values()];
}

/** Of a long group the rest is folded away, so that the next one is in reach. */
const shownAtOnce = 10;

function groupOf(documents: readonly AuditedDocument[], audit: Audit): Markup {
  const [first] = documents;
  const reason = first?.reason;
  const said = reason === undefined ? undefined : sentenceFor(reason);
  const rest = documents.slice(shownAtOnce);
  return html`<h3>${said === undefined ? (reason ?? '—') : words(said)} <small>(${documents.length})</small></h3>
${documents.slice(0, shownAtOnce).map((document) => documentRow(document, audit))}
${rest.length > 0 && html`<details class="fold"><summary>${words(text.furtherOfThese)} <span class="n">(${rest.length})</span></summary>${rest.map((document) => documentRow(document, audit))}</details>`}`;
}

function documentRow(document: AuditedDocument, { tally }: Audit): Markup {
  const { file, verdict, reason, signers } = document;
  const against = tally.articles
    .map(({ article }) => article)
    .filter(({ id }) => document.articles[id] === 'violated' || document.articles[id] === 'not-settled');
  const cited = (language: 'vi' | 'en') =>
    citationsText(
      against.map(({ citation }) => citation),
      language,
    );
  const exact = exactlyOf(document);
  const next = nextOf(document);
  return html`<details class="row ${tone[verdict]}"><summary><div><div class="what">${printable(file)}</div><div class="say">${exact && words(exact)}</div></div><span class="badge strong">${words(verdictWords[verdict])}</span></summary>
<div class="inside"><dl class="story">
<dt>${words(text.reason)}</dt><dd class="reason"><code>${reason ?? '—'}</code> ${document.subIndication}${exact && html`<br>${words(exact)}`}</dd>
<dt>${words(text.signers)}</dt><dd>${signers.length === 0 ? (document.read ? words(text.nobody) : '—') : printable(signers.join(' → '))}</dd>
<dt>${words(text.article)}</dt><dd>${against.length === 0 ? '—' : words({ vi: cited('vi'), en: cited('en') })}</dd>
<dt>${words(text.next)}</dt><dd>${words(acceptanceWords[document.acceptance])}${next && html`. ${words(next)}`}</dd>
</dl></div></details>`;
}

const tick = `<svg viewBox="0 0 64 64" aria-hidden="true" fill="none" stroke="var(--state,#1e7145)"><circle cx="32" cy="32" r="27" stroke-width="3"/><path stroke-width="5" stroke-linecap="round" stroke-linejoin="round" d="M20 33l9 9 16-18"/></svg>`;
const cross = `<svg viewBox="0 0 64 64" aria-hidden="true" fill="none" stroke="var(--state,#b3261e)"><circle cx="32" cy="32" r="27" stroke-width="3"/><path stroke-width="5" stroke-linecap="round" d="M22 22l20 20M42 22L22 42"/></svg>`;
