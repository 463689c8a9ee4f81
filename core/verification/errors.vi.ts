/** The Vietnamese words of `errors.ts`: what a clerk or an auditor reads when a verification cannot begin or go on. */

const unusual = 'Tệp bất thường, có thể được tạo để gây quá tải: cần thận trọng.';

export const vietnamese = {
  VERIFY_FILE_NOT_FOUND: {
    message: 'không đọc được tệp nào tại {path}',
    hint: 'Kiểm tra lại đường dẫn và quyền đọc tệp.',
  },
  VERIFY_FILE_UNREADABLE: {
    message: 'có {path} nhưng không đọc được ({reason})',
    hint: 'Kiểm tra quyền đọc tệp và quyền vào các thư mục chứa tệp.',
  },
  VERIFY_FILE_NAME_UNREADABLE: {
    message: 'tên của {path} không theo mã UTF-8 nên không mở được',
    hint: 'Đổi tên tệp rồi chạy lại.',
  },
  VERIFY_NOT_A_FILE: {
    message: '{path} là thiết bị, đường ống hoặc socket, không phải tệp',
    hint: 'Chỉ nêu tệp PDF hoặc thư mục chứa tệp PDF.',
  },
  VERIFY_FOLDER_UNREADABLE: {
    message: 'không đọc được thư mục {path} ({reason})',
    hint: 'Kiểm tra quyền truy cập; mọi văn bản trong thư mục này đều phải được kiểm tra.',
  },
  VERIFY_FILE_TOO_SLOW: {
    message: 'kiểm tra tệp không xong trong {seconds} giây nên đã dừng lại',
    hint: unusual,
  },
  VERIFY_FILE_TOO_HEAVY: {
    message: 'kiểm tra tệp cần hơn {megabytes} MB bộ nhớ nên đã dừng lại',
    hint: unusual,
  },
  VERIFY_FAULT: {
    message: 'phần mềm gặp lỗi khi kiểm tra tệp này: {reason}',
    hint: 'Đây là lỗi của congvu: gửi tệp này cho nhóm phát triển congvu.',
  },
  VERIFY_JOBS_INVALID: {
    message: '--jobs phải là số nguyên từ 1 đến {most}, nhận được {value}',
    hint: 'Bỏ tùy chọn này để dùng mọi lõi của máy.',
  },
  VERIFY_RESULTS_EXIST: {
    message: '{path} đã có',
    hint: 'Thêm --resume để làm tiếp, hoặc nêu tệp khác.',
  },
  VERIFY_RESULTS_UNUSABLE: {
    message: 'không dùng {path} để ghi kết quả được: {reason}',
    hint: 'Chạy lại với đúng các tùy chọn của lần đầu (mỗi lần chạy chỉ có một thư mục tin cậy và một thời điểm), hoặc nêu chỗ khác bằng --out.',
  },
  VERIFY_RESULTS_UNWRITABLE: {
    message: 'không ghi được kết quả vào {path}: {reason}',
    hint: 'Nêu chỗ khác bằng --out, hoặc xem lại quyền ghi tại đó.',
  },
  VERIFY_BESIDE_INVALID: { message: '{path} {problem}', hint: '{next}' },
  VERIFY_DISK_FULL: {
    message: 'không ghi được {path}: hết chỗ trống ({reason})',
    hint: 'Giải phóng chỗ trống rồi chạy lại; verify --out và audit làm tiếp phần còn lại bằng --resume.',
  },
  VERIFY_OUTPUT_EXISTS: {
    message: '{path} đã có',
    hint: 'Thêm --force để ghi đè, hoặc nêu tệp khác bằng --out.',
  },
  VERIFY_OUTPUT_UNWRITABLE: {
    message: 'không ghi được {path}: {reason}',
    hint: 'Nêu tệp khác bằng --out.',
  },
  VERIFY_FACTS_INVALID: {
    message: '{file} không phải tệp dữ kiện: {place} {detail}',
    hint: 'Nêu tệp do congvu facts ghi ra.',
  },
  AUDIT_NOT_A_FOLDER: {
    message: '{path} không phải là thư mục',
    hint: 'Nêu thư mục lưu trữ; để kiểm tra từng tệp thì dùng congvu verify.',
  },
  AUDIT_OUT_UNUSABLE: {
    message: 'không ghi được báo cáo vào {path} ({reason})',
    hint: 'Nêu thư mục khác bằng --out.',
  },
  AUDIT_WOULD_REPLACE: {
    message: 'đã có {path} và tệp này không do lần kiểm tra kho nào ghi ra',
    hint: 'Nêu một thư mục riêng bằng --out, hoặc chuyển tệp đó đi chỗ khác.',
  },
  VERIFY_NO_FILES: {
    message: 'không có tệp PDF nào trong {path}',
    hint: 'Nêu một tệp PDF hoặc thư mục chứa tệp PDF.',
  },
  VERIFY_TRUST_UNREADABLE: {
    message: 'không đọc được thư mục tin cậy {dir}',
    hint: 'Nêu một thư mục đang có bằng --trust DIR.',
  },
  VERIFY_TRUST_FILE_UNREADABLE: {
    message: 'không đọc được {file} trong thư mục tin cậy ({reason})',
    hint: 'Liên kết có thể không trỏ đến tệp nào: khôi phục tệp đích, cấp quyền đọc, hoặc bỏ tệp hay liên kết này đi.',
  },
  VERIFY_TRUST_EMPTY: {
    message: 'thư mục tin cậy {dir} không có chứng thư số gốc tự ký nào (*.crt, *.cer, *.pem, *.der)',
    hint: 'Đặt vào đó chứng thư số gốc của nơi cấp và các danh sách thu hồi hiện hành (*.crl).',
  },
  VERIFY_TRUST_DAMAGED: {
    message: '{file} không phải chứng thư số, danh sách thu hồi hoặc trả lời OCSP: {detail}',
    hint: 'Bỏ tệp này đi hoặc tải lại.',
  },
  VERIFY_TIME_INVALID: {
    message: '--at phải là ngày hoặc thời điểm như 2026-01-31T08:00:00+07:00, nhận được {value}',
    hint: 'Viết năm-tháng-ngày (tức 00:00 UTC ngày đó), hoặc thời điểm theo ISO 8601 kèm múi giờ.',
  },
  VERIFY_REGULATION_UNKNOWN: {
    message: '--regulation phải là một trong: {known}; nhận được {value}',
    hint: '{meant}',
  },
  VERIFY_REFERENCE_DATE_INVALID: {
    message: '--reference-date phải là một ngày từ 1945 đến 2100 như 2019-06-01, nhận được {value}',
    hint: 'Nêu ngày của văn bản theo giờ Việt Nam, viết năm-tháng-ngày.',
  },
  VERIFY_ISSUER_INVALID: {
    message: '{option} phải nêu cơ quan ban hành văn bản, nhận được "{value}"',
    hint: 'Nêu tên cơ quan bằng --issuer, hoặc mã cơ quan như MDD:H24.6, MST:0200000001 bằng --issuer-id.',
  },
  VERIFY_OPTION_INVALID: {
    message: '{option} phải là một trong: {known}; nhận được {value}',
    hint: 'Chọn một trong số đó.',
  },
  VERIFY_OPTION_UNFIT: { message: '{option} {problem}', hint: '{next}' },
  VERIFY_HOST_INVALID: {
    message:
      '--allow-host phải là tên máy chủ như ca.example.vn, ca.example.vn:8080 hoặc .example.vn (--allow-private không nhận tên miền), nhận được {value}',
    hint: 'Chỉ nêu tên máy chủ, không có http:// và không có đường dẫn.',
  },
  VERIFY_FETCH_REFUSED: {
    message: 'không hỏi {url}: {reason}',
    hint: 'Nếu tin cậy máy chủ này thì cho phép đúng tên đó bằng --allow-host; nếu tên đó dẫn vào mạng nội bộ thì bằng --allow-private.',
  },
  VERIFY_FETCH_FAILED: {
    message: '{url} không cho câu trả lời dùng được: {reason}',
    hint: 'Thử lại sau, hoặc tự đặt danh sách thu hồi vào thư mục tin cậy.',
  },
} as const;
