/** The words of an audit in both languages. */
import type { Bilingual } from '../../../foundation/bilingual.ts';
import { unreadSentence } from '../details/unread.ts';
import type { DocumentRole } from '../policy/policy.ts';
import { type ReasonCode, reasons } from '../reasons.ts';
import type { Acceptance } from '../report/acceptance.ts';
import { type Words, words } from '../report/words.ts';
import type { Verdict } from '../report.ts';
import { type ArticleState, type AuditedDocument, articleStates } from './document.ts';

type Word = keyof Words;

/** The words of the terminal, so that one state is called the same everywhere. */
function said<Key extends Word>(
  keys: readonly Key[],
  form: (word: string) => string,
): Record<Key, Bilingual> {
  const both = (key: Key): Bilingual => ({ vi: form(words.vi[key]), en: form(words.en[key]) });
  return Object.fromEntries(keys.map((key) => [key, both(key)])) as Record<Key, Bilingual>;
}

const small = (word: string): string => word.toLocaleLowerCase('vi');
const capital = (word: string): string => word.charAt(0) + small(word.slice(1));

export const stateWords: Readonly<Record<ArticleState, Bilingual>> = said(articleStates, small);

export const acceptanceWords: Readonly<Record<Acceptance, Bilingual>> = said(
  [
    'accepted',
    'refused-invalid',
    'refused-unproven',
    'refused-incomplete',
    'refused-order',
    'refused-not-issuer',
    'out-of-scope',
    'unsettled',
  ],
  small,
);

export const verdictWords: Readonly<Record<Verdict, Bilingual>> = said(
  ['TOTAL-PASSED', 'TOTAL-FAILED', 'INDETERMINATE'],
  capital,
);

/** Where a signing time comes from; a document without one says so. */
export const timeSourceWords: Readonly<Record<AuditedDocument['signingTimeFrom'], Bilingual>> = said(
  ['time-stamp', 'claimed', 'none'],
  (word) => word,
);

/** What a reason or the code of a file that was not examined says; undefined for other codes. */
export function sentenceFor(code: string): Bilingual | undefined {
  return code in reasons ? reasons[code as ReasonCode].sentence : unreadSentence(code);
}

export const text = {
  name: { vi: 'Báo cáo kiểm tra kho văn bản ký số', en: 'Audit of an archive of signed documents' },
  subtitle: { vi: 'Kiểm tra chữ ký số trên tệp PDF', en: 'Digital signatures of PDF files' },
  headline: {
    vi: 'văn bản hợp lệ; điều khoản chưa kết luận: xem bảng bên dưới',
    en: 'documents are valid; for articles that are not settled see the table',
  },
  allPassed: { vi: 'Mọi văn bản đều hợp lệ', en: 'Every document is valid' },
  somePassed: {
    vi: 'Có văn bản không hợp lệ hoặc chưa xác định',
    en: 'Some documents are not valid, or undetermined',
  },
  meaning: {
    vi: 'Báo cáo nói về những gì nhìn thấy được trong tệp: chữ ký, chứng thư, thời điểm, thứ tự, vị trí hình ảnh. Về thẩm quyền, báo cáo chỉ so tên cơ quan; báo cáo không nói về thể thức và quy trình xử lý của cơ quan.',
    en: 'This report speaks of what a file shows: signatures, certificates, times, order, place of images. Of competence it only compares names of agencies; it says nothing about the form of the text and how the agency handled it.',
  },
  folder: { vi: 'Thư mục', en: 'Folder' },
  regulation: { vi: 'Quy chế', en: 'Regulation' },
  at: { vi: 'Thời điểm kiểm tra', en: 'Verified as of' },
  role: { vi: 'Loại văn bản', en: 'Documents judged as' },
  issuer: { vi: 'Cơ quan ban hành đã nêu', en: 'Issuing agency as given' },
  referenceDate: { vi: 'Ngày văn bản đã nêu', en: 'Day of the documents as given' },
  readText: { vi: 'Có đọc trang đầu', en: 'First pages were read' },
  signedBetween: { vi: 'Thời gian ký ghi trong tệp', en: 'Signing times stated' },
  documents: { vi: 'Văn bản', en: 'Documents' },
  byVerdict: { vi: 'Theo kết luận', en: 'By verdict' },
  byReason: { vi: 'Theo lý do', en: 'By reason' },
  byRemark: {
    vi: 'Cảnh báo và lưu ý, kể cả của văn bản hợp lệ',
    en: 'Warnings and notes, also on valid documents',
  },
  remark: { vi: 'Cảnh báo, lưu ý', en: 'Warning or note' },
  byArticle: { vi: 'Theo điều khoản', en: 'By article' },
  article: { vi: 'Điều khoản', en: 'Article' },
  about: { vi: 'Nội dung nhìn thấy được trong tệp', en: 'What of it a file shows' },
  doubt: { vi: 'Chưa chắc', en: 'Not certain' },
  reason: { vi: 'Lý do', en: 'Reason' },
  worst: { vi: 'Văn bản không đạt, nặng nhất trước', en: 'Documents that did not pass, worst first' },
  noneBad: { vi: 'Không có.', en: 'None.' },
  furtherOfThese: { vi: 'Các văn bản khác cùng lý do', en: 'Further documents for the same reason' },
  notListed: {
    vi: 'văn bản khác không đạt: xem documents.csv.',
    en: 'further documents did not pass: see documents.csv.',
  },
  signers: { vi: 'Người ký', en: 'Signers' },
  next: { vi: 'Cần làm', en: 'Next' },
  files: { vi: 'Tệp kèm theo', en: 'Files' },
  nobody: { vi: 'không có chữ ký', en: 'no signature' },
} as const satisfies Record<string, Bilingual>;

export const roleWords: Readonly<Record<DocumentRole, Bilingual>> = {
  original: { vi: 'bản gốc', en: 'originals' },
  copy: { vi: 'bản sao', en: 'copies' },
  attachment: { vi: 'văn bản kèm theo', en: 'attachments' },
  annex: { vi: 'phụ lục', en: 'annexes' },
  scanned: { vi: 'bản quét văn bản giấy', en: 'scanned paper' },
  unsealed: { vi: 'văn bản không đóng dấu', en: 'documents without a seal' },
};
