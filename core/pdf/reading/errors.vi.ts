/** The Vietnamese words of `errors.ts`. What a parser says of a place in the file (`detail`) stays English. */

const again = 'Đề nghị đơn vị gửi gửi lại tệp theo cách không làm thay đổi tệp.';
const limit = 'Tệp bất thường, có thể được tạo để gây quá tải: cần thận trọng.';

export const vietnamese = {
  PDF_NOT_A_PDF: {
    message: 'tệp không bắt đầu bằng %PDF- nên không phải là PDF ({found})',
    hint: 'Nêu một tệp PDF.',
  },
  PDF_LEADING_BYTES: {
    message: 'có {count} byte lạ đứng trước %PDF-, nên mọi vị trí trong tệp bị lệch',
    hint: again,
  },
  PDF_TRUNCATED: { message: 'tệp bị cụt, kết thúc quá sớm: {detail}', hint: again },
  PDF_ENCRYPTED: {
    message: 'tệp bị mã hóa',
    hint: 'Văn bản hành chính được gửi không mã hóa: đề nghị gửi tệp không mã hóa.',
  },
  PDF_TOO_LARGE: {
    message: 'tệp có {size} byte, vượt giới hạn {limit}',
    hint: 'Phần mềm không đọc tệp lớn hơn: quét với độ phân giải thấp hơn hoặc tách tệp trước khi ký; nếu tệp đã ký thì đề nghị đơn vị gửi bản nhỏ hơn.',
  },
  PDF_TOO_MANY_OBJECTS: { message: 'tệp có hơn {limit} đối tượng', hint: limit },
  PDF_TOO_DEEP: {
    message: 'các đối tượng trong tệp lồng nhau sâu hơn {limit} lớp, tại byte {offset}',
    hint: limit,
  },
  PDF_TOO_MANY_REVISIONS: { message: 'tệp có hơn {limit} lần lưu', hint: limit },
  PDF_TOO_MUCH_WORK: { message: 'đọc tệp tốn hơn {limit} bước', hint: limit },
  PDF_TOO_MANY_PAGES: { message: 'tệp có hơn {limit} trang', hint: limit },
  PDF_TOO_MANY_FIELDS: { message: 'tệp có hơn {limit} ô chữ ký hoặc phần hiển thị của chúng', hint: limit },
  PDF_INFLATES_TOO_FAR: {
    message: 'dữ liệu nén trong tệp bung ra quá {limit} byte (đối tượng {object})',
    hint: limit,
  },
  PDF_TEXT_TOO_MUCH: {
    message: 'đọc chữ của một trang tốn quá nhiều thời gian hoặc bộ nhớ (hơn {what})',
    hint: limit,
  },
  PDF_STREAM_DAMAGED: { message: 'dữ liệu nén của đối tượng {object} bị hỏng', hint: again },
  PDF_FILTER_UNSUPPORTED: {
    message: 'đối tượng {object} giữ cấu trúc của tệp bằng kiểu nén không được hỗ trợ: {filter}',
    hint: 'Phần mềm chỉ đọc cấu trúc không nén hoặc nén Flate: lưu lại văn bản bằng phần mềm khác trước khi ký.',
  },
  PDF_XREF_INVALID: { message: 'bảng tham chiếu của tệp bị sai tại byte {offset}: {detail}', hint: again },
  PDF_XREF_LOOP: {
    message: 'bảng tham chiếu của tệp dẫn vòng tròn hoặc dẫn ngược về sau, tại byte {offset}',
    hint: limit,
  },
  PDF_REFERENCE_LOOP: { message: 'đối tượng {object} dẫn về chính nó', hint: limit },
  PDF_OBJECT_MISPLACED: {
    message: 'tại byte {offset} phải là đối tượng {object}, nhưng gặp {found}',
    hint: again,
  },
  PDF_SYNTAX: { message: 'tệp sai cú pháp PDF tại byte {offset}: {detail}', hint: again },
  PDF_STRUCTURE: {
    message: '{place} không đúng cấu trúc của một văn bản PDF: cần {expected}',
    hint: again,
  },
} as const;
