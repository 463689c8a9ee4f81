/** A report as one line of a table: the verdict first, so that a column of them can be read down. */

import { printable } from '../../../foundation/printable.ts';
import { unreadSentence } from '../details/unread.ts';
import { reasons } from '../reasons.ts';
import type { Report } from '../report.ts';
import { fileFault } from './file-fault.ts';
import { type Language, type Words, words } from './words.ts';

/** As wide as the longest of the three verdicts, in that language. */
const verdictWidth: Readonly<Record<Language, number>> = { vi: 13, en: 12 };

export function reportRow(file: string, report: Report, language: Language): string {
  const say: Words = words[language];
  const { verdict, reason } = report;
  const verdictWord = say[verdict].padEnd(verdictWidth[language]);
  const signers = report.signatures
    .filter(({ kind }) => kind === 'signature')
    .map(({ signer }) => (signer.name === '' ? say.unnamed : signer.name));
  // What could not be read may well be signed.
  const unread = fileFault(report.findings);
  const who = signers.length > 0 ? signers.join(say.thenSigner) : unread === undefined ? say.nobody : '';
  const why =
    verdict === 'TOTAL-PASSED' || reason === undefined
      ? codeAndSentence(report.findings.find(({ severity }) => severity === 'error')?.code, language)
      : `${reason}: ${reasons[reason].sentence[language]}`;
  const parts = [verdictWord, file, who, why, warnings(report, say)];
  return printable(parts.filter((part) => part !== '').join('  '));
}

/** Of what did not pass, the reason comes first, and the report on the file says the rest. */
function warnings({ verdict, findings }: Report, say: Words): string {
  const codes = findings.flatMap(({ code, severity }) => (severity === 'warning' ? [code] : []));
  if (verdict !== 'TOTAL-PASSED' || codes.length === 0) return '';
  return `${say.warning}: ${[...new Set(codes)].join(', ')}`;
}

function codeAndSentence(code: string | undefined, language: Language): string {
  const sentence = code === undefined ? undefined : unreadSentence(code);
  return sentence === undefined ? (code ?? '') : `${code}: ${sentence[language]}`;
}
