/** Writes `index.html`: one file that needs no network, in Vietnamese and English. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimedTexts, type Results } from '../results.ts';
import { html, label, moment, raw, words } from './markup.ts';
import { allRows, blockingRows, environment, legend, notClaimed } from './sections.ts';
import { articleTable, banner, scopeFacts, scores, seal } from './summary.ts';
import { capabilityWords, statusWords, text } from './wording.ts';

const style = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8');
const script = readFileSync(join(import.meta.dirname, 'script.js'), 'utf8');
const scriptHash = createHash('sha256').update(script).digest('base64');

/** The whole page. Nothing in it comes from elsewhere, and its policy forbids that anything could. */
export function indexHtml(results: Results): string {
  const { product } = results;
  const title = (language: 'vi' | 'en') => `${product.name} ${product.version} · ${text.report[language]}`;
  const claimed = claimedTexts(results);
  const page = html`<!doctype html>
<html lang="vi" data-language="vi"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="title-vi" content="${title('vi')}"><meta name="title-en" content="${title('en')}">
<title>${title('vi')}</title><style>${raw(style)}</style></head><body>
<a class="skip" href="#main">${words({ vi: 'Đến nội dung', en: 'To the content' })}</a>
<header class="top"><div class="page">${raw(mark)}<div class="name"><strong>${words(text.report)}</strong><small>${words(text.subtitle)} · congvu ${results.environment.congvu}</small></div>
<div class="tools"><div class="pair" role="group" ${label(text.language)}><button type="button" data-speak="vi" aria-pressed="true">Tiếng Việt</button><button type="button" data-speak="en" aria-pressed="false">English</button></div><button type="button" data-print>${words(text.print)}</button></div></div></header>
<main class="page" id="main">
<h1>${product.name}</h1>
<p class="by">${productFacts(results)}${moment(results.run.ended.slice(0, 10))}</p>
${banner(results)}
${scopeFacts(results)}
${scores(results)}
${blockingRows(results)}
<h2 id="articles">${words(text.byArticle)}</h2>
${claimed.map((one) => articleTable(one, results.rows))}
${allRows(results)}
${results.summary.granted && certificate(results)}
${notClaimed(results)}
${environment(results)}
${legend()}
<footer>congvu ${results.environment.congvu} · ${results.schema}</footer>
</main><script>${raw(script)}</script></body></html>
`;
  return page.markup;
}

/** What is not known is left out. */
function productFacts({ product, target }: Results) {
  const { token } = target;
  const facts = token
    ? ([
        [text.manufacturer, token.manufacturer],
        [text.model, token.model],
        [text.serial, token.serial],
      ] as const)
    : ([
        [text.version, product.version],
        [text.vendor, product.vendor],
      ] as const);
  return facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => html`${words(name)} <b>${value}</b> · `);
}

function certificate(results: Results) {
  const { product, scope, summary, run } = results;
  return html`<h2 id="certificate">${words(text.certificate)}</h2><section class="certificate">
${raw(seal.replace('<svg', '<svg width="64" height="64"'))}
<h3>${words(text.certificate)}</h3>
<p class="product">${product.name} ${product.version}</p><p>${product.vendor}</p>
<p>${words(text.certificateSays)}</p>
<p>${claimedWithStatus(results)} × ${scope.capabilities.map((one, index) => html`${index > 0 && ', '}<b>${words(capabilityWords[one])}</b>`)} · ${words(text.referenceDate)} ${moment(scope.referenceDate)}<br>
${summary.requiredPassed} ${words({ vi: 'đạt', en: 'passed' })}, ${summary.requiredAttested} ${words({ vi: 'được xác nhận', en: 'attested' })}, ${summary.required} ${words(text.required)} · ${moment(run.ended.slice(0, 10))}</p>
<p class="fine">${words(text.certificateLimits)} <a href="certificate.json">certificate.json</a></p></section>`;
}

/** With its status: a certificate for a draft says so. */
function claimedWithStatus(results: Results) {
  return claimedTexts(results).map(
    (one, index) => html`${index > 0 && ', '}<b>${one.id}</b> (${words(statusWords[one.status])})`,
  );
}

/** The mark of the report: a document with a signature line and a seal. */
const mark = `<svg class="mark" viewBox="0 0 40 40" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"><path d="M8 4h17l7 7v25H8z"/><path d="M25 4v7h7"/><path d="M13 17h14M13 22h9" stroke-linecap="round"/><circle cx="25" cy="29" r="5.500" fill="#9b1b1e" stroke="#f0c766"/><path d="M22.800 29l1.600 1.700 3-3.200" stroke="#f0c766" stroke-width="1.600" stroke-linecap="round"/></svg>`;
