/** The Vietnamese words of `errors.ts`. */

export const vietnamese = {
  PKI_DESCRIPTION_SYNTAX: {
    message: 'tệp mô tả PKI sai cú pháp YAML, dòng {line}: {reason}',
    hint: 'Sửa dòng đó; core/pki/examples/hai-phong.yaml là một ví dụ đầy đủ.',
  },
  PKI_DESCRIPTION_INVALID: {
    message: 'tệp mô tả PKI có lỗi, dòng {line}, {place}: {reason}',
    hint: 'Sửa mục đó; core/pki/README.md liệt kê các mục. Số có chữ số 0 ở đầu phải đặt trong dấu nháy.',
  },
  PKI_DESCRIPTION_CHANGED: {
    message: 'thư mục {dir} chứa một PKI có phần {part} khác với tệp mô tả',
    hint: 'Nơi cấp chứng thư số chỉ được tạo một lần. Dùng thư mục khác, hoặc trả phần đó của tệp mô tả về như cũ.',
  },
  PKI_DESCRIPTION_UNREADABLE: {
    message: 'không đọc được tệp mô tả PKI {path}: {reason}',
    hint: 'Nêu đường dẫn của một tệp YAML, hoặc bỏ trống để dùng ví dụ Hải Phòng.',
  },
  PKI_NOT_FOUND: {
    message: 'không có PKI nào trong {dir}',
    hint: 'Tạo bằng lệnh `congvu pki init --dir {dir:word}`.',
  },
  PKI_FOLDER_NOT_EMPTY: {
    message: 'thư mục {dir} chứa các tệp khác và không có PKI',
    hint: 'Nêu một thư mục trống hoặc chưa có.',
  },
  PKI_FOLDER_UNWRITABLE: {
    message: 'không ghi được vào thư mục {dir}: {reason}',
    hint: 'Nêu một thư mục mà người dùng này được ghi; chưa có gì bị thay đổi.',
  },
  PKI_STORAGE_FAILED: {
    message: 'không đọc hoặc không ghi được PKI trong {dir}: {reason}',
    hint: 'Kiểm tra ổ đĩa và quyền của các tệp. Những gì đã báo xong trước đó vẫn còn.',
  },
  PKI_SUBSCRIBER_UNKNOWN: {
    message: 'tệp mô tả PKI không có thuê bao "{id}"; có: {known}',
    hint: 'Thêm thuê bao vào tệp mô tả rồi chạy lại `congvu pki init` trên cùng thư mục.',
  },
  PKI_PUBLIC_KEY_INVALID: {
    message: 'không cấp chứng thư số cho khóa công khai này được: {reason}',
    hint: 'Đưa SubjectPublicKeyInfo dạng DER của khóa RSA từ 2048 bit, hoặc khóa EC trên P-256 hay P-384.',
  },
  PKI_REQUEST_INVALID: {
    message: 'không dùng được yêu cầu cấp chứng thư số: {reason}',
    hint: 'Đưa yêu cầu PKCS#10, dạng PEM hoặc DER, do chính khóa cần cấp chứng thư số ký.',
  },
  PKI_VALIDITY_INVALID: {
    message: 'chứng thư số không thể có hiệu lực từ {from} đến {to}',
    hint: 'Ngày kết thúc phải sau ngày bắt đầu, và cả hai phải là ngày có thật.',
  },
  PKI_SERIAL_UNKNOWN: {
    message: 'PKI này chưa cấp chứng thư số nào có số sê-ri {serial}',
    hint: 'Nêu số ở hệ thập lục phân, như `congvu pki issue` đã in ra.',
  },
  PKI_SERIAL_USED: {
    message: 'PKI này đã cấp một chứng thư số có số sê-ri {serial}',
    hint: 'Không nêu số sê-ri: phần mềm sẽ chọn một số ngẫu nhiên.',
  },
  PKI_ALREADY_REVOKED: {
    message: 'chứng thư số {serial} đã bị thu hồi từ {at}',
    hint: 'Chỉ chứng thư số đang tạm dừng mới thu hồi hoặc khôi phục được.',
  },
  PKI_NOT_ON_HOLD: {
    message: 'chứng thư số {serial} không bị tạm dừng',
    hint: 'removeFromCRL chỉ khôi phục chứng thư số đã bị tạm dừng với lý do certificateHold.',
  },
  PKI_ARGUMENT_MISSING: {
    message: 'thiếu {name}',
    hint: 'Thêm {alternatives}.',
  },
  PKI_ARGUMENT_INVALID: {
    message: '{name} không thể là "{value}": {reason}',
    hint: 'Xem `congvu pki --help` để biết cách dùng.',
  },
  PKI_PORT_IN_USE: {
    message: 'cổng {port} trên {host} đang có chương trình khác dùng',
    hint: 'Chọn cổng khác bằng --port; chứng thư số vẫn dẫn đến địa chỉ gốc ghi trong tệp mô tả.',
  },
  PKI_SERVE_FAILED: {
    message: 'không khởi động được máy chủ PKI tại {host}:{port}: {reason}',
    hint: 'Kiểm tra số cổng và quyền mở cổng đó của người dùng này.',
  },
} as const;
