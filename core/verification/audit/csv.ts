/** All documents for a spreadsheet, codes for programs beside words for people: RFC 4180, with a mark that makes spreadsheets read it as UTF-8. */

import { vietnameseTime } from '../report/time.ts';
import type { Language } from '../report/words.ts';
import type { AuditedArticle } from './articles.ts';
import type { AuditedDocument } from './document.ts';
import { exactlyOf, nextOf } from './exactly.ts';
import { acceptanceWords, sentenceFor, stateWords, timeSourceWords } from './wording.ts';

export const byteOrderMark = '\ufeff';

export const headings = {
  vi: [
    'Tệp',
    'Kết luận',
    'Kết quả tiếp nhận',
    'Mã chi tiết',
    'Mã lý do',
    'Lý do',
    'Người ký',
    'Cơ quan',
    'Thời gian ký',
    'Mã nguồn thời gian',
    'Nguồn thời gian',
    'Mã lưu ý',
    'Lưu ý',
    'Chi tiết',
    'Cần làm',
    'Điều khoản chưa chắc',
  ],
  en: [
    'File',
    'Verdict',
    'For the clerk',
    'Sub-indication',
    'Reason code',
    'Reason',
    'Signers',
    'Agencies',
    'Signed at',
    'Time source code',
    'Time source',
    'Remark codes',
    'Remarks',
    'Detail',
    'Next',
    'Not certain',
  ],
} as const satisfies Record<Language, readonly string[]>;

export function csvHeading(articles: readonly AuditedArticle[], language: Language): string {
  return row([...headings[language], ...articles.map(({ id }) => id)]);
}

export function csvRow(
  document: AuditedDocument,
  articles: readonly AuditedArticle[],
  language: Language,
): string {
  return row([
    document.file,
    document.verdict,
    acceptanceWords[document.acceptance][language],
    document.subIndication ?? '',
    document.reason ?? '',
    document.reason === undefined ? '' : (sentenceFor(document.reason)?.[language] ?? ''),
    document.signers.join('; '),
    document.agencies.join('; '),
    document.signedAt === undefined ? '' : vietnameseTime(document.signedAt),
    document.signingTimeFrom,
    document.read && document.signers.length > 0 ? timeSourceWords[document.signingTimeFrom][language] : '',
    document.remarks.join(' '),
    document.remarks.flatMap((code) => sentenceFor(code)?.[language] ?? []).join(' '),
    exactlyOf(document)?.[language] ?? '',
    nextOf(document)?.[language] ?? '',
    Object.entries(document.doubts)
      .map(([id, said]) => `${id}: ${said.map((doubt) => doubt[language]).join(', ')}`)
      .join('; '),
    ...articles.map(({ id }) => stateWords[document.articles[id] ?? 'not-examined'][language]),
  ]);
}

function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** A line end or an escape sequence in the name of a file is shown as `\u000a`, and does nothing. */
const escaped = (character: string): string =>
  [...character].map((one) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('');

/** A cell that begins like a formula would be run by a spreadsheet: an apostrophe in front makes it text. */
function cell(value: string): string {
  const shown = value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, escaped);
  const text = /^[=+\-@＝＋－＠]/.test(shown) ? `'${shown}` : shown;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
