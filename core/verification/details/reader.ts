/** Why a file could not be read as a PDF, by the reader's code, without the place in the file. */
import type { errorTable } from '../../pdf/reading/index.ts';
import type { DetailRows } from './detail.ts';

type ReaderCode = keyof typeof errorTable;

const read = (vi: string) => ({ en: '{said}', vi }) as const;

export const readerDetails = {
  PDF_NOT_A_PDF: read('tệp không phải là PDF'),
  PDF_LEADING_BYTES: read('có dữ liệu lạ đứng trước phần đầu của PDF'),
  PDF_TRUNCATED: read('tệp bị cụt, kết thúc quá sớm'),
  PDF_ENCRYPTED: read('tệp bị mã hóa'),
  PDF_TOO_LARGE: read('tệp vượt quá dung lượng cho phép'),
  PDF_TOO_MANY_OBJECTS: read('tệp có quá nhiều đối tượng'),
  PDF_TOO_DEEP: read('các đối tượng trong tệp lồng nhau quá sâu'),
  PDF_TOO_MANY_REVISIONS: read('tệp có quá nhiều lần lưu'),
  PDF_TOO_MUCH_WORK: read('đọc tệp tốn quá nhiều công sức'),
  PDF_TOO_MANY_PAGES: read('tệp có quá nhiều trang'),
  PDF_TOO_MANY_FIELDS: read('tệp có quá nhiều ô chữ ký'),
  PDF_INFLATES_TOO_FAR: read('dữ liệu nén trong tệp bung ra quá lớn'),
  PDF_TEXT_TOO_MUCH: read('đọc chữ của trang tốn quá nhiều thời gian hoặc bộ nhớ'),
  PDF_STREAM_DAMAGED: read('dữ liệu nén trong tệp bị hỏng'),
  PDF_FILTER_UNSUPPORTED: read('cấu trúc tệp dùng kiểu nén không được hỗ trợ'),
  PDF_XREF_INVALID: read('bảng tham chiếu của tệp bị sai'),
  PDF_XREF_LOOP: read('bảng tham chiếu của tệp dẫn vòng tròn'),
  PDF_REFERENCE_LOOP: read('một đối tượng trong tệp dẫn về chính nó'),
  PDF_OBJECT_MISPLACED: read('đối tượng trong tệp không nằm ở vị trí đã ghi'),
  PDF_SYNTAX: read('tệp sai cú pháp PDF'),
  PDF_STRUCTURE: read('tệp thiếu cấu trúc bắt buộc của một văn bản PDF'),
} as const satisfies Record<ReaderCode, DetailRows[string]>;
