/** A report as plain text for a terminal: a paragraph a signature, then the verdict on the file. */

import { printable } from '../../../foundation/printable.ts';
import type { Numbering } from '../../pdf/numbering/index.ts';
import type { Detail } from '../details/index.ts';
import { type ReasonCode, reasons } from '../reasons.ts';
import type { Judgement, Report, SignatureReport } from '../report.ts';
import { acceptanceText, nextStep, sentenceOn } from './acceptance.ts';
import { articleRows, articlesAgainst } from './article-text.ts';
import { citationsText } from './citation.ts';
import { detailLines, detailText } from './detail-text.ts';
import { vietnameseTime } from './time.ts';
import { type Language, type Words, words } from './words.ts';

/**
 * Lines without line ends. Text from certificates and files is freed of control characters first. `signed`: whether the
 * signatures stand in the file, or beside it and then over all of it.
 */
export function reportText(
  file: string,
  report: Report,
  language: Language,
  signed: 'inside' | 'beside' = 'inside',
): string[] {
  const say: Words = words[language];
  const signatures = report.signatures.flatMap((signature, index) => [
    heading(signature, index, report.signatures.length, say),
    ...signatureRows(signature, report, language, signed).map(row),
  ]);
  return [
    printable(file),
    ...signatures,
    ...(report.numbering === undefined
      ? []
      : [`  ${say.numbering}: ${numberingText(report.numbering, say)}`]),
    `  ${say.file}: ${verdictText(report, say)}`,
    `  ${say.acceptance}: ${acceptanceText(report, language)}`,
    ...(isPassedWithWarnings(report)
      ? warnedRows(say).map(row)
      : explanation(report, report, language).map(row)),
    ...remarks(report, language).map(row),
    ...(report.verdict === 'TOTAL-PASSED' ? [row([say.note, notCompared(report, say)])] : []),
    `  ${say.byArticle}:`,
    ...headRow(report, say).map(row),
    row([say.referenceDay, `${report.reference.day} (${say[`from-${report.reference.from}`]})`]),
    ...articleRows(report, language).map(row),
    '',
  ];
}

function numberingText({ number, date }: Numbering, say: Words): string {
  return printable(`${number ?? say.unnumbered}, ${date ?? say.undated}`);
}

type Row = readonly [label: string, text: string];

function row([label, text]: Row): string {
  return `    ${label.padEnd(14)} ${printable(text)}`;
}

function heading({ kind, field }: SignatureReport, index: number, count: number, say: Words): string {
  const what = kind === 'signature' ? say.signature : say.documentTimeStamp;
  return `  ${what} ${index + 1}/${count} (${printable(field)})`;
}

function signatureRows(
  signature: SignatureReport,
  report: Report,
  language: Language,
  signed: 'inside' | 'beside',
): Row[] {
  const say: Words = words[language];
  const failed = signature.verdict !== 'TOTAL-PASSED';
  return [
    [say.signer, signerText(signature, say)],
    [say.time, timeText(signature, say)],
    [say.path, pathText(signature, say)],
    [say.revocation, revocationText(signature, language)],
    [say.integrity, signature.integrity === 'unknown' ? say['integrity-unknown'] : say[signature.integrity]],
    [say.coverage, signed === 'beside' ? say.coversAll : coverageText(signature, say)],
    [say.verdict, verdictText(signature, say)],
    ...(failed ? explanation(signature, report, language) : []),
  ];
}

function signerText({ signer }: SignatureReport, say: Words): string {
  const parts = [signer.name, signer.title, signer.agency === signer.name ? undefined : signer.agency];
  const named = parts.filter((part) => part !== undefined && part !== '').join(', ');
  return `${named === '' ? say.unnamed : named} (${say[signer.kind]})`;
}

function timeText({ signingTime: { time, source } }: SignatureReport, say: Words): string {
  return time === null ? say.none : `${vietnameseTime(time)} (${say[source]})`;
}

function pathText({ certificatePath, signer }: SignatureReport, say: Words): string {
  if (certificatePath.length === 0) return say.none;
  const names = certificatePath.map(({ name }) => (name === '' ? say.unnamed : name));
  return `${names.join(' → ')} (${say.serial} ${signer.certificateSerial ?? ''})`;
}

function revocationText({ revocation }: SignatureReport, language: Language): string {
  const say: Words = words[language];
  const { status, at, source } = revocation;
  const detail = revocation.detail === null ? '' : detailText(revocation.detail, language);
  if (status === 'not-checked') return say['not-checked'];
  if (status === 'unknown' || at === null) return `${say['status-unknown']}: ${detail}`;
  if (status === 'revoked') return `${say.revoked} ${vietnameseTime(at)} (${detail})`;
  return `${say.good} (${source === 'crl' ? say.listOf : say.answerOf} ${vietnameseTime(at)})`;
}

function coverageText({ coveredRevision, changesAfter }: SignatureReport, say: Words): string {
  if (coveredRevision === null) return say.coversNothing;
  const { number, of } = coveredRevision;
  const covered = say.revision.replace('{number}', `${number}`).replace('{of}', `${of}`);
  return changesAfter.length === 0 ? covered : `${covered}; ${say.changedLater}`;
}

function verdictText({ verdict, subIndication }: Judgement, say: Words): string {
  const words = [verdict, subIndication].filter((word) => word !== undefined).join(', ');
  return `${say[verdict]} (${words})`;
}

function explanation(judgement: Judgement, report: Report, language: Language): Row[] {
  const { reason, detail } = judgement;
  const next = nextStep(judgement);
  const sentence = sentenceOn(judgement);
  const code = reason ?? detail?.code;
  if (code === undefined || sentence === undefined || next === undefined) return [];
  const say: Words = words[language];
  const articles = reason === undefined ? [] : articlesAgainst(report, reason);
  return [
    [say.reason, `${sentence[language]} [${code}]`],
    ...(detail === undefined || reason === undefined
      ? []
      : withReaderCode(detail, language).map((line) => ['', line] as const)),
    ...(articles.length === 0 ? [] : ([[say.articles, citationsText(articles, language)]] as const)),
    [say.next, next[language]],
  ];
}

function isPassedWithWarnings({ verdict, findings }: Report): boolean {
  return verdict === 'TOTAL-PASSED' && findings.some(({ severity }) => severity === 'warning');
}

function warnedRows(say: Words): Row[] {
  return [
    [say.reason, `${say.passedWithWarnings} [OK]`],
    [say.next, say.heedWarnings],
  ];
}

/** A file that cannot be read: the reader's own code says more to whoever looks after the software. */
function withReaderCode(detail: Detail, language: Language): readonly string[] {
  const lines = detailLines(detail, language);
  return detail.code.startsWith('PDF_') ? [`${lines.join(', ')} [${detail.code}]`] : lines;
}

/** Warnings and notes; errors have been said already, but for values that stand behind a reason that weighs more. */
function remarks(report: Report, language: Language): Row[] {
  return report.findings.flatMap(({ code, severity, field, detail }): Row[] => {
    const isBehind = code === 'FORM_FILLED' && report.reason !== code;
    if (severity === 'error' && !isBehind) return [];
    const known = code in reasons ? reasons[code as ReasonCode] : undefined;
    const articles = articlesAgainst(report, code as ReasonCode);
    const cited = articles.length === 0 ? '' : ` [${citationsText(articles, language)}]`;
    const [what = null, ...more] = detail === null ? [] : detailLines(detail, language);
    const place = [field, what].filter((part) => part !== null).join(': ');
    const label = severity === 'note' ? words[language].note : words[language].warning;
    const said: Row = [label, `${known?.sentence[language] ?? ''} [${code}] ${place}${cited}`];
    return [said, ...more.map((line): Row => ['', line])];
  });
}

/** Titles never are; agencies where the page was read and names one. */
function notCompared({ page }: Report, say: Words): string {
  return page?.kind === 'read' && page.head.length > 0 ? say.titleNotCompared : say.notCompared;
}

function headRow({ page }: Report, say: Words): Row[] {
  if (page?.kind !== 'read') return [];
  return [[say.head, page.head.length === 0 ? say.none : page.head.join(' / ')]];
}
