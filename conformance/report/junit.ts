/** Writes `junit.xml` for build servers: one test suite an article, one test case a row. */
import type { Row } from '../runner/row.ts';
import { inLanguage } from './language.ts';
import type { Results } from './results.ts';

/** How a row looks to a build server: whatever blocks the certificate must turn the build red. */
export type JunitState = 'passed' | 'failure' | 'error' | 'skipped';

/** A machine did not pass an attested row, so it counts as skipped, with who answers for it. */
export function junitState(row: Row): JunitState {
  if (row.verdict === 'pass') return 'passed';
  if (row.verdict === 'error') return 'error';
  if (row.verdict === 'not-run') return 'skipped';
  return row.verdict === 'fail' || row.blocking ? 'failure' : 'skipped';
}

/** `host`: the name of the machine, for the build server. An interrupted run is an error of the first suite; rows that `--only` left out are skipped. */
export function junitXml(results: Results, host: string): string {
  const suites = results.texts
    .flatMap((text) => text.articles)
    .map((article) => suite(article, results, host));
  const title = attributes({ name: `congvu ${results.product.name}`, ...counted(results.rows, results) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${title}>\n${suites.join('')}</testsuites>\n`;
}

function suite(
  article: { readonly id: string; readonly title: { readonly en: string } },
  results: Results,
  host: string,
): string {
  const rows = results.rows.filter((row) => row.article === article.id);
  if (rows.length === 0) return '';
  const head = attributes({
    name: `${article.id} ${article.title.en}`,
    ...counted(rows, results),
    timestamp: results.run.started.slice(0, 19),
    hostname: host,
  });
  return `  <testsuite${head}>\n${rows.map((row) => testCase(row, results)).join('')}  </testsuite>\n`;
}

function stateOf(row: Row, results: Results): JunitState {
  return results.run.interrupted && row.reason === 'CERTIFY_INTERRUPTED' ? 'error' : junitState(row);
}

function counted(rows: readonly Row[], results: Results) {
  const count = (state: JunitState) => rows.filter((row) => stateOf(row, results) === state).length;
  return {
    tests: rows.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

function testCase(row: Row, results: Results): string {
  const head = `    <testcase${attributes({ name: row.requirement, classname: row.article })}`;
  const state = stateOf(row, results);
  if (state === 'passed') return `${head}/>\n`;
  const said = attributes({
    message: message(row),
    ...(state !== 'skipped' && { type: row.reason ?? row.verdict }),
  });
  const body = state === 'skipped' ? '' : escaped(story(row));
  return `${head}>\n      <${state}${said}>${body}</${state}>\n    </testcase>\n`;
}

function message(row: Row): string {
  const { attestation } = row;
  if (attestation)
    return `attested by ${attestation.person.name}, ${attestation.document.title}, ${attestation.date}`;
  return [row.verdict, row.reason, row.detail?.en].filter((part) => part !== undefined).join(': ');
}

function story(row: Row): string {
  const { failure } = row;
  const lines = [
    `${row.citation.en} asks: ${row.asks.en}`,
    ...(failure
      ? [
          `sent: ${english(failure.sent)}`,
          `expected: ${english(failure.expected)}`,
          `seen: ${english(failure.seen)}`,
        ]
      : []),
    ...(row.detail ? [row.detail.en] : []),
    ...(row.technical === undefined ? [] : [`technical detail: ${row.technical}`]),
    ...(row.evidence ? [`evidence: ${row.evidence.folder}`] : []),
    ...(row.replay === undefined ? [] : [`replay: ${row.replay}`]),
  ];
  return lines.join('\n');
}

function english(value: unknown): string {
  return JSON.stringify(inLanguage(value, 'en'));
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${escaped(String(value)).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`,
    )
    .join('');
}

/** Also replaces the control characters and lone surrogates that XML cannot carry. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(forbidden, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids exactly these.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
