/** Details of a document as an official one: who issues it, secrecy, the day that counts, its first page. */
import type { DetailRows } from './detail.ts';

export const documentDetails = {
  ISSUER_EXPECTED: {
    en: 'expected {issuer}, got {agency}',
    vi: 'cơ quan ban hành được nêu là {issuer}, chứng thư là của {agency}',
  },
  AGENCY_BELONGS_TO_ISSUER: {
    en: 'the certificate is of {agency}, which belongs to {issuer}',
    vi: 'chứng thư là của {agency}, trực thuộc {issuer}',
  },
  PAGE_NAMES_ISSUER: {
    en: 'the head of the page names {issuer}, the certificate is of {agency}',
    vi: 'đầu trang ghi {issuer}, chứng thư là của {agency}',
  },
  PERSON_OF_OTHER_AGENCY: {
    en: '{person} signed for {theirs}, the seal is of {agency}',
    vi: '{person} ký theo chứng thư thuộc {theirs}, con dấu là của {agency}',
  },
  NAME_PRINTED: {
    en: '"{printed}" is printed below the signature, the certificate is of {name}',
    vi: 'dưới chữ ký in "{printed}", chứng thư là của {name}',
  },
  FIELDS_EMPTY: { en: '{fields}', vi: '{fields}' },
  NUMBER_PRINTED: {
    en: 'the page prints number {printed}, the field says {filled}',
    vi: 'trên trang in số {printed}, ô chờ điền ghi {filled}',
  },
  DATE_PRINTED: {
    en: 'the page prints {printed}, the fields say {filled}',
    vi: 'trên trang in {printed}, các ô chờ điền ghi {filled}',
  },
  NUMBER_FONT: {
    en: 'the field holds "{value}"',
    vi: 'ô chứa "{value}"',
  },
  DATE_BEFORE_SIGNING: {
    en: 'dated {date}, signed on {day}',
    vi: 'ngày văn bản {date}, cá nhân ký ngày {day}',
  },
  CLASSIFIED_AS_SAID: { en: 'as the caller says', vi: 'theo khai báo của người kiểm tra' },
  SECRECY_MARK: { en: 'the first page bears {mark}', vi: 'trang đầu có dấu {mark}' },
  REFERENCE_DAY: { en: 'on {day}', vi: 'ngày {day}' },
  PAGE_TOO_SLOW: {
    en: 'reading it takes too much time or memory',
    vi: 'đọc trang cần quá nhiều thời gian hoặc bộ nhớ',
  },
  HEAD_ELSEWHERE: {
    en: 'no national name on the right with an agency on its left, as administrative documents have them',
    vi: 'không thấy Quốc hiệu ở bên phải và tên cơ quan ở bên trái như thể thức văn bản hành chính',
  },
  HEAD_WITHOUT_TEXT: {
    en: 'the page holds no text, as a scanned one',
    vi: 'trang không có chữ, như trang quét',
  },
  PAGE_UNREADABLE: { en: 'its content cannot be read', vi: 'nội dung trang không đọc được' },
} as const satisfies DetailRows;
