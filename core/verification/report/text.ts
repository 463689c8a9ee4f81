/** A report as plain text for a terminal: a paragraph a signature, then the verdict on the file. */
import { type Citation, type ReasonCode, reasons } from '../reasons.ts';
import type { Judgement, Report, SignatureReport } from '../report.ts';
import { type Language, type Words, words } from './words.ts';

/** Lines without line ends. Text from certificates and files is freed of control characters first. */
export function reportText(file: string, report: Report, language: Language): string[] {
  const say: Words = words[language];
  const signatures = report.signatures.flatMap((signature, index) => [
    heading(signature, index, report.signatures.length, say),
    ...signatureRows(signature, report.regulation, language).map(row),
  ]);
  return [
    printable(file),
    ...signatures,
    `  ${say.file}: ${verdictText(report, say)}`,
    ...explanation(report, report.regulation, language).map(row),
    ...remarks(report, language).map(row),
    '',
  ];
}

type Row = readonly [label: string, text: string];

function row([label, text]: Row): string {
  return `    ${label.padEnd(13)} ${printable(text)}`;
}

function heading({ kind, field }: SignatureReport, index: number, count: number, say: Words): string {
  const what = kind === 'signature' ? say.signature : say.documentTimeStamp;
  return `  ${what} ${index + 1}/${count} (${printable(field)})`;
}

function signatureRows(signature: SignatureReport, regulation: string, language: Language): Row[] {
  const say: Words = words[language];
  const failed = signature.verdict !== 'TOTAL-PASSED';
  return [
    [say.signer, signerText(signature, say)],
    [say.time, timeText(signature, say)],
    [say.path, pathText(signature, say)],
    [say.revocation, revocationText(signature, say)],
    [say.integrity, signature.integrity === 'unknown' ? say['integrity-unknown'] : say[signature.integrity]],
    [say.coverage, coverageText(signature, say)],
    [say.verdict, verdictText(signature, say)],
    ...(failed ? explanation(signature, regulation, language) : []),
  ];
}

function signerText({ signer }: SignatureReport, say: Words): string {
  const parts = [signer.name, signer.title, signer.agency === signer.name ? undefined : signer.agency];
  return `${parts.filter((part) => part !== undefined && part !== '').join(', ')} (${say[signer.kind]})`;
}

function timeText({ signingTime: { time, source } }: SignatureReport, say: Words): string {
  return time === null ? say.none : `${vietnameseTime(time)} (${say[source]})`;
}

function pathText({ certificatePath, signer }: SignatureReport, say: Words): string {
  if (certificatePath.length === 0) return say.none;
  const names = certificatePath.map(({ subject }) => /CN=([^,]+)/.exec(subject)?.[1] ?? subject);
  return `${names.join(' → ')} (${say.serial} ${signer.certificateSerial ?? ''})`;
}

function revocationText({ revocation }: SignatureReport, say: Words): string {
  const { status, at, source } = revocation;
  if (status === 'not-checked') return say['not-checked'];
  if (status === 'unknown' || at === null) return `${say['status-unknown']}: ${revocation.detail}`;
  if (status === 'revoked') return `${say.revoked} ${vietnameseTime(at)} (${revocation.detail})`;
  return `${say.good} (${source === 'crl' ? say.listOf : say.answerOf} ${vietnameseTime(at)})`;
}

function coverageText({ coveredRevision, changesAfter }: SignatureReport, say: Words): string {
  if (coveredRevision === null) return say.coversNothing;
  const covered = `${say.revision} ${coveredRevision.number}/${coveredRevision.of}`;
  return changesAfter.length === 0 ? covered : `${covered}; ${say.changedLater}`;
}

function verdictText({ verdict, subIndication }: Judgement, say: Words): string {
  const words = [verdict, subIndication].filter((word) => word !== undefined).join(', ');
  return `${say[verdict]} (${words})`;
}

function explanation({ reason, detail }: Judgement, regulation: string, language: Language): Row[] {
  if (reason === undefined) return [];
  const say: Words = words[language];
  const { sentence, next } = reasons[reason];
  const articles = citationsFor(reasons[reason].articles, regulation);
  return [
    [say.reason, `${sentence[language]} [${reason}]`],
    ...(detail === undefined ? [] : ([['', detail]] as const)),
    ...(articles.length === 0 ? [] : ([[say.articles, citations(articles, language)]] as const)),
    [say.next, next[language]],
  ];
}

/** Warnings and notes; errors have been said already. */
function remarks(report: Report, language: Language): Row[] {
  return report.findings.flatMap(({ code, severity, field, detail }): Row[] => {
    if (severity === 'error') return [];
    const known = code in reasons ? reasons[code as ReasonCode] : undefined;
    const cited =
      known === undefined || known.articles.length === 0 ? '' : ` [${citations(known.articles, language)}]`;
    const place = [field, detail].filter((part) => part !== null && part !== '').join(': ');
    return [[words[language].note, `${known?.sentence[language] ?? ''} [${code}] ${place}${cited}`]];
  });
}

/** Articles of a regulation are cited only when the file was judged by it; national law always. */
function citationsFor(articles: readonly Citation[], regulation: string): readonly Citation[] {
  return articles.filter(({ text }) => text === regulation || text === 'nd68-2024' || text === 'law20-2023');
}

function citations(articles: readonly Citation[], language: Language): string {
  return articles.map((citation) => citationText(citation, language)).join('; ');
}

export function citationText({ text, article, clause, point }: Citation, language: Language): string {
  const say: Words = words[language];
  const title = say[text];
  const parts = [
    ...(point === undefined ? [] : [`${say.point} ${point}`]),
    ...(clause === undefined ? [] : [`${say.clause} ${clause}`]),
    `${say.article} ${article}`,
  ];
  return language === 'vi' ? `${parts.join(' ')} ${title}` : `${parts.reverse().join(', ')} of the ${title}`;
}

/** `2026-03-02 08:00:00 +07:00`: documents are dated in Vietnam's time. */
function vietnameseTime(iso: string): string {
  const shifted = new Date(new Date(iso).getTime() + 7 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)} +07:00`;
}

/** Names come from files: an escape sequence in one must not rewrite the verdict on somebody's screen. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '�');
}
