/**
 * Gate: docs/errors.md and the error tables say the same. The page is written from the tables by
 * `npm run docs:errors`; the gate compares the two ways round, so that neither a new code nor an old page slips by.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { type ErrorSection, errorSections } from './error-tables.ts';
import type { Gate } from './gate.ts';
import { judged } from './gate.ts';

const preface = `# Error codes

Every failure of \`congvu\` has one of these codes, an exit code and a next step. The codes are stable: scripts may rely on
them, and one is never used again for something else. Exit code 2 means that the request cannot be carried out as made
(arguments, input files, configuration); 3 means that the machine or \`congvu\` itself failed. A product that does not
pass, or a document that is not valid, is no failure of \`congvu\`: that is exit code 1 and a report.

What agencies, clerks and auditors meet, warnings included, is told in Vietnamese and English: \`sign\`, \`extend\`, \`number\`, \`prepare\`, \`complete\`,
X, or one of them with \`--lang\`. Words in braces are filled in when the error occurs. Verdicts on signatures have reason codes of their own; see
[core/verification](../core/verification/README.md).

<!-- Written by "npm run docs:errors" from the error tables; change those, not this page. -->
`;

export function errorPage(sections: readonly ErrorSection[]): string {
  return `${preface}${sections.map(sectionText).join('')}`;
}

function sectionText({ area, rows, vietnamese = {}, ...section }: ErrorSection): string {
  const lines = Object.entries(rows).map(
    ([code, { exit, message, hint }]) =>
      `| \`${code}\` | ${exit} | ${both(message, vietnamese[code]?.message)} | ${both(hint, vietnamese[code]?.hint)} |`,
  );
  const table = `\n## ${area}\n\n| code | exit | what is wrong | what to do |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`;
  return `${table}${warningText(area, section)}`;
}

function warningText(
  area: string,
  { warnings, vietnameseWarnings = {} }: Pick<ErrorSection, 'warnings' | 'vietnameseWarnings'>,
): string {
  if (warnings === undefined) return '';
  const lines = Object.entries(warnings).map(([code, { meaning, advice }]) => {
    const vietnamese = vietnameseWarnings[code];
    return `| \`${code}\` | ${both(meaning, vietnamese?.meaning)} | ${both(advice, vietnamese?.advice)} |`;
  });
  return `\n### ${area}: warnings\n\nOn stderr and in \`--json\`; the exit code stays 0.\n\n| code | what it says | what to do |\n| --- | --- | --- |\n${lines.join('\n')}\n`;
}

function both(english: string, vietnamese: string | undefined): string {
  // Values alone are the same in both.
  return vietnamese === undefined || vietnamese === english
    ? cell(english)
    : `${cell(english)}<br>${cell(vietnamese)}`;
}

function cell(text: string): string {
  return text
    .replace(/\{(\w+):(?:word|operand)\}/g, '{$1}')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ');
}

/** Names the codes that differ, and one code used by two tables. */
export function complaintsAboutPage(page: string, sections: readonly ErrorSection[]): readonly string[] {
  const [wanted, found] = [rowsByCode(errorPage(sections)), rowsByCode(page)];
  const codes = sections.flatMap(({ rows, warnings }) => [
    ...Object.keys(rows),
    ...Object.keys(warnings ?? {}),
  ]);
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index && code !== 'NODE_TOO_OLD');
  const differences = [
    ...[...wanted.keys()].filter((code) => !found.has(code)).map((code) => `docs/errors.md lacks ${code}`),
    ...[...found.keys()]
      .filter((code) => !wanted.has(code))
      .map((code) => `docs/errors.md has ${code}, no table does`),
    ...[...wanted]
      .filter(([code, row]) => found.has(code) && found.get(code) !== row)
      .map(([code]) => `docs/errors.md tells ${code} differently`),
  ];
  const rest =
    differences.length === 0 && page !== errorPage(sections)
      ? ['docs/errors.md is not as the tables give it; run "npm run docs:errors"']
      : [];
  return [...differences, ...rest, ...twice.map((code) => `${code} stands in two error tables`)];
}

function rowsByCode(page: string): ReadonlyMap<string, string> {
  const rows = page.split('\n').flatMap((line): [string, string][] => {
    const code = /^\| `([A-Z0-9_]+)` \|/.exec(line)?.[1];
    return code === undefined ? [] : [[code, line]];
  });
  return new Map(rows);
}

export const gate: Gate = Object.freeze({
  name: 'error-docs',
  look: async (root: string) => {
    const sections = await errorSections(root);
    const path = join(root, 'docs/errors.md');
    const page = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const count = sections.reduce((sum, { rows }) => sum + Object.keys(rows).length, 0);
    return judged(complaintsAboutPage(page, sections), `${count} codes in ${sections.length} tables`);
  },
});

/** Writes docs/errors.md; what `npm run docs:errors` calls. */
export async function writeErrorPage(root: string): Promise<void> {
  writeFileDurably(join(root, 'docs/errors.md'), errorPage(await errorSections(root)), 0o644);
}
