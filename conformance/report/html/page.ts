/** Writes `index.html`: one file that needs no network, in Vietnamese and English. */
import { framedPage } from '../../../foundation/page/frame.ts';
import { html, moment, raw, words } from '../../../foundation/page/markup.ts';
import { claimedTexts, type Results } from '../results.ts';
import { allRows, blockingRows, environment, legend, notClaimed } from './sections.ts';
import { articleTable, banner, scopeFacts, scores, seal } from './summary.ts';
import { capabilityWords, statusWords, text } from './wording.ts';

/** The whole page. */
export function indexHtml(results: Results): string {
  const { product } = results;
  const title = (language: 'vi' | 'en') => `${product.name} ${product.version} · ${text.report[language]}`;
  const claimed = claimedTexts(results);
  return framedPage({
    title: { vi: title('vi'), en: title('en') },
    name: text.report,
    subtitle: text.subtitle,
    version: results.environment.congvu,
    schema: results.schema,
    main: html`<h1>${product.name}</h1>
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
${legend()}`,
  });
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
