/** The Vietnamese words of `errors.ts`. */

const resign = 'Lấy bản gốc chưa ký, lưu lại rồi ký lại từ đầu.';

export const vietnamese = {
  PDF_DAMAGED_AND_SIGNED: {
    message: 'tệp đã có chữ ký và cấu trúc bị hỏng: {detail}',
    hint: `Sửa tệp sẽ làm hỏng chữ ký. ${resign}`,
  },
  PDF_HYBRID_AND_SIGNED: {
    message: 'tệp đã có chữ ký và có hai loại bảng tham chiếu cùng lúc (bảng kèm /XRefStm)',
    hint: `Hai phần mềm có thể hiển thị tệp như vậy thành hai văn bản khác nhau. ${resign}`,
  },
  PDF_NOT_REPAIRABLE: {
    message: 'cấu trúc của tệp bị hỏng và không dựng lại được: {detail}',
    hint: 'Xuất lại văn bản ra PDF từ phần mềm đã soạn văn bản.',
  },
  PDF_CERTIFIED_NO_CHANGES: {
    message: 'một chữ ký trước đó xác nhận tệp và cấm mọi thay đổi về sau ({by})',
    hint: 'Trước tiên ký bằng chữ ký thông thường, hoặc xác nhận với P=2, để cơ quan còn ký được. Vẫn bổ sung được dữ liệu chứng minh lâu dài cho chữ ký: "npx congvu extend".',
  },
  PDF_XFA_FORM: {
    message: 'tệp là biểu mẫu XFA: nội dung hiển thị không phải là nội dung của các trang',
    hint: 'In hoặc xuất ra PDF thông thường rồi ký tệp đó.',
  },
  PDF_FIELD_LOCKED: {
    message: 'một chữ ký trước đó đã khóa ô "{name}"',
    hint: 'Ký vào ô này sẽ làm hỏng chữ ký đó: đề nghị người ký trước gửi văn bản không khóa ô.',
  },
  PDF_FIELD_UNPLACED: {
    message: 'ô "{name}" không nằm trên trang nào, hoặc không có kích thước',
    hint: 'Chọn ô khác, hoặc nêu vị trí.',
  },
  PDF_FIELD_NAME_INVALID: {
    message: '"{name}" không đặt tên cho ô chữ ký được: tên trống, dài quá 127 ký tự hoặc có dấu chấm',
    hint: 'Đặt một tên ngắn, không có dấu chấm.',
  },
  PDF_FIELD_EXISTS: {
    message: 'tệp đã có một ô tên là "{name}"',
    hint: 'Đặt tên khác, hoặc không nêu tên: phần mềm sẽ chọn một tên còn trống.',
  },
  PDF_PAGE_MISSING: {
    message: 'yêu cầu trang {page}, nhưng tệp chỉ có {pages} trang',
    hint: 'Các trang được đếm từ 1.',
  },
  PDF_SIGNATURE_TOO_LARGE: {
    message: 'chữ ký cần {size} byte, nhưng chỗ chừa sẵn chỉ có {room} byte',
    hint: 'Chuỗi chứng thư số hoặc dấu thời gian dài bất thường: báo cho nhóm phát triển congvu.',
  },
  PDF_EARLIER_BYTES_CHANGED: {
    message: 'lần lưu mới sẽ làm thay đổi phần tệp có trước, nên không ghi gì cả',
    hint: 'Đây là lỗi của congvu: gửi tệp này cho nhóm phát triển congvu.',
  },
} as const;
